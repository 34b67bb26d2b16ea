"""One description for each crystal, chosen so that crystals of a group agree on where atoms are.

A crystal has as many descriptions as its group has equivalent origins and axes. In a mixture of all of them the free coordinates of two orbits
fit each other by luck only. So each crystal takes the description whose coordinates, and cell shape, are the most common ones among the others
(hard expectation maximization on histograms); along polar axes its leading orbit is the origin. Letters stay as they are.
"""

from __future__ import annotations

import numpy as np
from crystals import anions, values, weight
from elements import ATOMIC_NUMBER
from equivalents import coordinate_maps, equivalents, polar_axes, representatives
from space_group_tables import space_group

ROUNDS = 6
BINS = {0: 1, 1: 48, 2: 24, 3: 12}
# Share of the uniform distribution in each histogram: one odd coordinate decides nothing.
UNIFORM = 0.1
SHAPE_STEP, SHAPE_REACH = 0.1, 25  # in ln of ratios of lengths; bins to each side


class GroupCrystals:
    """Crystals of one space group as arrays over all their orbits, letter by letter."""

    def __init__(self, number: int, entries: list[dict], seed: int = 0) -> None:
        self.number, self.entries = number, entries
        self.weights = np.array([weight(e) for e in entries], dtype=float)
        self.lengths = np.array([lengths_of(e) for e in entries])
        self.group = space_group(number)
        self.polar = polar_axes(number)
        rows: dict[str, list] = {letter: [] for letter in self.group.positions}
        self.leading = [leading_orbit(e, self.group) for e in entries]
        for crystal, entry in enumerate(entries):
            is_anion = anions(entry)
            letters = [letter for _, letter in entry["orbits"]]
            for orbit, ((slot, letter), free) in enumerate(zip(entry["orbits"], entry["freeParams"])):
                kind = min(letters.count(letter), 3) - 1 + 3 * is_anion[slot]
                rows[letter].append((crystal, slot, kind, orbit == self.leading[crystal], free))
        self.orbits = {
            letter: Orbits(
                crystal=np.array([r[0] for r in list_], dtype=int),
                slot=np.array([r[1] for r in list_], dtype=int),
                kind=np.array([r[2] for r in list_], dtype=int),
                leads=np.array([r[3] for r in list_], dtype=bool),
                free=np.array([r[4] for r in list_], dtype=float).reshape(len(list_), self.group.positions[letter].dof),
            )
            for letter, list_ in rows.items()
            if list_
        }
        self.names = {letter: np.random.default_rng([seed, ord(letter)]).integers(1, 1 << 40, 16) for letter in self.group.positions}

    def described(self, index: int) -> tuple[dict[str, "Moved"], np.ndarray, np.ndarray]:
        """Under transform `index`: orbits by their old letter, (n, 3) lengths, and (n,) whether all elements keep their letters."""
        transform = equivalents(self.number)[index]
        offsets = np.zeros((len(self.entries), 3))
        for letter, orbits in self.orbits.items() if self.polar else ():
            maps = coordinate_maps(self.number, index, letter)
            axes = self.group.positions[transform.letters[letter]].axes
            first = orbits.free[orbits.leads] @ maps.linear[0].T + maps.constant[0]
            for column, axis in enumerate(axes):
                if "xyz".index(axis) in self.polar:
                    offsets[orbits.crystal[orbits.leads], "xyz".index(axis)] = first[:, column]
        moved, before, after = {}, np.zeros(len(self.entries), dtype=np.int64), np.zeros(len(self.entries), dtype=np.int64)
        for letter, orbits in self.orbits.items():
            target = transform.letters[letter]
            columns = ["xyz".index(axis) for axis in self.group.positions[target].axes]
            free = representatives(coordinate_maps(self.number, index, letter), orbits.free, offsets[orbits.crystal][:, columns])
            moved[letter] = Moved(target, free)
            np.add.at(before, orbits.crystal, self.names[letter][np.minimum(orbits.slot, 15)])
            np.add.at(after, orbits.crystal, self.names[target][np.minimum(orbits.slot, 15)])
        # x'_i = ± x_σ(i): the new axis i is the old axis σ(i). Other systems keep their lengths.
        permutation = (np.abs(transform.linear) @ np.arange(3)).astype(int) if 16 <= self.number <= 74 else np.arange(3)
        return moved, self.lengths[:, permutation], before == after


class Orbits:
    def __init__(self, crystal: np.ndarray, slot: np.ndarray, kind: np.ndarray, leads: np.ndarray, free: np.ndarray) -> None:
        self.crystal, self.slot, self.kind, self.leads, self.free = crystal, slot, kind, leads, free


class Moved:
    def __init__(self, letter: str, free: np.ndarray) -> None:
        self.letter, self.free = letter, free


def lengths_of(entry: dict) -> list[float]:
    free = entry["latticeParams"]
    return free[:3] if entry["spaceGroup"] <= 74 else [free[0], free[0], free[1]] if len(free) == 2 else free * 3


def leading_orbit(entry: dict, group) -> int:
    """Of the most electropositive element, the orbit with the fewest free coordinates."""
    key = lambda k: (
        values()[ATOMIC_NUMBER[entry["elements"][entry["orbits"][k][0]]]],
        group.positions[entry["orbits"][k][1]].dof,
        entry["orbits"][k][1],
        k,
    )
    return min(range(len(entry["orbits"])), key=key)


def align(crystals: GroupCrystals) -> tuple[float, float]:
    """Rewrite orbits and lengths; returns the mean log density per crystal over the uniform one, before and after."""
    count = len(crystals.entries)
    choice = np.zeros(count, dtype=int)
    descriptions = [crystals.described(index) for index in range(len(equivalents(crystals.number)))]
    before = None
    for _ in range(ROUNDS):
        densities, shapes = histograms(crystals, descriptions, choice)
        scores = np.stack([score(crystals, d, densities, shapes) for d in descriptions])
        if before is None:
            before = float(np.average(scores[0], weights=crystals.weights))
        chosen = scores.argmax(axis=0)
        if np.array_equal(chosen, choice):
            break
        choice = chosen
    for letter, orbits in crystals.orbits.items():
        all_free = np.stack([d[0][letter].free for d in descriptions])
        targets = np.array([d[0][letter].letter for d in descriptions])
        orbits.free = all_free[choice[orbits.crystal], np.arange(len(orbits.crystal))]
        orbits.letter = targets[choice[orbits.crystal]]
    crystals.lengths = np.stack([d[1] for d in descriptions])[choice, np.arange(count)]
    return before, float(np.average(scores.max(axis=0), weights=crystals.weights))


def bin_of(free: np.ndarray) -> np.ndarray:
    bins = BINS[free.shape[1]]
    index = np.zeros(len(free), dtype=int)
    for column in range(free.shape[1]):
        # Bins are centered on special values.
        index = index * bins + np.round(free[:, column] * bins).astype(int) % bins
    return index


def histograms(crystals: GroupCrystals, descriptions: list, choice: np.ndarray) -> tuple[dict, np.ndarray]:
    """Log density over the uniform one: by letter and role (bins), and of the shape."""
    counts: dict[tuple[str, bool], np.ndarray] = {}
    for letter, orbits in crystals.orbits.items():
        for index, (moved, _, _) in enumerate(descriptions):
            here = choice[orbits.crystal] == index
            if not here.any():
                continue
            target, free = moved[letter].letter, moved[letter].free[here]
            for role in (False, True):
                of_role = (orbits.kind[here] >= 3) == role
                dof = free.shape[1]
                table = counts.setdefault((target, role), np.zeros(BINS[dof] ** dof))
                np.add.at(table, bin_of(free[of_role]), crystals.weights[orbits.crystal[here]][of_role])
    shapes = np.zeros((2 * SHAPE_REACH + 1,) * 2)
    lengths = np.stack([d[1] for d in descriptions])[choice, np.arange(len(choice))]
    np.add.at(shapes, shape_bins(lengths), crystals.weights)
    densities = {}
    for (letter, role), table in counts.items():
        dof = crystals.group.positions[letter].dof
        cube = smooth(table.reshape((BINS[dof],) * dof)) if dof else table
        densities[letter, role] = np.log((1 - UNIFORM) * cube.ravel() / max(cube.sum(), 1e-9) * cube.size + UNIFORM)
    shapes = smooth(shapes)
    return densities, np.log((1 - UNIFORM) * shapes / shapes.sum() * shapes.size + UNIFORM)


def smooth(table: np.ndarray) -> np.ndarray:
    for axis in range(table.ndim):
        table = (np.roll(table, 1, axis) + 2 * table + np.roll(table, -1, axis)) / 4
    return table


def shape_bins(lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    clip = lambda x: np.clip(np.round(np.log(x) / SHAPE_STEP).astype(int), -SHAPE_REACH, SHAPE_REACH) + SHAPE_REACH
    return clip(lengths[:, 1] / lengths[:, 0]), clip(lengths[:, 2] / lengths[:, 0])


def score(crystals: GroupCrystals, description: tuple, densities: dict, shapes: np.ndarray) -> np.ndarray:
    """(n,) log density of each crystal in a description; -inf where it changes letters."""
    moved, lengths, keeps = description
    total = shapes[shape_bins(lengths)]
    for letter, orbits in crystals.orbits.items():
        bins = bin_of(moved[letter].free)
        for role in (False, True):
            of_role = (orbits.kind >= 3) == role
            table = densities.get((moved[letter].letter, role))
            logs = table[bins[of_role]] if table is not None else np.full(of_role.sum(), np.log(UNIFORM))
            np.add.at(total, orbits.crystal[of_role], logs)
    return np.where(keeps, total, -np.inf)
