"""How near atoms of two elements come in real crystals: a low quantile of the shortest distance of each pair of elements.

Of each crystal counts its shortest i-j distance, images of the same site included. `nearest` is the quantile over all crystals with both elements,
`unbonded` that over crystals in which the two are not bonded to each other, i.e. come no nearer than BONDED times the sum of their covalent radii:
for two anions that is the rule, for others it is not used.
"""

from __future__ import annotations

from collections import defaultdict

import ase.data
import numpy as np
from crystals import ATOMIC_NUMBER, weight
from geometry_fingerprint import conventional_crystal

QUANTILE = 0.01
BONDED = 1.25
# Farther pairs set no limit to anything; in units of the sum of covalent radii.
FARTHEST = 3.0


def shortest_distances(entry: dict) -> dict[tuple[int, int], float]:
    """By pair of atomic numbers, the smaller first: Å. Pairs farther than FARTHEST sums of covalent radii may be missing."""
    basis, points, slots, orbits = conventional_crystal({**entry, "free": entry["freeParams"]})
    numbers = np.array([ATOMIC_NUMBER[s] for s in entry["elements"]])[slots]
    radii = ase.data.covalent_radii
    cutoff = FARTHEST * 2 * max(radii[z] for z in set(numbers.tolist()))
    volume = abs(np.linalg.det(basis))
    cutoff = min(cutoff, 2.2 * (volume / len(points)) ** (1 / 3) * max(1.0, len(points) / np.bincount(slots).min()) ** (1 / 3))
    heights = volume / np.linalg.norm(np.cross(basis[[1, 2, 0]], basis[[2, 0, 1]]), axis=1)
    reach = np.maximum(1, np.ceil(cutoff / heights - 0.5)).astype(int)
    shifts = np.stack(np.meshgrid(*[np.arange(-n, n + 1) for n in reach], indexing="ij"), axis=-1).reshape(-1, 3) @ basis
    first = np.unique(orbits, return_index=True)[1]
    difference = points[None] - points[first][:, None]
    difference = (difference - np.round(difference)) @ basis
    nearest = np.full((len(first), len(points)), np.inf)
    for shift in shifts:
        squares = ((difference + shift) ** 2).sum(axis=2)
        nearest = np.minimum(nearest, np.where(squares > 1e-6, squares, np.inf))
    found: dict[tuple[int, int], float] = {}
    for row, start in enumerate(first):
        z = int(numbers[start])
        for other in set(numbers.tolist()):
            distance = float(np.sqrt(nearest[row, numbers == other].min()))
            pair = (min(z, other), max(z, other))
            found[pair] = min(distance, found.get(pair, np.inf))
    return found


def pair_quantiles(entries: list[dict]) -> list[list]:
    """Rows [z, other z, Å nearest, crystals, Å unbonded, crystals], of crystals that were made or are near the hull."""
    lists: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for entry in entries:
        if weight(entry) == 1:
            continue
        for pair, distance in shortest_distances(entry).items():
            if np.isfinite(distance):
                lists[pair].append((distance, weight(entry)))
    rows = []
    for (z, other), found in sorted(lists.items()):
        limit = BONDED * (ase.data.covalent_radii[z] + ase.data.covalent_radii[other])
        unbonded = [f for f in found if f[0] > limit]
        rows.append([z, other, round(quantile(found), 3), len(found), round(quantile(unbonded), 3) if unbonded else 0, len(unbonded)])
    return rows


def quantile(found: list[tuple[float, int]]) -> float:
    distances, weights = np.array(sorted(found)).T
    return float(distances[np.searchsorted(np.cumsum(weights), QUANTILE * weights.sum())])
