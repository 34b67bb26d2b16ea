"""Many crystals as a few arrays: what travels between the steps, in memory and in files.

Coordinates are rounded to a 65,536th of the cell edge when a crystal is packed, before it is labeled, so a label belongs to exactly what is stored:
about 7 bytes an atom and 60 a crystal.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from math import gcd
from pathlib import Path

import numpy as np

sys.path += [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "prototypes")]
from elements import SYMBOL  # noqa: E402

GRID = 65536


@dataclass(frozen=True)
class Crystals:
    """`counts[k]` atoms belong to crystal k, one crystal after the other."""

    counts: np.ndarray  # (crystals,) int32
    numbers: np.ndarray  # (atoms,) uint8, atomic numbers
    grid: np.ndarray  # (atoms, 3) uint16, fractional coordinates times GRID
    cells: np.ndarray  # (crystals, 3, 3) float32, Å, rows
    tags: np.ndarray  # (crystals,) uint8, how it was made: make_structures.KINDS

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def starts(self) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int64)

    @property
    def fractional(self) -> np.ndarray:
        return self.grid.astype(np.float64) / GRID

    def take(self, chosen: np.ndarray) -> Crystals:
        chosen = np.asarray(chosen, dtype=np.int64)
        rows = rows_of(self.counts, chosen)
        return Crystals(self.counts[chosen], self.numbers[rows], self.grid[rows], self.cells[chosen], self.tags[chosen])

    def arrays(self) -> dict[str, np.ndarray]:
        return {f.name: getattr(self, f.name) for f in fields(Crystals)}


def rows_of(counts: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Rows of the atoms of the chosen crystals, in their order."""
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    lengths = counts[chosen].astype(np.int64)
    offsets = np.repeat(starts[chosen] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) if len(chosen) else np.zeros(0, dtype=np.int64)
    return np.arange(lengths.sum()) + offsets


def pack(crystals: list[tuple[np.ndarray, np.ndarray, np.ndarray]], tags: list[int] | np.ndarray) -> Crystals:
    """From (cell (3, 3), atomic numbers (n,), fractional coordinates (n, 3)) each."""
    if not crystals:
        return Crystals(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros((0, 3), np.uint16), np.zeros((0, 3, 3), np.float32), np.zeros(0, np.uint8))
    fractional = np.concatenate([f for _, _, f in crystals])
    return Crystals(
        np.array([len(z) for _, z, _ in crystals], dtype=np.int32),
        np.concatenate([z for _, z, _ in crystals]).astype(np.uint8),
        to_grid(fractional),
        np.array([c for c, _, _ in crystals], dtype=np.float32),
        np.asarray(tags, dtype=np.uint8),
    )


def unpack(crystals: Crystals) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """What `pack` takes."""
    starts = crystals.starts
    numbers, fractional = crystals.numbers.astype(np.int64), crystals.fractional
    return [(cell.astype(np.float64), numbers[a:b], fractional[a:b]) for cell, a, b in zip(crystals.cells, starts, starts[1:])]


def to_grid(fractional: np.ndarray) -> np.ndarray:
    return (np.round((fractional % 1.0) * GRID).astype(np.int64) % GRID).astype(np.uint16)


def join(parts: list[Crystals]) -> Crystals:
    return Crystals(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Crystals)})


def read_crystals(path: Path) -> Crystals:
    with np.load(path) as file:
        return Crystals(**{f.name: file[f.name] for f in fields(Crystals)})


def reduced_formula(numbers: np.ndarray) -> str:
    """As the reference data write it: elements by the alphabet, counts without a common divisor, 1 left out."""
    elements, counts = np.unique(numbers, return_counts=True)
    divisor = gcd(*(int(c) for c in counts))
    pairs = sorted((SYMBOL[z], int(n) // divisor) for z, n in zip(elements, counts))
    return "".join(symbol + (str(n) if n > 1 else "") for symbol, n in pairs)


def formulas(crystals: Crystals) -> list[str]:
    starts = crystals.starts
    return [reduced_formula(crystals.numbers[a:b]) for a, b in zip(starts[:-1], starts[1:])]


def cell_from_parameters(a: float, b: float, c: float, alpha: float, beta: float, gamma: float) -> np.ndarray:
    """Rows in Å from lengths in Å and angles in degrees; right-handed, c along z."""
    cos_a, cos_b, cos_g = np.cos(np.radians([alpha, beta, gamma]))
    sin_a, sin_b = np.sin(np.radians([alpha, beta]))
    cos_reciprocal = np.clip((cos_a * cos_b - cos_g) / (sin_a * sin_b), -1.0, 1.0)
    sin_reciprocal = np.sqrt(1.0 - cos_reciprocal**2)
    return np.array([
        [a * sin_b, 0.0, a * cos_b],
        [-b * sin_a * cos_reciprocal, b * sin_a * sin_reciprocal, b * cos_a],
        [0.0, 0.0, c],
    ])
