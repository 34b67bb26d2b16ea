"""The crystals that the generator learns from, group by group, with how much each counts."""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "prototypes")]
from element_properties import electronegativities  # noqa: E402
from elements import ATOMIC_NUMBER  # noqa: E402
from held_out import split_of  # noqa: E402

STABLE, NEAR = 0.02, 0.1  # eV/atom above the hull
# Anions, as `anionsOf` of packages/core/src/prediction/generation/symmetric/distance-rules.ts has them.
IONIC_FROM, ANION_WITHIN = 1.2, 0.5


def load_crystals(path: Path) -> list[dict]:
    """Entries of `training/prototypes` whose formula may train."""
    with gzip.open(path, "rt") as file:
        return [e for e in map(json.loads, file) if split_of(e["formula"]) == "train"]


def weight(entry: dict) -> int:
    """Crystals that were made, or are stable, count most."""
    energy = entry["eHull"]
    if entry["icsd"] == 1 or (energy is not None and energy <= STABLE):
        return 4
    return 2 if energy is not None and energy <= NEAR else 1


@cache
def values() -> list[float]:
    return electronegativities()


def anions(entry: dict) -> list[bool]:
    """Per slot: the most electronegative elements of a compound that spans IONIC_FROM and more."""
    found = [values()[ATOMIC_NUMBER[symbol]] for symbol in entry["elements"]]
    ionic = max(found) - min(found) >= IONIC_FROM
    return [ionic and value >= max(found) - ANION_WITHIN for value in found]


def by_group(entries: list[dict]) -> dict[int, list[dict]]:
    groups = defaultdict(list)
    for entry in entries:
        groups[entry["spaceGroup"]].append(entry)
    return dict(sorted(groups.items()))
