"""Crystals as the Python side rebuilds them, for the test of the TypeScript side: conventional cells of a sample of entries."""

from __future__ import annotations

import json
import random
from pathlib import Path

from elements import ATOMIC_NUMBER
from geometry_fingerprint import conventional_crystal

SAMPLE = 60
MAX_SITES = 60  # in the conventional cell
SEED = 20260101


def write_golden(entries: list[dict], out: Path) -> None:
    sample = []
    by_group: dict[int, list[dict]] = {}
    for entry in entries:
        by_group.setdefault(entry["spaceGroup"], []).append(entry)
    groups = sorted(by_group)
    generator = random.Random(SEED)
    while len(sample) < SAMPLE:
        entry = generator.choice(by_group[generator.choice(groups)])
        record = {**entry, "free": entry["freeParams"]}
        basis, points, slots, _ = conventional_crystal(record)
        if len(points) > MAX_SITES:
            continue
        sample.append({
            "id": entry["id"],
            "prototype": entry["prototype"],
            "volumePerAtom": entry["volumePerAtom"],
            "latticeVectors": [[round(float(x), 5) for x in row] for row in basis],
            "atomicNumbers": [ATOMIC_NUMBER[entry["elements"][slot]] for slot in slots],
            "fracCoords": [[round(float(x), 6) for x in row] for row in points],
        })
    header = {"generator": "training/prototypes/golden.py", "command": "python training/prototypes/build.py", "note": "conventional cells, not quantized"}
    (out / "golden.json").write_text(json.dumps({**header, "crystals": sample}, separators=(",", ":")) + "\n")
