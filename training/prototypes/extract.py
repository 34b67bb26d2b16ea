"""Reference crystals → prototype records, one shard at a time; a finished shard is not done again.

Usage: python extract.py --data DIR --work DIR [--shards 0,2,4]
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
from collections import Counter
from pathlib import Path

from standardize import NotReproduced, free_lattice_parameters, standardize

# Primitive cells above this size are left out: they are too large to predict and their coordinates are most of the table.
MAX_SITES = 120


def hull_energy(record: dict) -> tuple[float | None, str | None]:
    """Energy above hull (eV/atom) and its correction scheme; 2021 where both are known."""
    for scheme in ("2021", "2019"):
        value = record.get(f"e_hull_{scheme}")
        if value is not None:
            return value, scheme
    return None, None


def extract_shard(source: Path, target: Path) -> Counter:
    statistics: Counter = Counter()
    lines = []
    with gzip.open(source, "rt") as file:
        for line in file:
            record = json.loads(line)
            if record["nsites"] > MAX_SITES:
                statistics["too large"] += 1
                continue
            try:
                described = standardize(record)
            except NotReproduced as error:
                statistics["not reproduced"] += 1
                statistics[f"reason {str(error)[:60]}"] += 1
                continue
            statistics["reproduced"] += 1
            statistics["same space group as the file"] += described["spaceGroup"] == record["spacegroup"]
            statistics[f"symprec {described['symprec']}"] += 1
            energy, scheme = hull_energy(record)
            described.update(
                id=record["id"],
                formula=record["formula"],
                eHull=energy,
                scheme=scheme,
                icsd=record.get("icsd"),
                year=record.get("year"),
                latticeParams=free_lattice_parameters(described["spaceGroup"], described.pop("lattice")),
            )
            lines.append(json.dumps(described, separators=(",", ":")))
    partial = target.with_suffix(".partial")
    with gzip.open(partial, "wt", compresslevel=4) as file:
        file.write("\n".join(lines) + "\n")
    target.with_suffix("").with_suffix(".statistics.json").write_text(json.dumps(statistics, indent=1))
    partial.rename(target)
    return statistics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--shards")
    arguments = parser.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger().setLevel(logging.CRITICAL)
    arguments.work.mkdir(parents=True, exist_ok=True)
    extract_all(arguments.data, arguments.work, arguments.shards)


def extract_all(data: Path, work: Path, shards: str | None = None) -> None:
    sources = sorted(data.glob("structures-*.jsonl.gz"))
    chosen = sources if shards is None else [sources[int(i)] for i in shards.split(",")]
    for source in chosen:
        target = work / source.name.replace("structures", "prototypes")
        if not target.exists():
            print(source.name, dict(extract_shard(source, target)), flush=True)


if __name__ == "__main__":
    main()
