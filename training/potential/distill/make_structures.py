"""The structures that get labels: a chunk is a function of the library, the seed and its number, so nothing but `crystals.npz` has to travel.

    python training/potential/distill/make_structures.py WORK [--seed 1] [--chunks 4]     counts per kind, volumes and contacts of some chunks

Of each PERIOD chunks one is of rivals and one is relaxed, both labeled on the way to the teacher's minima, which costs more than all others together:
- still: reference crystals with their polymorphs, strained, rattled, scaled, with one short contact, labeled as they stand;
- relaxed: candidates as a search meets them. A composition gets the prototypes of others, of different space groups, with its elements in the places of
  theirs and a volume that is wrong by some tenth; every tenth composition is an element; every fifth group are a composition's own polymorphs;
- rivals: what an order must be learned from, the known polymorphs of a composition as they are and prototypes substituted into it, small cells only. Who
  stays far above the lowest of its composition is given up on the way (`label.py`).

Compositions are those of the reference data's training part alone. So neither a held-out nor a benchmark formula can appear, nor one that is kept away
from the data altogether.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import numpy as np

from crystals import Crystals, formulas, join, pack, unpack
from prepare import ELEMENTS, Library, read_library

KINDS = ("reference", "strained", "rattled", "scaled", "short contact", "substituted", "element", "polymorph", "on the way", "relaxed")
TEMPLATES = 6  # candidates of a composition
LEAST_CONTACT = 0.45  # of the sum of the covalent radii; closer starts are spread
CHUNK = 256
PERIOD, RELAXED, RIVALS = 6, 0, 3  # chunks, and which of them are not still
MOST_RIVAL_ATOMS = 14
CANDIDATES = 8  # of a held-out formula
PER_FORMULA = 12  # crystals that a held-out formula gives, at most about


class Source:
    """Training crystals by formula, by stoichiometry and by element."""

    def __init__(self, library: Library, split: int = 0) -> None:
        """`split`: whose compositions are drawn; the templates are always training crystals."""
        self.library = library
        names = np.array(formulas(library.crystals))
        training = np.flatnonzero(library.splits == 0)
        self.training = training
        self.by_pattern: dict[tuple, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.by_formula: dict[str, list[int]] = defaultdict(list)
        for k in training:
            self.by_pattern[self.pattern(k)][int(library.space_groups[k])].append(int(k))
        for k in np.flatnonzero(library.splits == split):
            self.by_formula[names[k]].append(int(k))
        self.formulas = sorted(self.by_formula)
        self.with_polymorphs = [f for f in self.formulas if len(self.by_formula[f]) > 1]

    @cached_property
    def starts(self) -> np.ndarray:
        return self.library.crystals.starts

    def numbers(self, k: int) -> np.ndarray:
        return self.library.crystals.numbers[self.starts[k] : self.starts[k + 1]].astype(np.int64)

    def crystal(self, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        c = self.library.crystals
        return c.cells[k].astype(np.float64), self.numbers(k), c.grid[self.starts[k] : self.starts[k + 1]].astype(np.float64) / 65536

    def pattern(self, k: int) -> tuple[int, ...]:
        counts = np.unique(self.numbers(k), return_counts=True)[1]
        return tuple(sorted(int(n) // int(np.gcd.reduce(counts)) for n in counts))


def strained(crystal, rng: np.random.Generator, spread: float):
    cell, numbers, fractional = crystal
    strain = rng.normal(0.0, spread, (3, 3))
    return cell @ (np.eye(3) + 0.5 * (strain + strain.T)), numbers, fractional


def rattled(crystal, rng: np.random.Generator, spread: float):
    cell, numbers, fractional = crystal
    return cell, numbers, fractional + rng.normal(0.0, spread, fractional.shape) @ np.linalg.inv(cell)


def scaled(crystal, factor: float):
    """`factor`: of the volume."""
    cell, numbers, fractional = crystal
    return cell * factor ** (1 / 3), numbers, fractional


def closest(crystal) -> tuple[float, int, int]:
    """Least distance between different atoms or images, Å, over one image each way; and the two atoms."""
    cell, _, fractional = crystal
    shifts = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), -1).reshape(-1, 3)
    delta = fractional[None, :, None] - fractional[:, None, None] + shifts
    distance = np.linalg.norm(delta @ cell, axis=-1)
    distance[distance < 1e-9] = np.inf
    i, j, _ = np.unravel_index(np.argmin(distance), distance.shape)
    return float(distance.min()), int(i), int(j)


def contact_ratio(crystal, radii: np.ndarray) -> float:
    """Least distance over the sum of the covalent radii of that pair."""
    distance, i, j = closest(crystal)
    return distance / float(radii[crystal[1][i]] + radii[crystal[1][j]])


def with_short_contact(crystal, rng: np.random.Generator, radii: np.ndarray):
    """One atom moved towards a neighbor until they are 0.4 to 0.8 of the sum of their radii apart."""
    cell, numbers, fractional = crystal
    _, i, j = closest(crystal)
    if i == j:
        return scaled(crystal, rng.uniform(0.45, 0.7))
    step = fractional[j] - fractional[i]
    step -= np.round(step)
    distance = np.linalg.norm(step @ cell)
    wanted = rng.uniform(0.4, 0.8) * (radii[numbers[i]] + radii[numbers[j]])
    moved = fractional.copy()
    moved[i] += step * (1.0 - wanted / distance)
    return cell, numbers, moved


def distorted(crystal, rng: np.random.Generator, radii: np.ndarray):
    """A crystal and its kind."""
    kind = rng.choice(["reference", "strained", "rattled", "scaled", "short contact"], p=[0.2, 0.25, 0.3, 0.2, 0.05])
    if kind == "strained":
        crystal = rattled(strained(crystal, rng, rng.choice([0.01, 0.03, 0.06])), rng, 0.02)
    elif kind == "rattled":
        crystal = strained(rattled(crystal, rng, rng.choice([0.03, 0.1, 0.25])), rng, 0.02)
    elif kind == "scaled":
        crystal = rattled(scaled(crystal, rng.uniform(0.75, 1.35)), rng, 0.03)
    elif kind == "short contact":
        crystal = with_short_contact(crystal, rng, radii)
    return crystal, KINDS.index(str(kind))


def substituted(source: Source, template: int, elements: list[tuple[int, int]], rng: np.random.Generator):
    """`elements`: (atomic number, reduced count) of the composition. They take the places of as many atoms, by rank of electronegativity or at random."""
    cell, numbers, fractional = source.crystal(template)
    rank = source.library.electronegativities
    old, counts = np.unique(numbers, return_counts=True)
    counts = counts // np.gcd.reduce(counts)
    by_rank = rng.random() < 0.7
    translation = np.zeros(95, dtype=np.int64)
    for count in set(counts.tolist()):
        places = [int(z) for z, n in zip(old, counts) if n == count]
        new = [z for z, n in elements if n == count]
        places.sort(key=lambda z: rank[z])
        new = sorted(new, key=lambda z: rank[z]) if by_rank else list(rng.permutation(new))
        translation[places] = new
    numbers = translation[numbers]
    volume = source.library.volumes[numbers].sum() * np.exp(rng.normal(0.0, 0.12))
    crystal = scaled((cell, numbers, fractional), volume / abs(np.linalg.det(cell)))
    ratio = contact_ratio(crystal, source.library.radii)
    return scaled(crystal, max(1.0, LEAST_CONTACT / max(ratio, 0.1)) ** 3)


def candidates(source: Source, formula: str, rng: np.random.Generator, most: int = TEMPLATES, most_atoms: int | None = None):
    """Substituted prototypes of as many space groups as there are, at most `most`, each slightly rattled; of `most_atoms` atoms where that is given."""
    numbers = source.numbers(source.by_formula[formula][0])
    pattern = source.pattern(source.by_formula[formula][0])
    elements, counts = np.unique(numbers, return_counts=True)
    composition = list(zip(elements.tolist(), (counts // np.gcd.reduce(counts)).tolist()))
    groups = source.by_pattern[pattern]
    if most_atoms is not None:
        fitting = {g: [k for k in own if source.library.crystals.counts[k] <= most_atoms] for g, own in groups.items()}
        groups = {g: own for g, own in fitting.items() if own}
    chosen = rng.permutation(sorted(groups))[:most]
    return [rattled(substituted(source, int(rng.choice(groups[g])), composition, rng), rng, 0.02) for g in chosen]


def still_chunk(source: Source, rng: np.random.Generator, size: int) -> Crystals:
    crystals, tags = [], []
    while len(crystals) < size:
        group = source.by_formula[source.formulas[rng.integers(len(source.formulas))]]
        if rng.random() < 0.5:
            group = source.by_formula[source.with_polymorphs[rng.integers(len(source.with_polymorphs))]]
        for k in group[:6]:
            for _ in range(2):
                crystal, tag = distorted(source.crystal(k), rng, source.library.radii)
                crystals.append(crystal)
                tags.append(tag)
    return pack(crystals, tags)


def start_chunk(source: Source, rng: np.random.Generator, size: int) -> Crystals:
    crystals, tags = [], []
    while len(crystals) < size:
        draw = rng.random()
        if draw < 0.1:
            own, tag = elementary(source, ELEMENTS[rng.integers(len(ELEMENTS))], rng), "element"
        elif draw < 0.3:
            group = source.by_formula[source.with_polymorphs[rng.integers(len(source.with_polymorphs))]]
            own, tag = [scaled(rattled(source.crystal(k), rng, 0.03), rng.uniform(0.94, 1.06)) for k in group[:TEMPLATES]], "polymorph"
        else:
            own, tag = candidates(source, source.formulas[rng.integers(len(source.formulas))], rng), "substituted"
        crystals += own
        tags += [KINDS.index(tag)] * len(own)
    return pack(crystals, tags)


def rivals_chunk(source: Source, rng: np.random.Generator, size: int) -> Crystals:
    crystals, tags = [], []
    while len(crystals) < size:
        formula = source.with_polymorphs[rng.integers(len(source.with_polymorphs))]
        known = [source.crystal(k) for k in source.by_formula[formula] if source.library.crystals.counts[k] <= MOST_RIVAL_ATOMS][:TEMPLATES]
        if len(known) < 2:
            continue
        made = candidates(source, formula, rng, most_atoms=MOST_RIVAL_ATOMS)
        crystals += known + made
        tags += [KINDS.index("polymorph")] * len(known) + [KINDS.index("substituted")] * len(made)
    return pack(crystals, tags)


def elementary(source: Source, element: int, rng: np.random.Generator):
    """An element in the structures of others."""
    groups = source.by_pattern[(1,)]
    return [substituted(source, int(rng.choice(groups[g])), [(element, 1)], rng) for g in rng.permutation(sorted(groups))[:TEMPLATES]]


def held_out_chunk(source: Source, seed: int, chunk: int, size: int = CHUNK) -> Crystals:
    """Of the next formulas of the source's part: their own crystals and candidates, to be relaxed. Empty when there are no more."""
    count = max(1, size // PER_FORMULA)
    rng = np.random.default_rng([seed, chunk])
    crystals, tags = [], []
    for formula in source.formulas[chunk * count : (chunk + 1) * count]:
        own = [source.crystal(k) for k in source.by_formula[formula][:TEMPLATES]]
        made = candidates(source, formula, rng, CANDIDATES)
        crystals += own + made
        tags += [KINDS.index("polymorph")] * len(own) + [KINDS.index("substituted")] * len(made)
    return pack(crystals, tags)


def kind_of_chunk(chunk: int) -> str:
    """`still`, `relaxed` or `rivals`."""
    return {RELAXED: "relaxed", RIVALS: "rivals"}.get(chunk % PERIOD, "still")


def make_chunk(source: Source, seed: int, chunk: int, size: int = CHUNK) -> Crystals:
    """At least `size` crystals; with another size the same ones first."""
    rng = np.random.default_rng([seed, chunk])
    return {"still": still_chunk, "relaxed": start_chunk, "rivals": rivals_chunk}[kind_of_chunk(chunk)](source, rng, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chunks", type=int, default=4)
    args = parser.parse_args()
    source = Source(read_library(args.work / "crystals.npz"))
    made = join([make_chunk(source, args.seed, k) for k in range(args.chunks)])
    volumes = np.abs(np.linalg.det(made.cells.astype(np.float64))) / made.counts
    print(f"{len(made)} crystals of {len(set(formulas(made)))} compositions and {len(np.unique(made.numbers))} elements, {made.counts.mean():.1f} atoms each")
    for tag, name in enumerate(KINDS):
        of_kind = np.flatnonzero(made.tags == tag)
        if len(of_kind):
            contacts = [contact_ratio(c, source.library.radii) for c in unpack(made.take(of_kind[:100]))]
            contact = f"closest contact {min(contacts):.2f} to {max(contacts):.2f} of the radii"
            print(f"  {name}: {len(of_kind)}, {np.median(volumes[of_kind]):.1f} Å³ an atom, {contact}")


if __name__ == "__main__":
    main()
