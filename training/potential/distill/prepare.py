"""What the later steps start from, in two files that travel: reference crystals (`crystals.npz`) and CHGNet's weights (`start.pt`).

    python training/potential/distill/prepare.py DATA_DIRECTORY --out WORK

DATA_DIRECTORY holds `materials-project/structures-*.jsonl.gz` and, to be left out, `dev-benchmark.jsonl.gz`. Needs chgnet 0.4.2 and pymatgen; the later
steps need PyTorch and NumPy alone. Crystals of up to MOST_ATOMS atoms, each with the part of the split (`training/held_out.py`) that it belongs to.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from crystals import Crystals, cell_from_parameters, pack, reduced_formula
from elements import ATOMIC_NUMBER, SYMBOL
from held_out import split_of

MOST_ATOMS = 20
VOLUME_RANGE = (0.5, 2.0)
SPLITS = ("train", "validation", "test", "held-out")
ELEMENTS = [z for z in range(1, 95) if z not in range(84, 89)]


@dataclass(frozen=True)
class Library:
    """Reference crystals, and of each element (row = atomic number) what substitutions need."""

    crystals: Crystals
    splits: np.ndarray  # (crystals,) uint8, index into SPLITS
    space_groups: np.ndarray  # (crystals,) uint8
    radii: np.ndarray  # (95,) Å, covalent
    electronegativities: np.ndarray  # (95,)
    volumes: np.ndarray  # (95,) Å³ an atom, by regression over the crystals


def read_library(path: Path) -> Library:
    with np.load(path) as file:
        crystals = Crystals(**{name: file[name] for name in ("counts", "numbers", "grid", "cells", "tags")})
        return Library(crystals, *(file[name] for name in ("splits", "space_groups", "radii", "electronegativities", "volumes")))


def benchmark_formulas(data: Path) -> set[str]:
    """None of them is in the reference data; this makes sure."""
    path = data / "dev-benchmark.jsonl.gz"
    if not path.exists():
        return set()
    with gzip.open(path, "rt") as lines:
        return {reduced_formula(np.array([ATOMIC_NUMBER[s] for s in json.loads(line)["species"]])) for line in lines}


def read_reference(data: Path) -> tuple[Crystals, np.ndarray, np.ndarray]:
    excluded, known = benchmark_formulas(data), set(ELEMENTS)
    crystals, splits, groups = [], [], []
    for path in sorted((data / "materials-project").glob("structures-*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                record = json.loads(line)
                if record["nsites"] > MOST_ATOMS:
                    continue
                numbers = np.array([ATOMIC_NUMBER[element] for element, count in record["species"] for _ in range(count)])
                formula = reduced_formula(numbers)
                if formula in excluded or not known.issuperset(numbers.tolist()):
                    continue
                crystals.append((cell_from_parameters(*record["cell"]), numbers, np.array(record["frac"], dtype=np.float64)))
                splits.append(SPLITS.index(split_of(formula)))
                groups.append(record["spacegroup"])
    return pack(crystals, [0] * len(crystals)), np.array(splits, dtype=np.uint8), np.array(groups, dtype=np.uint8)


def atomic_volumes(crystals: Crystals, ridge: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Cell volume = Σ over its atoms, by least squares drawn towards the median, at least 4 Å³ each; and which crystals lie within VOLUME_RANGE of that.

    Refitted to these alone: some two thousand records of the data have lost their shape, with cells of ten times the volume.
    """
    counts = np.zeros((len(crystals), 95))
    np.add.at(counts, (np.repeat(np.arange(len(crystals)), crystals.counts), crystals.numbers), 1.0)
    fractions = counts / counts.sum(1, keepdims=True)
    volume = np.abs(np.linalg.det(crystals.cells.astype(np.float64))) / crystals.counts
    center = float(np.median(volume))
    kept = volume < 3 * center
    for _ in range(4):
        chosen = fractions[kept]
        fitted = np.linalg.solve(chosen.T @ chosen + ridge * np.eye(95), chosen.T @ (volume[kept] - center)) + center
        ratio = volume / (fractions @ fitted)
        kept = (ratio > VOLUME_RANGE[0]) & (ratio < VOLUME_RANGE[1])
    return np.maximum(fitted, 4.0), kept


def covalent_radii() -> np.ndarray:
    """Å, Cordero et al., Dalton Transactions 2008, 2832, doi:10.1039/b801115j."""
    from pymatgen.analysis.molecule_structure_comparator import CovalentRadius

    radii = np.full(95, 1.5)
    for z in range(1, 95):
        radii[z] = CovalentRadius.radius.get(SYMBOL[z], 1.5)
    return radii


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    from chgnet.model import CHGNet
    from element_properties import electronegativities

    args.out.mkdir(parents=True, exist_ok=True)
    crystals, splits, groups = read_reference(args.data)
    radii = covalent_radii()
    volumes, kept = atomic_volumes(crystals)
    print(f"{(~kept).sum()} crystals of implausible volume left out")
    crystals, splits, groups = crystals.take(np.flatnonzero(kept)), splits[kept], groups[kept]
    np.savez_compressed(
        args.out / "crystals.npz", **crystals.arrays(), splits=splits, space_groups=groups, radii=radii, volumes=volumes,
        electronegativities=np.array(electronegativities()[:95]),
    )
    model = CHGNet.load(model_name="0.3.0", use_device="cpu", verbose=False)
    torch.save({"weights": model.state_dict(), "radii": torch.tensor(radii, dtype=torch.float32)}, args.out / "start.pt")
    print(f"{len(crystals)} crystals ({', '.join(f'{(splits == k).sum()} {name}' for k, name in enumerate(SPLITS))}), "
          f"{(args.out / 'crystals.npz').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
