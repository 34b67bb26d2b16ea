"""Bad starts relaxed by the student: does any collapse, stop being a number, or end in a minimum that the teacher does not have?

    python training/potential/distill/robust.py WORK NAME --teacher nequix-oam-1.pt [--starts 10000] [--steps 100] [--device cuda] [--out robust.json]

The starts are candidates of `make_structures.py` (wrong volumes, wrong neighbors) and, one in three, crystals with a short contact. An end is
- collapsed: two atoms closer than COLLAPSED of the sum of their radii;
- false: the student puts it DEEP below the teacher.
`start` as NAME is CHGNet without repulsion.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from crystals import Crystals, join, pack, unpack
from label import Labeler, on_grid
from labels import tensors
from make_structures import KINDS, PERIOD, RELAXED, Source, contact_ratio, make_chunk, with_short_contact
from prepare import read_library
from relax import relax
from student import load_named

COLLAPSED = 0.45
DEEP = 0.3  # eV/atom
SEED = 900


def make_starts(source: Source, count: int) -> Crystals:
    parts, total = [], 0
    rng = np.random.default_rng(SEED)
    while total < count:
        chunk = make_chunk(source, SEED, RELAXED + PERIOD * len(parts))
        own = [with_short_contact(c, rng, source.library.radii) if k % 3 == 0 else c for k, c in enumerate(unpack(chunk))]
        tags = np.where(np.arange(len(own)) % 3 == 0, KINDS.index("short contact"), chunk.tags)
        parts.append(pack(own, tags))
        total += len(own)
    return join(parts).take(np.arange(count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("name")
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--starts", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--at-once", type=int, default=512)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    source = Source(read_library(args.work / "crystals.npz"))
    student = load_named(args.work, args.name).to(args.device)
    labeler = Labeler(args.teacher, args.device)
    starts = make_starts(source, args.starts)
    offset: list[np.ndarray] = []
    figures = {"starts": len(starts), "lost": 0, "collapsed": 0, "converged": 0, "false": 0}
    below: list[np.ndarray] = []
    for low in range(0, len(starts), args.at_once):
        own = starts.take(np.arange(low, min(low + args.at_once, len(starts))))
        numbers, counts, positions, cells = tensors(own, torch.float32, args.device)
        for frame in relax(student.label, numbers, counts, positions, cells, args.steps):
            pass
        lost = frame.lost.cpu().numpy()
        kept = np.flatnonzero(~lost)
        grid, end_cells = on_grid(torch.nan_to_num(frame.positions), torch.where(frame.lost[:, None, None], cells, frame.cells), own.counts)
        ends = Crystals(own.counts, own.numbers, grid, end_cells, own.tags).take(kept)
        collapsed = np.array([contact_ratio(c, source.library.radii) < COLLAPSED for c in unpack(ends)], dtype=bool)
        energies = labeler(*tensors(ends, torch.float32, args.device))[0].double().cpu().numpy()
        difference = (frame.energies.double().cpu().numpy()[kept] - energies) / ends.counts
        figures["lost"] += int(lost.sum())
        figures["collapsed"] += int(collapsed.sum())
        figures["converged"] += int(frame.converged.sum())
        below.append(difference)
        offset.append(difference[~collapsed])
        print({**figures, "done": low + len(own)}, flush=True)
    # energies of CHGNet carry other references: what counts is how far below the usual difference an end lies
    usual = float(np.median(np.concatenate(offset)))
    figures["false"] = int((np.concatenate(below) - usual < -DEEP).sum())
    print(figures)
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
