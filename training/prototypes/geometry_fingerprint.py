"""How alike are two crystals of one prototype: distances around each kind of site, blind to volume, origin and choice of representatives.

For each distinct (slot, letter) the fingerprint holds the mean sorted distances to the NEIGHBORS nearest sites of any species and to the
SAME_SLOT nearest of the same slot, in units of the cube root of the volume per atom.
"""

from __future__ import annotations

import numpy as np

from canonical_label import letter_rank
from space_group_tables import space_group

NEIGHBORS = 12
SAME_SLOT = 6
KIND_LENGTH = NEIGHBORS + SAME_SLOT


def full_cell(number: int, free: list[float]) -> list[float]:
    """a, b, c, α, β, γ from the free lattice parameters of the group's system."""
    if number <= 2:
        return list(free)
    if number <= 15:
        a, b, c, beta = free
        return [a, b, c, 90.0, beta, 90.0]
    if number <= 74:
        return [*free, 90.0, 90.0, 90.0]
    if number <= 194:
        a, c = free
        return [a, a, c, 90.0, 90.0, 90.0 if number <= 142 else 120.0]
    return [free[0]] * 3 + [90.0] * 3


def conventional_crystal(record: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the lattice (Å), fractional coordinates, slot and orbit of each site of the conventional cell."""
    from standardize import basis_from_parameters

    group = space_group(record["spaceGroup"])
    points, slots, orbits = [], [], []
    for index, ((slot, letter), free) in enumerate(zip(record["orbits"], record["free"])):
        position = group.positions[letter]
        images = group.orbit(position.linear @ np.array(free) + position.constant)
        points.append(images)
        slots += [slot] * len(images)
        orbits += [index] * len(images)
    basis = basis_from_parameters(full_cell(record["spaceGroup"], record["latticeParams"]))
    return basis, np.concatenate(points), np.array(slots), np.array(orbits)


def fingerprint(record: dict) -> np.ndarray:
    basis, points, slots, orbits = conventional_crystal(record)
    volume = abs(np.linalg.det(basis))
    unit = (volume / len(points)) ** (1 / 3)
    same_radius = max(1.0, max(len(points) / np.bincount(slots))) ** (1 / 3)
    # A sphere that holds about twice the neighbors asked for.
    cutoff = unit * max((3 / (4 * np.pi) * 2 * NEIGHBORS) ** (1 / 3), (3 / (4 * np.pi) * 2 * SAME_SLOT) ** (1 / 3) * same_radius)
    heights = volume / np.array([np.linalg.norm(np.cross(basis[1], basis[2])), np.linalg.norm(np.cross(basis[2], basis[0])),
                                 np.linalg.norm(np.cross(basis[0], basis[1]))])
    reach = np.ceil(cutoff / heights).astype(int)
    shifts = np.stack(np.meshgrid(*[np.arange(-n, n + 1) for n in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    shift_vectors = shifts @ basis
    kinds: dict[tuple[int, int], list[np.ndarray]] = {}
    weights: dict[tuple[int, int], list[int]] = {}
    first = np.unique(orbits, return_index=True)[1]
    for index, start in enumerate(first):
        slot, letter = record["orbits"][index]
        difference = points - points[start]
        difference -= np.round(difference)
        vectors = (difference @ basis)[:, None, :] + shift_vectors[None, :, :]
        squares = np.einsum("ijk,ijk->ij", vectors, vectors)
        everything = nearest(squares, NEIGHBORS) / unit
        same = nearest(squares[slots == slot], SAME_SLOT) / unit
        kinds.setdefault((slot, letter_rank(letter)), []).append(np.concatenate([everything, same]))
        weights.setdefault((slot, letter_rank(letter)), []).append(int((orbits == index).sum()))
    return np.concatenate([np.average(kinds[k], axis=0, weights=weights[k]) for k in sorted(kinds)]).astype(np.float32)


def nearest(squares: np.ndarray, count: int) -> np.ndarray:
    """The `count` smallest distances, rising, without the site itself (distance zero)."""
    flat = squares.ravel()
    if len(flat) > count + 1:
        flat = np.partition(flat, count)[: count + 1]
    return np.pad(np.sqrt(np.sort(flat)[1:]), (0, max(0, count + 1 - len(flat))), mode="edge")


def difference(a: np.ndarray, b: np.ndarray) -> float:
    """Largest mean deviation of any kind of site, in units of the cube root of the volume per atom."""
    return float(np.abs(a - b).reshape(-1, KIND_LENGTH).mean(axis=1).max())


def differences(fingerprints: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """`difference` of each row of `fingerprints` from `reference`."""
    return np.abs(fingerprints - reference).reshape(len(fingerprints), -1, KIND_LENGTH).mean(axis=2).max(axis=1)
