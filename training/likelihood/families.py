"""Entries of `training/prototypes`, grouped by anonymous formula: what the likelihood is trained on and votes with."""

from __future__ import annotations

import gzip
import itertools
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "prototypes")]
from elements import ATOMIC_NUMBER  # noqa: E402
from held_out import split_of  # noqa: E402

STABLE = 0.002  # eV/atom: the crystal of a formula that the vote is to name
UNLABELED_HULL = 0.05  # eV/atom, for the order among crystals of one formula
HULL_CLASSES = [0.001, 0.03, 0.08, 0.15]
FORMULA_UNIT_CLASSES = 20
MOST_ASSIGNMENTS = 24


def load_families(path: Path) -> list[Family]:
    by_anonymous = defaultdict(list)
    with gzip.open(path, "rt") as lines:
        for record in map(json.loads, lines):
            by_anonymous[record["anonymous"]].append(record)
    return [Family(name, records) for name, records in sorted(by_anonymous.items())]


class Family:
    """All crystals of one anonymous formula; slots by rising count."""

    def __init__(self, anonymous: str, records: list[dict]):
        self.anonymous = anonymous
        self.records = records
        prototypes = {p: i for i, p in enumerate(sorted({r["prototype"] for r in records}))}
        self.formulas = sorted({r["formula"] for r in records})
        number = {f: i for i, f in enumerate(self.formulas)}
        units = math.gcd(*records[0]["counts"])
        self.counts = [n // units for n in records[0]["counts"]][::-1]
        self.elements = torch.tensor([[ATOMIC_NUMBER[e] for e in r["elements"]][::-1] for r in records])
        self.prototype = torch.tensor([prototypes[r["prototype"]] for r in records])
        self.formula = torch.tensor([number[r["formula"]] for r in records])
        self.hull = torch.tensor([hull_class(r["eHull"]) for r in records])
        self.experiment = torch.tensor([2 if r["icsd"] is None else r["icsd"] for r in records])
        by_prototype = {prototypes[r["prototype"]]: r for r in records}
        rows = [by_prototype[i] for i in range(len(prototypes))]
        self.labels = [r["prototype"] for r in rows]
        self.group = torch.tensor([r["spaceGroup"] for r in rows])
        self.formula_units = torch.tensor([math.gcd(*r["counts"]) for r in rows])
        self.units = self.formula_units.clamp(max=FORMULA_UNIT_CLASSES - 1)
        self.assignments = slot_permutations(self.counts)
        ground = {}
        for i, r in enumerate(records):
            if r["eHull"] is not None and r["eHull"] <= STABLE and (r["formula"] not in ground or r["eHull"] < records[ground[r["formula"]]]["eHull"]):
                ground[r["formula"]] = i
        self.ground = ground
        self.queries = {name: np.array([i for f, i in sorted(ground.items()) if split_of(f) == name], int) for name in ("train", "validation", "test", "held-out")}


def hull(record: dict) -> float:
    return UNLABELED_HULL if record["eHull"] is None else record["eHull"]


def hull_class(energy: float | None) -> int:
    return len(HULL_CLASSES) + 1 if energy is None else next((k for k, bound in enumerate(HULL_CLASSES) if energy <= bound), len(HULL_CLASSES))


def slot_permutations(counts: list[int]) -> list[list[int]]:
    groups = defaultdict(list)
    for slot, n in enumerate(counts):
        groups[n].append(slot)
    if math.prod(math.factorial(len(g)) for g in groups.values()) > MOST_ASSIGNMENTS:
        return [list(range(len(counts)))]
    result = []
    for choice in itertools.product(*(itertools.permutations(g) for g in groups.values())):
        order = list(range(len(counts)))
        for slots, chosen in zip(groups.values(), choice):
            for s, c in zip(slots, chosen):
                order[s] = c
        result.append(order)
    return result
