"""Student and CHGNet against the teacher, on formulas that trained nothing, in one table.

    python training/potential/distill/evaluate.py WORK --models start NAME [--labels WORK/held-out] [--parts held-out test] [--out report.json]

`start` is CHGNet (WORK/start.pt without repulsion); other names are those of `train.py`. Labels: shards of `label.py --part held-out`, or files of
`teacher-labels`. Only energies of relaxed crystals are compared with one another (in files of `teacher-labels` those without forces: reference
crystals); forces and stress on everything that has them. Per formula, crystals that the teacher puts within ALIKE of each other, at volumes within 1 %,
count once.

- order: of pairs NEAR meV/atom apart, how many are in the teacher's order
- differences: mean absolute deviation of the energy differences of these pairs
- lowest: formulas whose lowest crystal is the teacher's, or within ALIKE of it
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from crystals import formulas
from elements import ATOMIC_NUMBER
from label_sources import read_labels
from labels import Labels, tensors
from loss import GPA
from make_structures import KINDS
from prepare import SPLITS
from student import Student, load_named
from train import largest_forces, splits_of

NEAR = (2.0, 50.0)  # meV/atom
ALIKE = 1.0  # meV/atom
FORCE_LIMIT = 25.0  # eV/Å
AT_ONCE = {"cuda": 256, "cpu": 16}
CLASSES = (
    ("oxides", "O"), ("halides", "F Cl Br I"), ("chalcogenides", "S Se Te"), ("nitrides and pnictides", "N P As Sb"), ("hydrides", "H"),
    ("carbides, borides, silicides", "B C Si Ge"),
)


@dataclass(frozen=True)
class Predictions:
    energies: np.ndarray  # (crystals,) eV/atom
    forces: np.ndarray  # (atoms, 3)
    stress: np.ndarray  # (crystals, 3, 3)


def predict(student: Student, labels: Labels, device: str) -> Predictions:
    parts, size = [], AT_ONCE[torch.device(device).type]
    for k in range(0, len(labels), size):
        crystals = labels.crystals.take(np.arange(k, min(k + size, len(labels))))
        parts.append([x.double().cpu().numpy() for x in student.label(*tensors(crystals, torch.float32, device))])
    energies, forces, stress = (np.concatenate(column) for column in zip(*parts))
    return Predictions(energies / labels.crystals.counts, forces, stress)


def class_of(formula_elements: set[str]) -> str:
    """By the first of CLASSES with an element in the formula."""
    return next((name for name, members in CLASSES if formula_elements & set(members.split())), "intermetallics")


def distinct(labels: Labels, rows: np.ndarray) -> np.ndarray:
    """Of a formula's crystals, lowest first, those that are not like one before."""
    volumes = np.abs(np.linalg.det(labels.crystals.cells.astype(np.float64))) / labels.crystals.counts
    kept: list[int] = []
    for k in rows[np.argsort(labels.per_atom[rows])]:
        if not any(1000 * abs(labels.per_atom[k] - labels.per_atom[j]) < ALIKE and abs(volumes[k] / volumes[j] - 1) < 0.01 for j in kept):
            kept.append(int(k))
    return np.array(kept)


@dataclass(frozen=True)
class Pairs:
    """Pairs of crystals of one formula, NEAR apart."""

    first: np.ndarray
    second: np.ndarray
    names: np.ndarray  # formula of each


def pairs_of(labels: Labels, names: np.ndarray, relaxed: np.ndarray) -> tuple[Pairs, dict[str, np.ndarray]]:
    """The pairs, and the distinct crystals of each formula that has several."""
    order = np.flatnonzero(relaxed)[np.argsort(names[relaxed], kind="stable")]
    cuts = np.flatnonzero(names[order][1:] != names[order][:-1]) + 1
    several = {str(names[rows[0]]): own for rows in np.split(order, cuts) if len(rows) and len(own := distinct(labels, rows)) > 1}
    first, second, owner = [], [], []
    for name, rows in several.items():
        gap = 1000 * np.abs(labels.per_atom[rows][:, None] - labels.per_atom[rows][None])
        i, j = np.nonzero(np.triu((gap >= NEAR[0]) & (gap <= NEAR[1]), 1))
        first += rows[i].tolist()
        second += rows[j].tolist()
        owner += [name] * len(i)
    return Pairs(np.array(first, dtype=int), np.array(second, dtype=int), np.array(owner)), several


def order_figures(labels: Labels, found: Predictions, pairs: Pairs, chosen: np.ndarray) -> dict[str, float]:
    if not len(pairs.first[chosen]):
        return {}
    i, j = pairs.first[chosen], pairs.second[chosen]
    wanted, own = labels.per_atom[i] - labels.per_atom[j], found.energies[i] - found.energies[j]
    in_order = float((np.sign(wanted) == np.sign(own)).mean())
    return {"pairs": len(i), "order": round(in_order, 4), "differences": round(1000 * float(np.abs(wanted - own).mean()), 2)}


def force_figures(labels: Labels, found: Predictions, chosen: np.ndarray) -> dict[str, float]:
    """`chosen` (crystals,): with forces."""
    if not chosen.any():
        return {}
    rows = np.repeat(chosen, labels.crystals.counts)
    return {
        "crystals": int(chosen.sum()),
        "forces": round(1000 * float(np.abs(found.forces[rows] - labels.forces[rows]).mean()), 1),
        "stress": round(GPA * float(np.abs(found.stress[chosen] - labels.stress[chosen]).mean()), 3),
    }


def report(labels: Labels, names: np.ndarray, relaxed: np.ndarray, found: Predictions) -> dict:
    pairs, several = pairs_of(labels, names, relaxed)
    everything = np.ones(len(pairs.first), dtype=bool)
    lowest = [1000 * (labels.per_atom[rows[np.argmin(found.energies[rows])]] - labels.per_atom[rows].min()) < ALIKE for rows in several.values()]
    complete = labels.complete & (largest_forces(labels) < FORCE_LIMIT)
    held = elements_of(set(names.tolist()))
    classes = np.array([class_of(held[n]) for n in pairs.names.tolist()])
    crystal_classes = np.array([class_of(held[n]) for n in names.tolist()])
    return {
        **order_figures(labels, found, pairs, everything), "formulas": len(several), "lowest": round(float(np.mean(lowest)), 4) if lowest else None,
        **force_figures(labels, found, complete),
        "byClass": {
            c: {**order_figures(labels, found, pairs, classes == c), **force_figures(labels, found, complete & (crystal_classes == c))}
            for c in sorted(set(crystal_classes.tolist()))
        },
        "byKind": {KINDS[k]: force_figures(labels, found, complete & (labels.crystals.tags == k)) for k in np.unique(labels.crystals.tags[complete])},
        "byElement": {
            s: {**order_figures(labels, found, pairs, np.array([s in held[n] for n in pairs.names.tolist()], dtype=bool)),
                **force_figures(labels, found, complete & np.array([s in held[n] for n in names.tolist()]))}
            for s in sorted({e for elements in held.values() for e in elements}, key=ATOMIC_NUMBER.get)
        },
    }


def elements_of(names: set[str]) -> dict[str, set[str]]:
    return {name: set(re.findall(r"[A-Z][a-z]?", name)) for name in names}


def table(reports: dict[str, dict]) -> str:
    """Markdown."""
    rows = [
        ("pairs in the teacher's order", "order", lambda v: f"{100 * v:.1f} %"),
        ("energy differences, meV/atom", "differences", lambda v: f"{v:.1f}"),
        ("same lowest", "lowest", lambda v: f"{100 * v:.1f} %"),
        ("forces, meV/Å", "forces", lambda v: f"{v:.0f}"),
        ("stress, GPa", "stress", lambda v: f"{v:.2f}"),
    ]
    lines = ["| | " + " | ".join(reports) + " |", "|---" * (len(reports) + 1) + "|"]
    for title, key, form in rows:
        lines.append(f"| {title} | " + " | ".join("–" if r.get(key) is None else form(r[key]) for r in reports.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--models", nargs="+", required=True)
    parser.add_argument("--labels", type=Path, nargs="+")
    parser.add_argument("--parts", nargs="+", choices=SPLITS[1:], default=["test", "held-out"])
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    labels = read_labels(args.labels or [args.work / "held-out"])
    names = np.array(formulas(labels.crystals))
    kept = np.flatnonzero(np.isin(splits_of(list(names), args.work), [SPLITS.index(part) for part in args.parts]))
    labels, names = labels.take(kept), names[kept]
    relaxed = (labels.crystals.tags == KINDS.index("relaxed")) | ~labels.complete
    reports = {}
    for name in args.models:
        student = load_named(args.work, name).to(args.device)
        reports["CHGNet 0.3.0" if name == "start" else name] = report(labels, names, relaxed, predict(student, labels, args.device))
    first = next(iter(reports.values()))
    print(f"{first.get('pairs', 0)} pairs of {first['formulas']} formulas, {first.get('crystals', 0)} crystals with forces\n")
    print(table(reports))
    if args.out:
        args.out.write_text(json.dumps(reports, indent=1) + "\n")


if __name__ == "__main__":
    main()
