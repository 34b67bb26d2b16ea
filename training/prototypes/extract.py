"""Reference crystals → prototype records, one shard at a time; a finished shard is not done again."""

from __future__ import annotations

import gzip
import json
import logging
from collections import Counter
from multiprocessing import Pool
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
    statistics_file(target).write_text(json.dumps(statistics, indent=1))
    partial.rename(target)
    return statistics


def extract_all(data: Path, work: Path, processes: int) -> Counter:
    """Do the missing shards; returns the statistics of all."""
    work.mkdir(parents=True, exist_ok=True)
    jobs = [(source, work / source.name.replace("structures", "prototypes")) for source in sorted(data.glob("structures-*.jsonl.gz"))]
    missing = [job for job in jobs if not job[1].exists()]
    with Pool(processes, initializer=silence_engine) as pool:
        pool.starmap(extract_shard, missing, chunksize=1)
    statistics: Counter = Counter()
    for _, target in jobs:
        statistics.update(json.loads(statistics_file(target).read_text()))
    return statistics


def statistics_file(target: Path) -> Path:
    return target.with_suffix("").with_suffix(".statistics.json")


def silence_engine() -> None:
    """The engine logs a warning for each input cell that is a supercell; here that is no news."""
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger().setLevel(logging.CRITICAL)
