"""Lattices, equations of state, elastic constants and Γ frequencies of thirty common crystals: potentials beside the teacher.

    python training/potential/physics/check_physics.py WORK --data DATA --teacher nequix-oam-1.pt [--models start NAME] [--out training/potential/physics/results.json]

WORK is that of `../distill/prepare.py`; `start` is CHGNet 0.3.0, other names are students of `../distill/train.py`. Needs PyTorch and pymatgen; some minutes a model
on one core. What OUT has already is not computed again; `physics_report.py` makes tables and plots of it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from pymatgen.core import Element

sys.path.append(str(Path(__file__).parents[1] / "distill"))
from common_crystals import CommonCrystal, read_common_crystals  # noqa: E402
from elasticity import VOLUMES, Geometry, Label, cubic_constants, moduli, respond  # noqa: E402
from relax import relax  # noqa: E402
from student import load_named  # noqa: E402
from teacher import Teacher  # noqa: E402

FORCE = 5e-4  # eV/Å, and eV an atom of the virial
STEPS = 500
OUT = Path(__file__).parent / "results.json"


def relaxed(label: Label, crystal: CommonCrystal) -> tuple[Geometry, float, bool]:
    """From the reference geometry, whose symmetry the forces keep: geometry, energy in eV, and whether it converged."""
    numbers, positions, cells = torch.as_tensor(crystal.numbers), torch.as_tensor(crystal.fractional @ crystal.cell), torch.as_tensor(crystal.cell)[None]
    for frame in relax(label, numbers, torch.tensor([len(numbers)]), positions, cells, STEPS, FORCE):
        pass
    return (frame.cells[0].numpy(), crystal.numbers, frame.positions.numpy()), float(frame.energies[0]), bool(frame.converged[0])


def lengths(cell: np.ndarray) -> list[float]:
    return np.linalg.norm(cell, axis=1).tolist()


def describe(label: Label, crystal: CommonCrystal) -> dict:
    geometry, energy, converged = relaxed(label, crystal)
    response = respond(label, geometry, np.array([float(Element.from_Z(int(z)).atomic_mass) for z in crystal.numbers]))
    bulk, shear = moduli(response.constants)
    return {
        "id": crystal.id, "converged": converged, "energyPerAtom": round(energy / len(crystal.numbers), 5),
        "volumePerAtom": round(float(abs(np.linalg.det(geometry[0]))) / len(crystal.numbers), 4),
        "lengths": [round(x, 4) for x in lengths(geometry[0])], "curve": np.round(response.curve, 5).tolist(), "bulk": round(bulk, 2), "shear": round(shear, 2),
        **({"cubic": [round(x, 2) for x in cubic_constants(response.constants)]} if crystal.space_group >= 195 else {}),
        "frequencies": np.round(response.frequencies, 3).tolist(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--models", nargs="+", default=["start"])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    crystals = read_common_crystals(args.data)
    results = json.loads(args.out.read_text()) if args.out.exists() else {"models": {}}
    results["volumes"] = VOLUMES
    results["crystals"] = [
        {
            "id": c.id, "name": c.name, "type": c.type, "spaceGroup": c.space_group, "atoms": len(c.numbers), "lengths": np.round(lengths(c.cell), 4).tolist(),
            "volumePerAtom": round(float(abs(np.linalg.det(c.cell))) / len(c.numbers), 4), "moduli": c.moduli,
        }
        for c in crystals
    ]
    for name in ["teacher", *args.models]:
        title = {"teacher": "Nequix-OAM", "start": "CHGNet 0.3.0"}.get(name, name)
        rows = results["models"].setdefault(title, [])
        label = None
        for crystal in crystals[len(rows) :]:
            label = label or (Teacher(args.teacher) if name == "teacher" else load_named(args.work, name)).double().label
            start = time.monotonic()
            rows.append(describe(label, crystal))
            args.out.write_text(json.dumps(results, ensure_ascii=False, separators=(",", ":")).replace('{"id"', '\n{"id"') + "\n")
            print(f"{title}, {crystal.name}: {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
