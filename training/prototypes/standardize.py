"""One reference crystal → its prototype: group, orbits, free parameters and cell in the canonical description, checked by rebuilding it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import gcd

import numpy as np
from moyopy import Cell, MoyoDataset, Setting

from canonical_label import anonymous_formula, canonical_choices, letter_rank, prototype_key
from element_properties import electronegativities
from elements import ATOMIC_NUMBER, SYMBOL
from space_group_tables import SpaceGroup, space_group, wrap

# Å. The first is the tolerance of the Materials Project's own labels.
SYMPRECS = (0.1, 0.03, 0.01, 1e-3)
# Å: largest distance between an atom of the standardized cell and its rebuilt image.
REBUILD_TOLERANCE = 1e-3


class NotReproduced(Exception):
    """No tolerance gave a description from which the crystal can be rebuilt."""


def standardize(record: dict) -> dict:
    """Prototype record of one line of the reference data; raises NotReproduced with the reasons."""
    basis = basis_from_parameters(record["cell"])
    symbols = [symbol for symbol, count in record["species"] for _ in range(count)]
    numbers = [ATOMIC_NUMBER[s] for s in symbols]
    reasons = []
    for symprec in SYMPRECS:
        try:
            dataset = MoyoDataset(Cell(basis.tolist(), record["frac"], numbers), symprec=symprec, setting=Setting.standard())
        except Exception as error:  # the engine raises several types for a failed search
            reasons.append(f"{symprec}: {error}")
            continue
        try:
            described = describe(dataset, numbers)
        except NotReproduced as error:
            reasons.append(f"{symprec}: {error}")
            continue
        described["symprec"] = symprec
        return described
    raise NotReproduced("; ".join(reasons))


def describe(dataset: MoyoDataset, numbers: list[int]) -> dict:
    group = space_group(dataset.number)
    primitive = dataset.prim_std_cell
    to_conventional = np.linalg.solve(np.array(dataset.std_cell.basis).T, np.array(primitive.basis).T)
    points = np.array(primitive.positions) @ to_conventional.T
    atoms = len(points)
    if Counter(scaled_counts(primitive.numbers)) != Counter(scaled_counts(numbers)):
        raise NotReproduced("composition changed")
    letters, orbit_of = [None] * atoms, [None] * atoms
    for site, mapped in enumerate(dataset.mapping_std_prim):
        letters[mapped] = dataset.wyckoffs[site]
        orbit_of[mapped] = dataset.orbits[site]
    orbits: dict[int, list[int]] = {}
    # Sites of the input that are one site of the primitive cell may carry different orbit indices: merge by the primitive site.
    for atom, orbit in enumerate(orbit_of):
        orbits.setdefault(orbit, []).append(atom)
    orbits = merge_orbits(orbits, dataset)
    species = sorted(set(primitive.numbers), key=lambda z: (electronegativity(z), z))
    counts = [primitive.numbers.count(z) for z in species]
    species_letters = tuple(
        "".join(sorted((letters[o[0]] for o in orbits.values() if primitive.numbers[o[0]] == z), key=letter_rank)) for z in species
    )
    choices = canonical_choices(group.number, species_letters, tuple(counts))
    # Where several orders of the elements give the same label (rock salt), the most electropositive comes first, so that like plays like's part.
    choice = min(choices, key=lambda c: c.slots)
    transform = choice.transform
    basis_columns = np.array(dataset.std_cell.basis).T @ np.linalg.inv(transform.linear)
    lattice = cell_parameters(basis_columns)
    slot_of = {species[index]: slot for slot, index in enumerate(choice.slots)}
    described_orbits = []
    for atoms_of_orbit in orbits.values():
        letter = transform.letters[letters[atoms_of_orbit[0]]]
        images = points[atoms_of_orbit] @ transform.linear.T + transform.shift
        images = wrap((images[:, None, :] + group.centering_vectors @ transform.linear.T).reshape(-1, 3))
        position = group.positions[letter]
        if position.multiplicity != len(images):
            raise NotReproduced(f"orbit of {len(images)} sites on {letter}{position.multiplicity}")
        solutions = position.solve(images)
        if not len(solutions):
            solutions = position.solve(images, tolerance=3e-3)
            if not len(solutions):
                raise NotReproduced(f"no parameters on {letter} of group {group.number}")
        rounded = np.round(wrap(solutions + 5e-4), 2)
        parameters = solutions[np.lexsort((*np.round(solutions, 4).T[::-1], *rounded.T[::-1]))[0]] if position.dof else np.zeros(0)
        check_orbit(group, position.linear @ parameters + position.constant, images, basis_columns)
        described_orbits.append((slot_of[primitive.numbers[atoms_of_orbit[0]]], letter, [float(p) for p in parameters]))
    described_orbits.sort(key=lambda o: (o[0], letter_rank(o[1]), o[2]))
    slot_counts = [counts[i] for i in choice.slots]
    return {
        "spaceGroup": group.number,
        "prototype": prototype_key(group.number, slot_counts, choice.letters),
        "anonymous": anonymous_formula(slot_counts),
        "elements": [SYMBOL[species[i]] for i in choice.slots],
        "counts": slot_counts,
        "orbits": [[slot, letter] for slot, letter, _ in described_orbits],
        "free": [parameters for _, _, parameters in described_orbits],
        "lattice": lattice,
        "nsites": atoms,
        "volumePerAtom": abs(float(np.linalg.det(basis_columns))) / group.lattice_points / atoms,
        "orders": [[SYMBOL[species[i]] for i in c.slots] for c in choices],
    }


@lru_cache(maxsize=None)
def electronegativity(number: int) -> float:
    return electronegativities()[number]


def merge_orbits(orbits: dict[int, list[int]], dataset: MoyoDataset) -> dict[int, list[int]]:
    """Orbits of primitive sites: crystallographic orbits of the input that share a primitive site are one."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        while parent.setdefault(i, i) != i:
            i = parent[i]
        return i

    first: dict[int, int] = {}
    for site, mapped in enumerate(dataset.mapping_std_prim):
        orbit = dataset.orbits[site]
        if mapped in first:
            parent[root(orbit)] = root(first[mapped])
        else:
            first[mapped] = orbit
    merged: dict[int, list[int]] = {}
    for orbit, atoms in orbits.items():
        merged.setdefault(root(orbit), []).extend(atoms)
    return merged


def check_orbit(group: SpaceGroup, point: np.ndarray, images: np.ndarray, basis_columns: np.ndarray) -> None:
    """Every rebuilt site lies on a site of the orbit and their numbers agree."""
    rebuilt = group.orbit(point)
    if len(rebuilt) != len(images):
        raise NotReproduced(f"{len(rebuilt)} rebuilt sites for {len(images)}")
    difference = rebuilt[:, None, :] - images[None, :, :]
    difference -= np.round(difference)
    distance = np.sqrt(((difference @ basis_columns.T) ** 2).sum(axis=2))
    if distance.min(axis=1).max() > REBUILD_TOLERANCE or distance.min(axis=0).max() > REBUILD_TOLERANCE:
        raise NotReproduced(f"rebuilt {distance.min(axis=1).max():.4f} Å away")


def scaled_counts(numbers: list[int]) -> dict[int, int]:
    counts = Counter(numbers)
    divisor = gcd(*counts.values())
    return {z: n // divisor for z, n in counts.items()}


def basis_from_parameters(cell: list[float]) -> np.ndarray:
    """Rows a, b, c in Å from a, b, c, α, β, γ (Å, degrees)."""
    a, b, c = cell[:3]
    alpha, beta, gamma = np.radians(cell[3:])
    cx = c * np.cos(beta)
    cy = c * (np.cos(alpha) - np.cos(beta) * np.cos(gamma)) / np.sin(gamma)
    return np.array([[a, 0, 0], [b * np.cos(gamma), b * np.sin(gamma), 0], [cx, cy, np.sqrt(c * c - cx * cx - cy * cy)]])


def cell_parameters(columns: np.ndarray) -> list[float]:
    metric = columns.T @ columns
    lengths = np.sqrt(np.diag(metric))
    cosine = lambda i, j: metric[i, j] / lengths[i] / lengths[j]
    angles = np.degrees(np.arccos(np.clip([cosine(1, 2), cosine(0, 2), cosine(0, 1)], -1, 1)))
    return [*map(float, lengths), *map(float, angles)]


def free_lattice_parameters(number: int, cell: list[float]) -> list[float]:
    """The parameters that the crystal system leaves free: a; a, c; a, b, c; a, b, c, β; all six (Å, degrees)."""
    if number <= 2:
        return cell
    if number <= 15:
        return [*cell[:3], cell[4]]
    if number <= 74:
        return cell[:3]
    if number <= 194:
        return [cell[0], cell[2]]
    return cell[:1]
