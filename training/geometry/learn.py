"""Learn cell shapes, free coordinates and distances for the symmetry-restricted generator: one command.

Usage: python training/geometry/learn.py --entries ENTRIES.jsonl.gz
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
from pathlib import Path

import numpy as np
from alignment import GroupCrystals, align
from crystals import ATOMIC_NUMBER, by_group, load_crystals, weight
from distances import BONDED, QUANTILE, pair_quantiles
from pools import coordinate_pools, shape_pools
from held_out import composition_key, write_trained

OUT = Path(__file__).parents[2] / "packages" / "models" / "symmetry" / "geometry" / "1"
# Crystals of one group that are looked at; drawn by weight.
MOST_CRYSTALS = 4000
COORDINATE_STEPS = 1200  # a multiple of 24: special values are exact
RATIO_STEP = 0.01  # of ln
ANGLE_STEP = 0.5  # degrees


def sample(entries: list[dict], number: int) -> list[dict]:
    keys = np.random.default_rng(number).random(len(entries)) ** (1 / np.array([weight(e) for e in entries]))
    return [entries[i] for i in sorted(np.argsort(-keys)[:MOST_CRYSTALS])]


def columns_of(values: np.ndarray, steps: list[float]) -> list[int]:
    """Whole numbers, column after column."""
    return np.round(values / np.array(steps)).astype(int).T.ravel().tolist()


def packed(groups: list[GroupCrystals], distances: list[list]) -> dict:
    shapes, coordinates = shape_pools(groups), coordinate_pools(groups)
    table = {}
    for number in range(1, 231):
        steps = [1.0, *[RATIO_STEP] * (2 if number <= 74 else 1 if number <= 194 else 0), *[ANGLE_STEP] * (3 if number <= 2 else 1 if number <= 15 else 0)]
        letters = {
            letter: {str(kind): columns_of(values, [1 / COORDINATE_STEPS] * values.shape[1]) for kind, values in sorted(kinds.items())}
            for letter, kinds in coordinates[number].items()
        }
        table[str(number)] = {"shapes": columns_of(shapes[number], steps) if number in shapes else [], "letters": letters}
    return {
        "format": 1,
        "coordinateSteps": COORDINATE_STEPS,
        "ratioStep": RATIO_STEP,
        "angleStep": ANGLE_STEP,
        "groups": table,
        "distances": distances,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, required=True)
    entries = load_crystals(parser.parse_args().entries)
    started = time.time()
    distances = pair_quantiles(entries)
    print(f"{len(distances)} pairs of elements, {time.time() - started:.0f} s", flush=True)
    groups, gains, weights = [], [], []
    for number, members in by_group(entries).items():
        crystals = GroupCrystals(number, sample(members, number))
        before, after = align(crystals)
        groups.append(crystals)
        gains.append(after - before)
        weights.append(len(members))
    print(f"{sum(len(c.entries) for c in groups)} crystals in {len(groups)} groups aligned, {time.time() - started:.0f} s", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    compressed = gzip.compress(json.dumps(packed(groups, distances), separators=(",", ":")).encode(), 9, mtime=0)
    (OUT / "geometry.json.gz").write_bytes(compressed)
    write_trained((composition_key(e["elements"], e["counts"]) for e in entries), OUT / "trained-formulas.bin")
    write_manifest(entries, groups, distances, compressed, float(np.average(gains, weights=weights)))
    print(f"{len(compressed)} bytes, {time.time() - started:.0f} s")


def write_manifest(entries: list[dict], groups: list[GroupCrystals], distances: list[list], compressed: bytes, gain: float) -> None:
    manifest = {
        "id": {"name": "generator-geometry", "version": OUT.name, "sha256": hashlib.sha256(compressed).hexdigest()},
        "kind": "symmetry",
        "file": "geometry.json.gz",
        "bytes": len(compressed),
        "trainedFormulas": "trained-formulas.bin",
        "records": {"crystals": len(entries), "inPools": sum(len(c.entries) for c in groups), "groups": len(groups), "pairsOfElements": len(distances)},
        "metrics": {"alignmentGainNatsPerCrystal": round(gain, 2)},
        "distances": {"quantile": QUANTILE, "bondedBelowSharesOfRadii": BONDED},
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes",
        "split": "by formula (training/held_out.py): held-out, test and validation formulas trained nothing",
        "command": "python training/geometry/learn.py --entries ENTRIES.jsonl.gz",
        "license": "CC-BY-4.0",
    }
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
