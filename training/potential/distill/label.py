"""Teacher energies, forces and stress of the structures of `make_structures.py`, chunk by chunk, as shards that later runs add to.

    python training/potential/distill/label.py WORK --teacher nequix-oam-1.pt [--minutes 8] [--seed 1] [--chunks 100000] [--device cuda]

Writes WORK/labels/shard-<seed>-<chunk>.npz. A chunk whose shard is there, or that a pack has (`packs.py`), is skipped, so a run continues where the last
one stopped, and runs with different seeds (on different machines, or one a processor) add up. `--pack` joins the shards of a seed into files of at most
PACKED_BYTES.

`--part held-out` (or `test`) labels what `evaluate.py` judges on instead: relaxed candidates of that part's formulas, into WORK/held-out (WORK/test).
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch

from crystals import GRID, Crystals, formulas, rows_of
from labels import Labels, chunks_of, join_labels, read_shard, tensors, write_shard
from make_structures import CHUNK, KINDS, Source, held_out_chunk, kind_of_chunk, make_chunk
from packs import packed_chunks
from prepare import SPLITS, read_library
from relax import GiveUp, relax
from teacher import Teacher

STEPS, LONG_STEPS = 40, 150
KEPT_STEPS = (0, 3, 8, 16, 28)  # and the last
RIVAL_KEPT_STEPS = (0, 2, 4, 7, 11, 16, 22, 28, 34)
RIVAL_MARGINS = {7: 0.5, 16: 0.25, 28: 0.15}  # step: eV/atom above the lowest of the composition, beyond which a rival is given up
MOST_FORCE = 40.0  # eV/Å; beyond it the teacher itself has seen nothing
PACKED_BYTES = 15_000_000
VERIFIED = 5e-3  # eV and eV/Å, float32 where forces are large
EDGES = {"cuda": 60_000, "cpu": 30_000}  # directed, at once; batched matrix products take 65,535 on every accelerator


class Labeler:
    """The teacher on crystals of any number, in parts that fit the memory, at positions on the grid that is stored."""

    def __init__(self, teacher: Path, device: str) -> None:
        self.model = Teacher(teacher).to(device)
        self.device = device
        self.edges = EDGES[torch.device(device).type]
        self.evaluated = 0

    def __call__(self, numbers, counts, positions, cells):
        owners = torch.repeat_interleave(torch.arange(len(counts), device=counts.device), counts)
        fractional = torch.einsum("ni,nij->nj", positions, torch.linalg.inv(cells)[owners])
        positions = torch.einsum("ni,nij->nj", torch.round(fractional * GRID) / GRID, cells[owners])
        self.evaluated += len(counts)
        sizes = counts.tolist()
        found = []
        for low, high in self.parts(counts, cells):
            a, b = sum(sizes[:low]), sum(sizes[:high])
            found += self.part(numbers[a:b], counts[low:high], positions[a:b], cells[low:high])
        return tuple(torch.cat(part) for part in zip(*found))

    def part(self, numbers, counts, positions, cells) -> list:
        """In halves where the memory does not suffice."""
        try:
            return [self.model.label(numbers, counts, positions, cells)]
        except torch.OutOfMemoryError:
            if len(counts) == 1:
                raise
            torch.cuda.empty_cache()
            self.edges = self.edges // 2
            half = len(counts) // 2
            atoms = int(counts[:half].sum())
            return self.part(numbers[:atoms], counts[:half], positions[:atoms], cells[:half]) + self.part(
                numbers[atoms:], counts[half:], positions[atoms:], cells[half:]
            )

    def parts(self, counts, cells) -> list[tuple[int, int]]:
        density = counts / torch.linalg.det(cells).abs()
        edges = (counts * density * (4 / 3 * torch.pi * self.model.cutoff**3)).tolist()
        bounds, total = [0], 0.0
        for k, n in enumerate(edges):
            if total and total + n > self.edges:
                bounds.append(k)
                total = 0.0
            total += n
        return list(zip(bounds, [*bounds[1:], len(edges)]))


def verify(teacher: Path, labeler: Labeler, crystals: Crystals) -> None:
    """An accelerator must give what a processor gives in float64."""
    energies, forces, _ = labeler(*tensors(crystals, torch.float32, labeler.device))
    exact, exact_forces, _ = Teacher(teacher).double().label(*tensors(crystals, torch.float64, "cpu"))
    deviation = float((energies.double().cpu() - exact).abs().max()), float((forces.double().cpu() - exact_forces).abs().max())
    print(f"{labeler.device}: {deviation[0]:.1e} eV, {deviation[1]:.1e} eV/Å from a processor in float64 over {len(crystals)} crystals", flush=True)
    if not max(deviation) < VERIFIED:
        raise SystemExit("the accelerator deviates")


def on_grid(positions: torch.Tensor, cells: torch.Tensor, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grid coordinates (atoms, 3) and cells, of what the Labeler evaluated."""
    cells = cells.double().cpu().numpy()
    inverse = np.repeat(np.linalg.inv(cells), counts, axis=0)
    fractional = np.einsum("ni,nij->nj", positions.double().cpu().numpy(), inverse)
    return (np.round(fractional * GRID).astype(np.int64) % GRID).astype(np.uint16), cells.astype(np.float32)


def as_labels(crystals: Crystals, energies, forces, stress) -> Labels:
    """What is a number and below MOST_FORCE."""
    labels = Labels(
        crystals, energies.double().cpu().numpy(), forces.float().cpu().numpy(), stress.float().cpu().numpy(), np.ones(len(crystals), dtype=bool)
    )
    largest = np.maximum.reduceat(np.linalg.norm(labels.forces, axis=1), crystals.starts[:-1]) if len(crystals) else np.zeros(0)
    good = np.isfinite(labels.energies) & np.isfinite(largest) & (largest < MOST_FORCE)
    return labels.take(np.flatnonzero(good))


def label_still(crystals: Crystals, labeler: Callable, device: str) -> Labels:
    return as_labels(crystals, *labeler(*tensors(crystals, torch.float32, device)))


def outclassed(names: list[str], margins: dict[int, float] = RIVAL_MARGINS) -> GiveUp:
    """Gives up what is far above the lowest of the same name."""
    groups = torch.as_tensor(np.unique(names, return_inverse=True)[1])

    def give_up(step: int, energies: torch.Tensor) -> torch.Tensor:
        own = groups.to(energies.device)
        lowest = energies.new_full((int(groups.max()) + 1,), torch.inf).scatter_reduce_(0, own, energies, "amin")
        return energies > lowest[own] + margins.get(step, torch.inf)

    return give_up


def label_rivals(crystals: Crystals, labeler: Callable, device: str, steps: int = STEPS) -> Labels:
    return label_relaxed(crystals, labeler, device, steps, RIVAL_KEPT_STEPS, outclassed(formulas(crystals)))


def label_relaxed(
    crystals: Crystals, labeler: Callable, device: str, steps: int = STEPS, kept: tuple[int, ...] = KEPT_STEPS, give_up: GiveUp | None = None
) -> Labels:
    """Frames on the way and each crystal's last, but of those given up."""
    numbers, counts, positions, cells = tensors(crystals, torch.float32, device)
    parts, ended = [], np.zeros(len(crystals), dtype=bool)
    for step, frame in enumerate(relax(labeler, numbers, counts, positions, cells, steps, give_up=give_up)):
        lost, converged = frame.lost.cpu().numpy(), frame.converged.cpu().numpy()
        last = ~ended & ~lost & (converged | (step == steps))
        chosen = np.flatnonzero(last | ((step in kept) & ~ended & ~lost))
        ended |= lost | converged | frame.given_up.cpu().numpy()
        if not len(chosen):
            continue
        grid, own_cells = on_grid(frame.positions, frame.cells, crystals.counts)
        tags = np.where(last, KINDS.index("relaxed"), crystals.tags if step == 0 else KINDS.index("on the way")).astype(np.uint8)
        moved = Crystals(crystals.counts, crystals.numbers, grid, own_cells, tags)
        rows = rows_of(crystals.counts, chosen)
        forces, of_crystals = frame.forces.cpu()[torch.from_numpy(rows)], torch.from_numpy(chosen)
        parts.append(as_labels(moved.take(chosen), frame.energies.cpu()[of_crystals], forces, frame.stress.cpu()[of_crystals]))
    return join_labels(parts)


_source: Source | None = None
_make: Callable = make_chunk


def _open(work: Path, part: str) -> None:
    global _source, _make
    _source, _make = Source(read_library(work / "crystals.npz"), SPLITS.index(part)), make_chunk if part == "train" else held_out_chunk


def _made(task: tuple[int, int, int]) -> tuple[int, Crystals]:
    return task[1], _make(_source, *task)


def chunks(work: Path, part: str, seed: int, size: int, wanted: list[int], processes: int) -> Iterator[tuple[int, Crystals]]:
    """Made ahead by other processes where there are some."""
    if processes < 2:
        _open(work, part)
        yield from (_made((seed, k, size)) for k in wanted)
        return
    with multiprocessing.get_context("spawn").Pool(processes, initializer=_open, initargs=(work, part)) as pool:
        ahead = deque()
        for k in wanted:
            ahead.append(pool.apply_async(_made, ((seed, k, size),)))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().get()
        while ahead:
            yield ahead.popleft().get()


def done_chunks(folder: Path, seed: int) -> set[int]:
    return {k for path in folder.glob(f"shard-{seed:04d}-*.npz") for k in chunks_of(path)}


def pack_shards(folder: Path, seed: int) -> None:
    """Shards of consecutive chunks become one file; the single ones go when it is written."""
    singles = sorted(p for p in folder.glob(f"shard-{seed:04d}-*.npz") if p.name.count("-") == 2)
    run: list[Path] = []
    for path in [*singles, None]:
        number = int(path.stem.split("-")[2]) if path else None
        full = sum(p.stat().st_size for p in run) + (path.stat().st_size if path else 0) > PACKED_BYTES
        if run and (path is None or full or number != int(run[-1].stem.split("-")[2]) + 1):
            name = f"shard-{seed:04d}-{run[0].stem.split('-')[2]}-{run[-1].stem.split('-')[2]}.npz"
            write_shard(join_labels([read_shard(p) for p in run]), folder / name)
            for old in run:
                old.unlink()
            run = []
        if path:
            run.append(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=CHUNK, help="crystals of a chunk, one size for a seed; less where cores are slow")
    parser.add_argument("--part", choices=("train", "test", "held-out"), default="train")
    parser.add_argument("--steps", type=int, help="of a relaxation; 40 for training, 150 for another part")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--only", choices=("still", "relaxed", "rivals"), help="one kind of chunks (make_structures.py)")
    parser.add_argument("--processes", type=int, default=1, help="that make structures")
    parser.add_argument("--pack", action="store_true", help="join the shards when done")
    args = parser.parse_args()
    training = args.part == "train"
    folder = args.work / ("labels" if training else args.part)
    steps = args.steps or (STEPS if training else LONG_STEPS)
    folder.mkdir(parents=True, exist_ok=True)
    start, written = time.monotonic(), 0
    done = done_chunks(folder, args.seed) | (packed_chunks(args.seed) if training else set())
    wanted = [k for k in range(args.chunks) if k not in done and args.only in (None, kind_of_chunk(k))]
    labeler = Labeler(args.teacher, args.device)
    if args.device != "cpu":
        reference = read_library(args.work / "crystals.npz").crystals
        verify(args.teacher, labeler, reference.take(np.linspace(0, len(reference) - 1, 16).astype(np.int64)))
    for k, crystals in chunks(args.work, args.part, args.seed, args.size, wanted, args.processes):
        if not len(crystals):
            break
        kind = kind_of_chunk(k) if training else "relaxed"
        if kind == "still":
            labels = label_still(crystals, labeler, args.device)
        else:
            labels = (label_rivals if kind == "rivals" else label_relaxed)(crystals, labeler, args.device, steps)
        write_shard(labels, folder / f"shard-{args.seed:04d}-{k:06d}.npz")
        written += len(labels)
        seconds = time.monotonic() - start
        print(f"chunk {k}: {len(labels)} labels; {written} labels, {labeler.evaluated} evaluations, {labeler.evaluated / seconds:.1f} a second", flush=True)
        if seconds > 60 * args.minutes:
            break
    if args.pack:
        pack_shards(folder, args.seed)


if __name__ == "__main__":
    main()
