"""Observed cell shapes and free coordinates, thinned to samples of equal weight: what the generator draws from.

Shapes, per group: number of atoms in the primitive cell, then ln(b/a) and ln(c/a) where free, then free angles. Coordinates, per group, letter and
kind: the free values of one orbit. A kind is min(orbits on this letter, 3) - 1, plus 3 where the element is an anion. A letter that few crystals
occupy gets the coordinates of like letters too: those with the same expression up to constants, in groups of the same system.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from alignment import GroupCrystals
from crystals import weight
from space_group_tables import space_group

MOST_SHAPES = 400
MOST_COORDINATES = 160
# Values from which a letter is taken to speak for itself.
ENOUGH = 20
SYSTEM_ENDS = (2, 15, 74, 142, 167, 194, 230)


def shapes_of(crystals: GroupCrystals) -> np.ndarray:
    """(n, columns) of one group; shape and weights of all crystals."""
    number, lengths = crystals.number, crystals.lengths
    columns = [np.array([e["nsites"] for e in crystals.entries], dtype=float)]
    if number <= 74:
        columns.append(np.log(lengths[:, 1] / lengths[:, 0]))
    if number <= 194:
        columns.append(np.log(lengths[:, 2] / lengths[:, 0]))
    if number <= 15:
        columns += list(np.array([e["latticeParams"][3:] for e in crystals.entries]).T)
    return np.stack(columns, axis=1)


def thin(values: np.ndarray, weights: np.ndarray, most: int, generator: np.random.Generator) -> np.ndarray:
    """Rows sorted, each repeated by its weight; at most `most` in all, by systematic sampling along the order."""
    order = np.lexsort(values.T[::-1])
    values, weights = values[order], weights[order]
    total = weights.sum()
    if total <= most:
        return np.repeat(values, weights.astype(int), axis=0)
    ticks = (np.arange(most) + generator.random()) * total / most
    return values[np.searchsorted(np.cumsum(weights), ticks, side="right").clip(max=len(values) - 1)]


def coordinate_pools(groups: list[GroupCrystals]) -> dict[int, dict[str, dict[int, np.ndarray]]]:
    """By group, letter and kind: (n, dof) samples."""
    observed: dict[tuple[int, str, int], list] = defaultdict(list)
    for crystals in groups:
        for letter, orbits in crystals.orbits.items():
            names = getattr(orbits, "letter", np.full(len(orbits.crystal), letter))
            for new in np.unique(names):
                if crystals.group.positions[new].dof == 0:
                    continue
                for kind in np.unique(orbits.kind):
                    chosen = (names == new) & (orbits.kind == kind)
                    if chosen.any():
                        observed[crystals.number, str(new), int(kind)].append((orbits.free[chosen], crystals.weights[orbits.crystal[chosen]]))
    joined = {key: tuple(np.concatenate(parts) for parts in zip(*lists)) for key, lists in observed.items()}
    likes: dict[tuple, list] = defaultdict(list)
    for (number, letter, kind), (free, weights) in sorted(joined.items()):
        likes[likeness(number, letter), kind].append((free, weights))
    pools: dict[int, dict[str, dict[int, np.ndarray]]] = defaultdict(dict)
    for number in range(1, 231):
        for letter, position in space_group(number).positions.items():
            if position.dof == 0:
                continue
            own = {kind: joined[number, letter, kind] for kind in range(6) if (number, letter, kind) in joined}
            if sum(len(free) for free, _ in own.values()) < ENOUGH:
                own = with_likes(own, {kind: likes[likeness(number, letter), kind] for kind in range(6)})
            pools[number][letter] = {
                kind: thin(free, weights, MOST_COORDINATES, np.random.default_rng([number, ord(letter), kind]))
                for kind, (free, weights) in own.items()
            }
    return pools


def with_likes(own: dict, likes: dict) -> dict:
    """Own values at their weight; of the likes' a quarter of ENOUGH in each kind, drawn by weight."""
    filled = {}
    for kind in range(6):
        parts = [own[kind]] if kind in own else []
        if likes[kind]:
            free, weights = (np.concatenate(p) for p in zip(*likes[kind]))
            free = thin(free, weights, ENOUGH // 4, np.random.default_rng(kind))
            parts.append((free, np.ones(len(free))))
        if parts:
            filled[kind] = tuple(np.concatenate(p) for p in zip(*parts))
    return filled


def likeness(number: int, letter: str) -> tuple:
    """Letters with equal keys have the same expression up to constants, in groups of one system."""
    position = space_group(number).positions[letter]
    system = next(i for i, end in enumerate(SYSTEM_ENDS) if number <= end)
    return system, position.linear.astype(int).tobytes()


def shape_pools(groups: list[GroupCrystals]) -> dict[int, np.ndarray]:
    return {
        c.number: thin(shapes_of(c), np.array([weight(e) for e in c.entries], dtype=float), MOST_SHAPES, np.random.default_rng([c.number, 1]))
        for c in groups
        if c.number <= 194
    }
