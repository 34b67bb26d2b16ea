"""Operations, Wyckoff positions and affine normalizers of the 230 groups in their ITA standard setting.

Operations act on column fractional coordinates of the conventional cell, x' = W x + w. Translations are exact, in 24ths. Wyckoff positions
come from `wyckoff-positions.jsonl` (see `dump-wyckoff-positions.mjs`): the first representative of each letter as an affine map of its
free parameters, x = A p + b.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from moyopy import Setting, operations_from_number

POSITIONS_FILE = Path(__file__).with_name("wyckoff-positions.jsonl")

# Conventional over primitive volume.
LATTICE_POINTS = {"P": 1, "A": 2, "B": 2, "C": 2, "I": 2, "R": 3, "F": 4}

# A generic point: no accidental coincidence with a Wyckoff position of lower multiplicity.
GENERIC = np.array([0.1237891, 0.2718281, 0.4142135])


@dataclass(frozen=True)
class WyckoffPosition:
    letter: str
    multiplicity: int  # per conventional cell
    linear: np.ndarray  # (3, dof): columns of the free parameters
    constant: np.ndarray  # (3,)
    axes: str  # which of x, y, z are free
    inverse: np.ndarray = field(repr=False, default=None)  # (dof, 3) pseudo-inverse of `linear`
    rejection: np.ndarray = field(repr=False, default=None)  # (3, 3) projector onto the complement
    lattice_rejections: np.ndarray = field(repr=False, default=None)  # (k, 3) distinct rejections of integer vectors
    lattice_vectors: np.ndarray = field(repr=False, default=None)  # (k, 3) the integer vectors

    @property
    def dof(self) -> int:
        return self.linear.shape[1]

    def solve(self, points: np.ndarray, tolerance: float = 2e-4) -> np.ndarray:
        """All parameter sets p in [0, 1) with A p + b equal to one of `points` (n, 3) modulo integers; (k, dof)."""
        shifted = points - self.constant
        if self.dof == 0:
            wrapped = shifted - np.round(shifted)
            return np.zeros((int((np.abs(wrapped).max(axis=1) < tolerance).sum()), 0))
        if self.dof == 3:
            return wrap(shifted)
        rejected = shifted @ self.rejection.T
        mismatch = np.abs(rejected[:, None, :] + self.lattice_rejections[None, :, :]).max(axis=2)
        which_point, which_vector = np.nonzero(mismatch < tolerance)
        return wrap((shifted[which_point] + self.lattice_vectors[which_vector]) @ self.inverse.T)


@dataclass(frozen=True)
class Transform:
    """A change of description within one group: x' = P x + p; it renames the letters."""

    linear: np.ndarray  # (3, 3) integer
    shift: np.ndarray  # (3,)
    letters: dict[str, str]


@dataclass(frozen=True)
class SpaceGroup:
    number: int
    centering: str
    rotations: np.ndarray  # (n, 3, 3), conventional cell, centering translations included
    translations: np.ndarray  # (n, 3)
    centering_vectors: np.ndarray  # (c, 3)
    positions: dict[str, WyckoffPosition]

    @property
    def lattice_points(self) -> int:
        return LATTICE_POINTS[self.centering]

    def orbit(self, point: np.ndarray) -> np.ndarray:
        """Distinct images of `point` in the conventional cell, (multiplicity, 3) in [0, 1)."""
        images = wrap(self.rotations @ point + self.translations)
        return images[distinct(images)]


def wrap(x: np.ndarray) -> np.ndarray:
    x = x - np.floor(x)
    return np.where(x > 1 - 1e-6, 0.0, x)


def distinct(images: np.ndarray, tolerance: float = 1e-4) -> np.ndarray:
    """Indices of the first of each set of points equal modulo integers."""
    difference = images[:, None, :] - images[None, :, :]
    difference -= np.round(difference)
    same = np.abs(difference).max(axis=2) < tolerance
    return np.nonzero(same.argmax(axis=1) == np.arange(len(images)))[0]


def parse_affine(text: str) -> tuple[np.ndarray, np.ndarray]:
    """(3, 3) matrix over x, y, z and (3,) constant of an expression such as 'x,-2x+1/2,z'."""
    matrix, constant = np.zeros((3, 3)), np.zeros(3)
    for row, part in enumerate(text.replace(" ", "").split(",")):
        for sign, number, symbol in re.findall(r"([+-]?)(\d+(?:/\d+)?|)([xyz]?)", part):
            if not number and not symbol:
                continue
            numerator, _, denominator = (number or "1").partition("/")
            value = (-1 if sign == "-" else 1) * int(numerator) / int(denominator or 1)
            if symbol:
                matrix[row, "xyz".index(symbol)] += value
            else:
                constant[row] += value
    return matrix, constant


def make_position(letter: str, multiplicity: int, text: str) -> WyckoffPosition:
    matrix, constant = parse_affine(text)
    columns = [i for i in range(3) if np.any(matrix[:, i])]
    linear = matrix[:, columns]
    inverse = np.linalg.pinv(linear) if columns else np.zeros((0, 3))
    rejection = np.eye(3) - linear @ inverse
    vectors = np.array(sorted(itertools.product(range(-3, 4), repeat=3), key=lambda v: sum(abs(i) for i in v)), dtype=float)
    rejections = vectors @ rejection.T
    _, first = np.unique(np.round(rejections, 6), axis=0, return_index=True)
    return WyckoffPosition(letter, multiplicity, linear, constant, "".join("xyz"[i] for i in columns), inverse, rejection,
                           rejections[first], vectors[first])


@lru_cache(maxsize=None)
def position_table() -> dict[int, dict]:
    return {row["number"]: row for row in map(json.loads, POSITIONS_FILE.read_text().splitlines())}


@lru_cache(maxsize=None)
def space_group(number: int) -> SpaceGroup:
    row = position_table()[number]
    operations = operations_from_number(number, setting=Setting.standard(), primitive=False)
    rotations = np.array(operations.rotations, dtype=float)
    translations = np.round(np.array(operations.translations) * 24) / 24
    identity = np.all(rotations == np.eye(3), axis=(1, 2))
    positions = {letter: make_position(letter, multiplicity, text) for letter, multiplicity, text in row["positions"]}
    return SpaceGroup(number, row["centering"], rotations, translations, wrap(translations[identity]), positions)


def letter_of(group: SpaceGroup, images: np.ndarray) -> str:
    """Letter of the orbit that consists of `images`; letters that share a multiplicity differ by what they contain."""
    found = [
        position.letter
        for position in group.positions.values()
        if position.multiplicity == len(images) and len(position.solve(images))
    ]
    # The position with the fewest free parameters contains the orbit; a more general one would have a larger multiplicity.
    if not found:
        raise ValueError(f"no Wyckoff position of group {group.number} with {len(images)} points")
    return min(found, key=lambda letter: group.positions[letter].dof)


def _candidate_linear_parts(number: int) -> list[np.ndarray]:
    """Integer matrices that may carry the group onto itself: all automorphisms of the lattice type, and for the oblique systems, where
    the automorphisms are infinitely many, enough of them to reach every renaming of letters."""
    if number <= 2:
        reach = range(-1, 2)
        matrices = [np.array(m).reshape(3, 3) for m in itertools.product(reach, repeat=9)]
    elif number <= 15:
        matrices = [
            np.array([[a, 0, b], [0, s, 0], [c, 0, d]])
            for a, b, c, d in itertools.product(range(-2, 3), repeat=4)
            for s in (1, -1)
        ]
    else:
        matrices = [np.array(m).reshape(3, 3) for m in itertools.product(range(-1, 2), repeat=9)] if 143 <= number <= 194 else [
            np.array([[s[i] if p[i] == j else 0 for j in range(3)] for i in range(3)])
            for p in itertools.permutations(range(3))
            for s in itertools.product((1, -1), repeat=3)
        ]
    matrices = [m for m in matrices if abs(round(np.linalg.det(m))) == 1]
    return sorted(matrices, key=lambda m: (np.abs(m).sum(), -np.trace(m), np.linalg.det(m) < 0))


def _translation_part(group: SpaceGroup, linear: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Grid points p for which (linear, p) conjugates the group onto itself; (k, 3)."""
    inverse = np.round(np.linalg.inv(linear)).astype(int)
    # The lattice translations must stay lattice translations.
    for vector in group.centering_vectors:
        moved = linear @ vector
        if not np.any(np.abs(moved - group.centering_vectors - np.round(moved - group.centering_vectors)).max(axis=1) < 1e-6):
            return np.zeros((0, 3))
    lookup = {tuple(np.round(r).astype(int).ravel()): t for r, t in zip(group.rotations[::-1], group.translations[::-1])}
    alive = np.ones(len(grid), dtype=bool)
    for rotation, translation in _generators(group):
        conjugate = np.round(linear @ rotation @ inverse).astype(int)
        target = lookup.get(tuple(conjugate.ravel()))
        if target is None:
            return np.zeros((0, 3))
        points = grid[alive]
        residual = linear @ translation + points - points @ conjugate.T - target
        difference = residual[:, None, :] - group.centering_vectors[None, :, :]
        difference -= np.round(difference)
        alive[np.nonzero(alive)[0]] = np.any(np.abs(difference).max(axis=2) < 1e-6, axis=1)
        if not alive.any():
            return np.zeros((0, 3))
    return grid[alive]


def _generators(group: SpaceGroup) -> list[tuple[np.ndarray, np.ndarray]]:
    """A few operations whose rotations generate the point group."""
    key = lambda m: tuple(np.round(m).astype(int).ravel())
    generated, chosen = {key(np.eye(3)): np.eye(3)}, []
    for rotation, translation in zip(group.rotations, group.translations):
        if key(rotation) in generated:
            continue
        chosen.append((rotation, translation))
        grew = True
        while grew:
            grew = False
            for element in list(generated.values()):
                for generator, _ in chosen:
                    product = generator @ element
                    if key(product) not in generated:
                        generated[key(product)] = product
                        grew = True
    return chosen


def _renaming(group: SpaceGroup, linear: np.ndarray, shift: np.ndarray) -> dict[str, str]:
    renamed = {}
    for position in group.positions.values():
        point = position.linear @ GENERIC[: position.dof] + position.constant
        images = group.orbit(linear @ point + shift)
        renamed[position.letter] = letter_of(group, images)
    return renamed


@lru_cache(maxsize=None)
def normalizer(number: int) -> tuple[Transform, ...]:
    """One transform per renaming of Wyckoff letters that the affine normalizer induces; the identity first, plain ones before skewed."""
    group = space_group(number)
    linear_parts = _candidate_linear_parts(number)
    if len(group.positions) == 1:
        return (Transform(np.eye(3), np.zeros(3), {letter: letter for letter in group.positions}),)
    steps = 2 if number == 2 else 4 if number <= 15 else 24
    axis = np.arange(steps) / steps
    grid = np.array(sorted(itertools.product(axis, repeat=3), key=lambda p: (sum(min(i, 1 - i) for i in p), p)))
    pure = _translation_part(group, np.eye(3), grid)
    transforms: dict[tuple, Transform] = {}
    seen_cosets: set[tuple] = set()
    rotations = np.unique(np.round(group.rotations).astype(int), axis=0)
    for linear in linear_parts:
        coset = min(tuple((r @ linear).astype(int).ravel()) for r in rotations)
        if coset in seen_cosets:
            continue
        seen_cosets.add(coset)
        particular = _translation_part(group, linear, grid)[:1]
        if not len(particular):
            continue
        renamed_by_linear = _renaming(group, linear, particular[0])
        for extra in pure:
            renamed = _shift_renaming(number, tuple(extra))
            letters = {a: renamed[b] for a, b in renamed_by_linear.items()}
            key = tuple(sorted(letters.items()))
            if key not in transforms:
                transforms[key] = Transform(linear.astype(float), wrap(particular[0] + extra), letters)
    return tuple(transforms.values())


@lru_cache(maxsize=None)
def _shift_renaming(number: int, shift: tuple[float, ...]) -> dict[str, str]:
    return _renaming(space_group(number), np.eye(3), np.array(shift))
