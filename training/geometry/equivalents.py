"""All descriptions of a crystal in the standard setting of its group: how origins and axes chosen otherwise move the free coordinates.

`training/prototypes/space_group_tables.py` keeps one transform for each renaming of letters; here every one counts, also those that rename nothing:
a crystal of P n m a has eight descriptions. Transforms are taken modulo the group, polar directions apart: there the origin is free.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from space_group_tables import GENERIC, SpaceGroup, _candidate_linear_parts, _renaming, _translation_part, space_group, wrap


@dataclass(frozen=True)
class Equivalent:
    linear: np.ndarray  # (3, 3)
    shift: np.ndarray  # (3,)
    letters: dict[str, str]  # new letter of each old one


@dataclass(frozen=True)
class CoordinateMaps:
    """Free coordinates of one orbit under a transform: p' = M p + c, one for each site of the new orbit that the tabulated representative can be."""

    linear: np.ndarray  # (k, dof, dof)
    constant: np.ndarray  # (k, dof)


@lru_cache(maxsize=None)
def polar_axes(number: int) -> tuple[int, ...]:
    """Axes along which the origin is free: every operation keeps them."""
    rotations = space_group(number).rotations
    return tuple(i for i in range(3) if np.all(rotations[:, :, i] == np.eye(3)[i]))


@lru_cache(maxsize=None)
def equivalents(number: int) -> tuple[Equivalent, ...]:
    """The identity first. In oblique systems, whose axes have infinitely many choices, those of the origin and of directions alone."""
    group = space_group(number)
    polar = list(polar_axes(number))
    steps = 2 if number == 2 else 4 if number <= 15 else 24
    axes = [np.zeros(1) if i in polar else np.arange(steps) / steps for i in range(3)]
    grid = np.array(list(itertools.product(*axes)))
    linear_parts = [np.diag(d).astype(int) for d in itertools.product((1, -1), repeat=3)] if number <= 15 else _candidate_linear_parts(number)
    linear_parts = sorted(linear_parts, key=lambda m: not np.array_equal(m, np.eye(3)))
    pure = without_lattice(_translation_part(group, np.eye(3), grid), group)
    rotations = np.unique(np.round(group.rotations).astype(int), axis=0)
    seen, found = set(), []
    for linear in linear_parts:
        if number <= 2 and abs(np.trace(linear)) != 3:
            continue  # other sign changes alter the cell angles
        coset = min(tuple((r @ linear).astype(int).ravel()) for r in rotations)
        if coset in seen:
            continue
        seen.add(coset)
        particular = _translation_part(group, linear, grid)[:1]
        if not len(particular):
            continue
        for extra in pure:
            shift = wrap(particular[0] + extra)
            found.append(Equivalent(linear.astype(float), shift, _renaming(group, linear, shift)))
    return tuple(found)


def without_lattice(shifts: np.ndarray, group: SpaceGroup) -> np.ndarray:
    """One of each set of shifts that differ by a lattice translation, the origin first."""
    kept: list[np.ndarray] = []
    for shift in sorted(shifts.tolist()):
        differences = np.array([wrap(np.array(shift) - k + v) for k in kept for v in group.centering_vectors]).reshape(-1, 3)
        if not np.any(np.abs(differences).max(axis=1, initial=0) < 1e-6) or not len(kept):
            kept.append(np.array(shift))
    return np.array(kept)


@lru_cache(maxsize=None)
def coordinate_maps(number: int, index: int, letter: str) -> CoordinateMaps:
    """How transform `index` of `equivalents` moves the free coordinates of an orbit on `letter`."""
    group = space_group(number)
    transform = equivalents(number)[index]
    source, target = group.positions[letter], group.positions[transform.letters[letter]]
    found: dict[tuple, tuple[np.ndarray, np.ndarray]] = {}
    for rotation, translation in zip(group.rotations, group.translations):
        linear = rotation @ transform.linear @ source.linear
        constant = rotation @ (transform.linear @ source.constant + transform.shift) + translation - target.constant
        point = linear @ GENERIC[: source.dof] + constant
        mismatch = point @ target.rejection.T + target.lattice_rejections
        for k in np.nonzero(np.abs(mismatch).max(axis=1) < 1e-6)[0][:1]:
            m = target.inverse @ linear
            c = wrap(target.inverse @ (constant + target.lattice_vectors[k]))
            found.setdefault((*np.round(m, 4).ravel(), *np.round(c, 4)), (m, c))
    if not found:
        raise ValueError(f"group {number}: {letter} does not become {transform.letters[letter]}")
    maps = list(found.values())
    return CoordinateMaps(np.array([m for m, _ in maps]), np.array([c for _, c in maps]))


def representatives(maps: CoordinateMaps, parameters: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """(n, dof) free coordinates under a transform, less `offset` (n, dof): of all sites of an orbit the one with the smallest coordinates, in order."""
    if parameters.shape[1] == 0:
        return parameters
    images = np.einsum("kij,nj->nki", maps.linear, parameters) + maps.constant[None] - offset[:, None, :]
    images = wrap(images)
    # Coordinates a hair below 1 are 0; hundredths decide, so that the noise of one coordinate does not hide the next.
    keys = np.round(wrap(images + 5e-3), 2)
    order = np.zeros(images.shape[:2])
    for axis in range(images.shape[2]):
        order = order * 128 + 100 * keys[:, :, axis]
    return images[np.arange(len(images)), order.argmin(axis=1)]
