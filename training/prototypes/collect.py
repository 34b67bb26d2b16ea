"""Prototype records of all shards → the entries of the library: chosen, merged where two are one crystal, clustered by geometry."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from geometry_fingerprint import KIND_LENGTH, differences, fingerprint

# eV/atom. Crystals farther above the hull are not worth imitating, unless somebody has made them.
MAX_HULL_ENERGY = 0.2
# `geometry_fingerprint.difference` below which two entries of one formula and prototype are one crystal, and below which two entries of one
# prototype lead to the same relaxed structure for most fillings.
SAME_CRYSTAL = 0.02
SAME_GEOMETRY = 0.05
# A cluster number is one byte.
MAX_CLUSTERS = 255


def is_chosen(record: dict) -> bool:
    return record["icsd"] == 1 or record["eHull"] is None or record["eHull"] <= MAX_HULL_ENERGY


def preference(record: dict) -> tuple:
    """Sort key: experimentally known and stable first, unlabelled after labelled."""
    energy = record["eHull"]
    return (record["icsd"] != 1, 0.05 if energy is None else max(energy, 0.0), int(record["id"].split("-")[1]))


def merge(records: list[dict]) -> list[dict]:
    """One record per distinct crystal of one formula and prototype; the preferred one stays, labels of the others fill its gaps."""
    kept: list[dict] = []
    for record in sorted(records, key=preference):
        twin = None
        if kept:
            near = np.nonzero(differences(np.array([k["fingerprint"] for k in kept]), record["fingerprint"]) < SAME_CRYSTAL)[0]
            twin = kept[near[0]] if len(near) else None
        if twin is None:
            kept.append(record)
            continue
        for name in ("icsd", "year"):
            if twin[name] is None:
                twin[name] = record[name]
        if twin["eHull"] is None:
            twin["eHull"], twin["scheme"] = record["eHull"], record["scheme"]
        twin["merged"] = twin.get("merged", 0) + 1
    return kept


def cluster(records: list[dict]) -> None:
    """Number the geometries of one prototype, the leaders being the preferred entries; stored as `cluster`."""
    leaders = np.zeros((0, len(records[0]["fingerprint"])), dtype=np.float32)
    for record in sorted(records, key=preference):
        distance = differences(leaders, record["fingerprint"]) if len(leaders) else np.zeros(0)
        near = int(distance.argmin()) if len(distance) else -1
        if near < 0 or (distance[near] > SAME_GEOMETRY and len(leaders) < MAX_CLUSTERS):
            leaders = np.vstack([leaders, record["fingerprint"]])
            near = len(leaders) - 1
        record["cluster"] = near


def collect(work: Path, processes: int) -> None:
    by_prototype: dict[str, list[dict]] = defaultdict(list)
    statistics: Counter = Counter()
    for shard in sorted(work.glob("prototypes-*.jsonl.gz")):
        with gzip.open(shard, "rt") as file:
            for line in file:
                record = json.loads(line)
                statistics["records"] += 1
                if is_chosen(record):
                    by_prototype[record["prototype"]].append(record)
                    statistics["chosen"] += 1
    statistics["prototypes"] = len(by_prototype)
    statistics["anonymous formulas"] = len({key.split("_")[0] for key in by_prototype})
    partial = work / "entries.partial"
    with gzip.open(partial, "wt", compresslevel=5) as file, Pool(processes) as pool:
        for kept in pool.imap(entries_of, [by_prototype[key] for key in sorted(by_prototype)], chunksize=32):
            statistics["entries"] += len(kept)
            statistics["geometries"] += len({r["cluster"] for r in kept})
            file.write("".join(json.dumps(record, separators=(",", ":")) + "\n" for record in kept))
    (work / "collection.json").write_text(json.dumps(statistics, indent=1))
    partial.rename(work / "entries.jsonl.gz")
    print(dict(statistics))


def entries_of(records: list[dict]) -> list[dict]:
    """Entries of one prototype: merged, clustered, ordered."""
    if len({json.dumps(r["orbits"]) for r in records}) != 1:
        raise ValueError(f"{records[0]['prototype']}: entries disagree on the orbits")
    for record in records:
        record["fingerprint"] = np.zeros(KIND_LENGTH, dtype=np.float32) if len(records) == 1 or is_rigid(record) else fingerprint(record)
    by_formula: dict[str, list[dict]] = defaultdict(list)
    for record in records:
        by_formula[record["formula"] + "".join(record["elements"])].append(record)
    kept = [r for group in by_formula.values() for r in merge(group)]
    cluster(kept)
    return [outward(r) for r in sorted(kept, key=lambda r: (r["cluster"], r["elements"], preference(r)))]


def is_rigid(record: dict) -> bool:
    """Nothing but the volume is free."""
    return len(record["latticeParams"]) == 1 and not any(record["free"])


def outward(record: dict) -> dict:
    return {
        "id": record["id"],
        "formula": record["formula"],
        "elements": record["elements"],
        "anonymous": record["anonymous"],
        "prototype": record["prototype"],
        "spaceGroup": record["spaceGroup"],
        "counts": record["counts"],
        "orbits": record["orbits"],
        "cluster": record["cluster"],
        "eHull": record["eHull"],
        "scheme": record["scheme"],
        "icsd": record["icsd"],
        "year": record["year"],
        "nsites": record["nsites"],
        "volumePerAtom": round(record["volumePerAtom"], 5),
        "freeParams": [[round(p, 6) for p in free] for free in record["free"]],
        "latticeParams": [round(p, 5) for p in record["latticeParams"]],
        "orders": record["orders"],
        "merged": record.get("merged", 0),
    }
