"""Train the student on the teacher's labels.

    python training/potential/distill/train.py WORK NAME [--labels FILE_OR_FOLDER …] [--minutes 25] [--this-run 9] [--device cuda]

Reads WORK/start.pt (CHGNet's weights), WORK/crystals.npz (which formulas may train) and the labels, by default all packs of the repository and all shards of
WORK/labels; writes WORK/NAME/{checkpoint.pt, student.pt, log.jsonl}. The schedule is one of time: `--minutes` in all, over as many runs as `--this-run`
makes of it; a run continues from the checkpoint. student.pt holds the averaged weights. Formulas of the parts `test` and `held-out`, and formulas that are not in the
reference data, train nothing; `validation` is what the log shows.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from math import cos, pi
from pathlib import Path

import numpy as np
import torch

from crystals import formulas
from label_sources import read_labels
from labels import Labels, tensors
from loss import Weights, loss_of
from packs import PACKS
from prepare import read_library
from student import Shape, Student, load_student, stored

MOST_OF_A_FORMULA = 8  # in one batch
VALIDATION = 600
WARMUP = 0.02
EMA = 0.999
SAVE_EVERY = 60.0  # s
MOST_GRADIENT = 5.0
MOST_FORCE = 25.0  # eV/Å, of what trains


def splits_of(names: list[str], work: Path) -> np.ndarray:
    """Index into prepare.SPLITS by formula; -1 where the reference data do not have it."""
    library = read_library(work / "crystals.npz")
    known = dict(zip(formulas(library.crystals), library.splits.tolist()))
    return np.array([known.get(name, -1) for name in names])


def largest_forces(labels: Labels) -> np.ndarray:
    return np.maximum.reduceat(np.linalg.norm(labels.forces, axis=1), labels.crystals.starts[:-1])


def batches(names: np.ndarray, size: int, seed: int, epoch: int) -> Iterator[np.ndarray]:
    """All crystals once, those of one formula together."""
    rng = np.random.default_rng([seed, epoch])
    order = rng.permutation(len(names))
    order = order[np.argsort(names[order], kind="stable")]
    cuts = np.flatnonzero(names[order][1:] != names[order][:-1]) + 1
    pieces = [group[k : k + MOST_OF_A_FORMULA] for group in np.split(order, cuts) for k in range(0, len(group), MOST_OF_A_FORMULA)]
    batch: list[np.ndarray] = []
    for k in rng.permutation(len(pieces)):
        batch.append(pieces[k])
        if sum(map(len, batch)) >= size:
            yield np.concatenate(batch)
            batch = []
    if batch:
        yield np.concatenate(batch)


def fit_references(student: Student, labels: Labels, device: str, most: int) -> float:
    """Set the elements' mean energies by least squares of what the student leaves, and return the mean that is left, eV/atom."""
    rng = np.random.default_rng(0)
    chosen = labels.take(np.sort(rng.permutation(len(labels))[:most]))
    found = np.concatenate([
        student.label(*tensors(chosen.take(np.arange(k, min(k + 64, len(chosen)))).crystals, torch.float32, device))[0].double().cpu().numpy()
        for k in range(0, len(chosen), 64)
    ])
    left = (chosen.energies - found) / chosen.crystals.counts
    fractions = np.zeros((len(chosen), 94))
    np.add.at(fractions, (np.repeat(np.arange(len(chosen)), chosen.crystals.counts), chosen.crystals.numbers.astype(int) - 1), 1.0)
    fractions /= fractions.sum(1, keepdims=True)
    shift = np.zeros(94)
    for _ in range(3):  # again without what is far off
        good = np.abs(left - fractions @ shift) < 3 * np.median(np.abs(left - fractions @ shift)) + 0.05
        x, mean = fractions[good], left[good].mean()
        shift = mean + np.linalg.solve(x.T @ x + 0.3 * np.eye(94), x.T @ (left[good] - mean))
    with torch.no_grad():
        student.composition_model.fc.weight[0] += torch.as_tensor(shift, dtype=torch.float32, device=student.composition_model.fc.weight.device)
    return float(np.abs(left - fractions @ shift).mean())


def validate(student: Student, data: Data, device: str, size: int) -> dict[str, float]:
    """Mean absolute errors over all batches."""
    totals: dict[str, list[float]] = {}
    for chosen in batches(data.names, size, 0, 0):
        _, errors = loss_of(student, data.labels.take(chosen), data.groups[chosen], Weights(), device)
        for key, value in errors.items():
            totals.setdefault(key, []).append(float(value))
    return {key: round(float(np.mean(values)), 3) for key, values in totals.items()}


@torch.no_grad()
def average(ema: dict[str, torch.Tensor], student: Student, step: int) -> None:
    decay = min(EMA, (1 + step) / (10 + step))
    for name, value in student.state_dict().items():
        ema[name].lerp_(value, 1 - decay)


def save(path: Path, content: dict) -> None:
    beside = path.with_name(path.name + ".part")
    torch.save(content, beside)
    os.replace(beside, path)


def learning_rate(highest: float, progress: float) -> float:
    """A short rise, then half a cosine to a hundredth; `progress` 0 … 1."""
    if progress < WARMUP:
        return highest * max(progress / WARMUP, 1e-3)
    return highest * (0.01 + 0.99 * 0.5 * (1 + cos(pi * min(1.0, progress))))


@dataclass(frozen=True)
class Data:
    labels: Labels
    names: np.ndarray  # (crystals,) formula
    groups: np.ndarray  # (crystals,) number of the formula


def as_data(labels: Labels, names: np.ndarray, chosen: np.ndarray) -> Data:
    return Data(labels.take(chosen), names[chosen], np.unique(names[chosen], return_inverse=True)[1])


def read_data(sources: list[Path], work: Path) -> tuple[Data, Data]:
    """What trains, and what the log is made from: whole formulas of the validation part, VALIDATION crystals at most."""
    labels = read_labels(sources)
    names = np.array(formulas(labels.crystals))
    splits = splits_of(list(names), work)
    usable = largest_forces(labels) < MOST_FORCE
    shown = np.unique(names[(splits == 1) & usable])
    shown = np.random.default_rng(0).permutation(shown)[: VALIDATION // 3]
    validation = np.flatnonzero((splits == 1) & usable & np.isin(names, shown))[:VALIDATION]
    training = np.flatnonzero((splits == 0) & usable)
    unknown = (splits == -1).sum()
    print(f"{len(training)} labels of {len(set(names[training]))} formulas train, {len(validation)} validate; {unknown} of unknown formulas left out", flush=True)
    if not len(training):
        raise SystemExit("none of the labels may train")
    return as_data(labels, names, training), as_data(labels, names, validation)


class Run:
    """A student in training: what the checkpoint holds, and the time it took."""

    def __init__(self, args: argparse.Namespace, training: Data) -> None:
        self.args, self.folder = args, args.work / args.name
        self.step, self.epoch, self.batch, self.seconds = 0, 0, 0, 0.0
        self.path = self.folder / "checkpoint.pt"
        self.fresh = not self.path.exists()
        wanted = replace(Shape(), **{f.name: getattr(args, f.name) for f in fields(Shape)})
        self.student = load_student(args.work / "start.pt" if self.fresh else self.path, wanted).to(args.device)
        if self.fresh:
            left = fit_references(self.student, training.labels, args.device, 800 if args.device == "cpu" else 4000)
            print(f"elements' mean energies set; {1000 * left:.0f} meV/atom left", flush=True)
        self.ema = {name: value.clone() for name, value in self.student.state_dict().items()}
        self.optimizer = torch.optim.AdamW([p for p in self.student.parameters() if p.requires_grad], lr=args.rate, weight_decay=args.decay)
        self.weights = Weights(*(getattr(args, f"{f.name}_weight") for f in fields(Weights)))
        keeps_moments = self.weights.moment > 0 and self.student.shape.atom_cutoff == Shape.atom_cutoff
        self.start = load_student(args.work / "start.pt").to(args.device) if keeps_moments else None
        if not self.fresh:
            state = torch.load(self.path, map_location=args.device, weights_only=True)
            self.optimizer.load_state_dict(state["optimizer"])
            self.ema = state["ema"]
            self.step, self.epoch, self.batch, self.seconds = state["step"], state["epoch"], state["batch"], state["seconds"]

    def learn(self, data: Data, chosen: np.ndarray) -> dict[str, torch.Tensor]:
        """One step on a batch; its errors."""
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.args.rate, self.seconds / (60 * self.args.minutes))
        loss, errors = loss_of(self.student, data.labels.take(chosen), data.groups[chosen], self.weights, self.args.device, self.start)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.student.parameters(), MOST_GRADIENT)
        if bool(torch.isfinite(norm)):
            self.optimizer.step()
            self.step += 1
            average(self.ema, self.student, self.step)
        return errors

    def keep(self) -> None:
        save(self.path, {
            **stored(self.student, self.student.state_dict()), "ema": self.ema, "optimizer": self.optimizer.state_dict(),
            "step": self.step, "epoch": self.epoch, "batch": self.batch, "seconds": self.seconds,
        })
        save(self.folder / "student.pt", stored(self.student, self.ema))

    def write(self, **note) -> None:
        line = {"step": self.step, "epoch": self.epoch, "minutes": round(self.seconds / 60, 2), **note}
        with open(self.folder / "log.jsonl", "a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)

    def validate(self, data: Data) -> None:
        """Of the averaged weights."""
        if len(data.labels):
            averaged = Student(self.student.shape, self.student.radii).to(self.args.device)
            averaged.load_state_dict(self.ema)
            self.write(validation=validate(averaged, data, self.args.device, self.args.batch))


def train(run: Run, training: Data, validation: Data) -> None:
    """Until the time of this run, or all time, is spent."""
    args = run.args
    end = min(60 * args.minutes, run.seconds + 60 * (args.this_run or args.minutes))
    saved, seen, last = run.seconds, [], time.monotonic()
    while run.seconds < end:
        for k, chosen in enumerate(batches(training.names, args.batch, args.seed, run.epoch)):
            if k < run.batch:  # of an epoch that an earlier run began
                continue
            seen.append(run.learn(training, chosen))
            run.batch = k + 1
            now = time.monotonic()
            run.seconds, last = run.seconds + now - last, now
            if run.seconds - saved > SAVE_EVERY or run.seconds >= end:
                run.keep()
                saved = run.seconds
                means = {key: torch.stack([errors[key] for errors in seen if key in errors]).mean() for key in sorted(set().union(*seen))}
                run.write(training={key: round(float(mean), 3) for key, mean in means.items()})
                seen = []
            if run.seconds >= end:
                return
        run.epoch, run.batch = run.epoch + 1, 0
        run.validate(validation)
        last = time.monotonic()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("name")
    parser.add_argument("--labels", type=Path, nargs="+")
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--this-run", type=float, help="minutes; all that are left by default")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--batch", type=int, help="crystals; 128 on an accelerator, 16 on a processor")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=1e-3, help="of the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tf32", action="store_true", help="matrix products of ten bits of mantissa; the step is bound by launches, so it gains little")
    for option in (f for f in fields(Shape)):
        parser.add_argument(f"--{option.name.replace('_', '-')}", type=type(option.default), default=option.default, help="of a variant")
    for option in fields(Weights):
        parser.add_argument(f"--{option.name}-weight", type=float, default=option.default)
    args = parser.parse_args()
    (args.work / args.name).mkdir(parents=True, exist_ok=True)
    args.batch = args.batch or (16 if args.device == "cpu" else 128)
    torch.set_float32_matmul_precision("high" if args.tf32 else "highest")
    training, validation = read_data(args.labels or [args.work / "labels", PACKS], args.work)
    run = Run(args, training)
    if run.fresh:
        run.validate(validation)
    train(run, training, validation)
    run.validate(validation)


if __name__ == "__main__":
    main()
