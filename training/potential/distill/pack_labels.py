"""What this run labeled becomes a pack of the repository.

    python training/potential/distill/pack_labels.py add WORK --teacher nequix-oam-1.pt --seed 7 --size 24     shards of WORK/labels: labels/pack-<seed>-<first>-<last>.npz.xz
    python training/potential/distill/pack_labels.py list                                                      a table of all packs

What was packed moves to WORK/packed, so nothing is read twice.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

import numpy as np

from crystals import formulas
from labels import chunks_of, join_labels, read_shard
from make_structures import KINDS
from packs import PACKS, About, read_pack, storable, write_pack


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def add(work: Path, teacher: Path, seed: int, size: int) -> None:
    shards = sorted((work / "labels").glob(f"shard-{seed:04d}-*.npz"))
    if not shards:
        raise SystemExit(f"no shards of seed {seed} in {work / 'labels'}")
    chunks = sorted(k for path in shards for k in chunks_of(path))
    labels = storable(join_labels([read_shard(path) for path in shards]))
    PACKS.mkdir(exist_ok=True)
    path = PACKS / f"pack-{seed:04d}-{chunks[0]:06d}-{chunks[-1]:06d}.npz.xz"
    if path.exists():
        raise SystemExit(f"{path} is there already")
    write_pack(labels, About(sha256(teacher), seed, tuple(chunks), size), path)
    read_pack(path)
    (work / "packed").mkdir(exist_ok=True)
    for shard in shards:
        os.replace(shard, work / "packed" / shard.name)
    print(f"{path.name}: {len(labels)} labels, {path.stat().st_size} bytes, {path.stat().st_size / len(labels):.0f} a label")


def describe() -> None:
    print("| pack | labels | compositions | atoms, mean | kinds | bytes | teacher |\n|---|---|---|---|---|---|---|")
    for path in sorted(PACKS.glob("pack-*.npz.xz")):
        labels, about = read_pack(path)
        kinds = ", ".join(f"{(labels.crystals.tags == k).sum()} {KINDS[k]}" for k in np.unique(labels.crystals.tags))
        names = set(formulas(labels.crystals))
        print(
            f"| `{path.name}` | {len(labels)} | {len(names)} | {labels.crystals.counts.mean():.1f} | {kinds} | {path.stat().st_size} | {about.teacher[:12]} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("work", type=Path)
    adding.add_argument("--teacher", type=Path, required=True)
    adding.add_argument("--seed", type=int, required=True)
    adding.add_argument("--size", type=int, required=True, help="that label.py was given")
    commands.add_parser("list")
    args = parser.parse_args()
    if args.command == "add":
        add(args.work, args.teacher, args.seed, args.size)
    else:
        describe()


if __name__ == "__main__":
    main()
