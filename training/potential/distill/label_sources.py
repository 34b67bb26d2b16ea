"""Labels from wherever they are: shards of WORK, packs of the repository, files of `teacher-labels`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np

from crystals import pack
from elements import ATOMIC_NUMBER
from labels import Labels, join_labels, read_shard
from packs import read_pack

TEACHER_LABELS = ("distorted.jsonl.gz", "polymorphs.jsonl.gz")


def read_labels(sources: list[Path]) -> Labels:
    """Shards and packs (files or folders of them) and `teacher-labels` files, joined in the order of their names."""
    parts = []
    for source in sources:
        for path in sorted([*source.rglob("shard-*.npz"), *source.rglob("pack-*.npz.xz")]) if source.is_dir() else [source]:
            parts.append(read_file(path))
    if not parts:
        raise FileNotFoundError(f"no labels in {', '.join(map(str, sources))}")
    return join_labels(parts)


def read_file(path: Path) -> Labels:
    if path.suffix == ".npz":
        return read_shard(path)
    return read_pack(path)[0] if path.suffix == ".xz" else read_json_lines(path)


def read_json_lines(path: Path, limit: int | None = None) -> Labels:
    """`teacher-labels/*.jsonl.gz`: all atoms are rounded to the grid, which moves them by less than 1e-4 Å."""
    crystals, energies, forces, stress, complete = [], [], [], [], []
    with gzip.open(path, "rt") as lines:
        for line in lines:
            record = json.loads(line)
            numbers = np.array([ATOMIC_NUMBER[element] for element, count in record["species"] for _ in range(count)])
            crystals.append((np.array(record["lattice"]), numbers, np.array(record["frac"])))
            energies.append(record["energy"])
            complete.append("forces" in record)
            forces.append(np.array(record["forces"]) if complete[-1] else np.zeros((len(numbers), 3)))
            stress.append(np.array(record["stress"]) if complete[-1] else np.zeros((3, 3)))
            if len(crystals) == limit:
                break
    return Labels(
        pack(crystals, [0] * len(crystals)),
        np.array(energies),
        np.concatenate(forces).astype(np.float32),
        np.array(stress, dtype=np.float32),
        np.array(complete),
    )
