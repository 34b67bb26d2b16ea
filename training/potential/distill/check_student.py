"""Is student.py CHGNet? Against the golden values that the original gave in float64; then forces and stress with repulsion against differences of energies.

    python training/potential/distill/check_student.py WORK

WORK holds `start.pt` of `prepare.py`. Needs PyTorch alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

import numpy as np
import torch

from student import Shape, Student, load_student

GOLDEN = Path(__file__).parents[3] / "packages/models/energy/chgnet/0.3.0/golden.json.gz"
GPA = 160.21766208  # GPa in an eV/Å³
MOST_ATOMS = 60


def golden_inputs(entries: list[dict], dtype: torch.dtype):
    cells = np.array([e["lattice"] for e in entries]).reshape(-1, 3, 3)
    positions = np.concatenate([np.array(e["fracCoords"]).reshape(-1, 3) @ cell for e, cell in zip(entries, cells)])
    return (
        torch.tensor([z for e in entries for z in e["atomicNumbers"]]),
        torch.tensor([len(e["atomicNumbers"]) for e in entries]),
        torch.tensor(positions, dtype=dtype),
        torch.tensor(cells, dtype=dtype),
    )


def deviations(student: Student, entries: list[dict], dtype: torch.dtype) -> tuple[float, float, float]:
    """Greatest: eV/atom, eV/Å, GPa."""
    inputs = golden_inputs(entries, dtype)
    energies, forces, stress = (x.double().numpy() for x in student.label(*inputs))
    expected = np.concatenate([np.array(e["forces"]).reshape(-1, 3) for e in entries])
    return (
        float(np.abs(energies / inputs[1].numpy() - [e["energyPerAtom"] for e in entries]).max()),
        float(np.abs(forces - expected).max()),
        float(np.abs(stress - np.array([e["stress"] for e in entries]).reshape(-1, 3, 3)).max() * GPA),
    )


def difference_errors(student: Student, entries: list[dict], step: float = 1e-5) -> tuple[float, float]:
    """Greatest deviation of forces and of stress from central differences, as parts of the greatest, over crystals pressed to a third of their volume."""
    numbers, counts, positions, cells = golden_inputs(entries, torch.float64)
    positions, cells = positions * 3 ** (-1 / 3), cells * 3 ** (-1 / 3)
    _, forces, stress = student.label(numbers, counts, positions, cells)
    owners = torch.repeat_interleave(torch.arange(len(counts)), counts)
    rng = torch.Generator().manual_seed(1)
    move, strain = torch.randn(positions.shape, generator=rng, dtype=torch.float64), torch.randn((3, 3), generator=rng, dtype=torch.float64)
    strain = 0.5 * (strain + strain.T)

    def energies(amount: float, moved: bool) -> torch.Tensor:
        deformation = torch.eye(3, dtype=torch.float64) + (0.0 if moved else amount) * strain
        return student.label(numbers, counts, (positions + (amount if moved else 0.0) * move) @ deformation, cells @ deformation)[0]

    by_force = torch.zeros(len(counts), dtype=torch.float64).index_add(0, owners, -(forces * move).sum(1))
    by_stress = (stress * strain).sum(dim=(1, 2)) * torch.linalg.det(cells).abs()
    slopes = [(energies(step, moved) - energies(-step, moved)) / (2 * step) for moved in (True, False)]
    return tuple(float((slope - found).abs().max() / found.abs().max()) for slope, found in zip(slopes, (by_force, by_stress)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--structures", type=int, help="the first so many of the golden ones; all by default")
    args = parser.parse_args()
    torch.set_num_threads(1)
    with gzip.open(GOLDEN, "rt") as file:
        entries = [e for e in json.load(file)["structures"] if len(e["atomicNumbers"]) <= MOST_ATOMS][: args.structures]
    without = load_student(args.work / "start.pt", Shape(repulsion=0.0))
    found = deviations(without.double(), entries, torch.float64)
    print(f"{len(entries)} golden structures, float64: {found[0]:.1e} eV/atom, {found[1]:.1e} eV/Å, {found[2]:.1e} GPa from the original")
    assert found[0] < 1e-6 and found[1] < 1e-5 and found[2] < 1e-4, "not CHGNet"
    start = time.perf_counter()
    found = deviations(without.float(), entries, torch.float32)
    speed = len(entries) / (time.perf_counter() - start)
    print(f"float32: {found[0]:.1e} eV/atom, {found[1]:.1e} eV/Å, {found[2]:.1e} GPa; {speed:.0f} crystals/s on one thread")
    pressed = difference_errors(load_student(args.work / "start.pt").double(), [e for e in entries if 2 <= len(e["atomicNumbers"]) <= 6][:12])
    print(f"with repulsion, pressed crystals: forces {pressed[0]:.1e}, stress {pressed[1]:.1e} (parts of the greatest) from differences of energies")
    assert max(pressed) < 1e-4, "forces are not the derivative"


if __name__ == "__main__":
    main()
