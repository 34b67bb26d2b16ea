"""Energies, forces and stresses of Lennard-Jones crystals, and their relaxations by ASE, point by point.

Writes reference.json beside itself and ../energy/lennard-jones.json. Needs ase and numpy.
"""
import json
from pathlib import Path

import ase
import numpy as np
from ase import Atoms
from ase.filters import FrechetCellFilter
from ase.optimize import FIRE, LBFGS
from ase.units import GPa
from lennard_jones import ShiftedForceLennardJones

HERE = Path(__file__).parent
CHECKPOINTS = (0, 1, 2, 5, 10, 20, 40)


def crystals() -> dict[str, Atoms]:
    rng = np.random.default_rng(7)
    triclinic = Atoms([22, 8, 8, 56], cell=[4.1, 5.3, 6.2, 75, 98, 110], pbc=True,
                      scaled_positions=[[0.02, 0, 0], [0.5, 0.45, 0.1], [0.1, 0.4, 0.6], [0.6, 0.9, 0.5]])
    metal = Atoms([29] * 4, cell=np.diag([3.5, 3.6, 3.9]), pbc=True, scaled_positions=[[0, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]])
    metal.rattle(0.15, rng=rng)
    salt = Atoms([11, 17], cell=[[0, 2.5, 2.9], [2.7, 0.2, 2.7], [2.6, 2.8, 0]], pbc=True, scaled_positions=[[0, 0, 0], [0.52, 0.5, 0.45]])
    return {"triclinic": triclinic, "rattled-copper": metal, "sheared-rock-salt": salt}


def describe(atoms: Atoms) -> dict:
    return {"numbers": atoms.numbers.tolist(), "lattice": atoms.cell[:].tolist(), "fracCoords": atoms.get_scaled_positions(wrap=False).tolist()}


def main() -> None:
    versions = f"ase {ase.__version__}, numpy {np.__version__}"
    points, runs = [], []
    for name, atoms in crystals().items():
        atoms.calc = ShiftedForceLennardJones()
        points.append({"name": name, "structure": describe(atoms), "energy": atoms.get_potential_energy(), "forces": atoms.get_forces().tolist(),
                       "stress": atoms.get_stress(voigt=False).tolist()})
        for optimizer in (FIRE, LBFGS):
            for cell, pressure in (("full", 0.0), ("full", 10.0), ("fixed-volume", 0.0)):
                moving = atoms.copy()
                moving.calc = ShiftedForceLennardJones()
                movable = FrechetCellFilter(moving, scalar_pressure=pressure * GPa, constant_volume=cell == "fixed-volume")
                checkpoints = []
                for step, _ in enumerate(optimizer(movable, logfile=None).irun(fmax=1e-9, steps=CHECKPOINTS[-1])):
                    if step in CHECKPOINTS:
                        checkpoints.append({"step": step, **describe(moving), "energy": moving.get_potential_energy(), "forces": movable.get_forces().tolist()})
                runs.append({"name": name, "optimizer": optimizer.__name__.lower(), "cell": cell, "pressureGPa": pressure, "checkpoints": checkpoints})
    note = {"generator": versions, "command": "python packages/core/test/golden/relaxation/generate.py"}
    (HERE / "../energy").mkdir(exist_ok=True)
    (HERE / "../energy/lennard-jones.json").write_text(json.dumps({**note, "points": points}, indent=1) + "\n")
    (HERE / "reference.json").write_text(json.dumps({**note, "gpaPerEvPerCubicAngstrom": 1 / GPa, "runs": runs}) + "\n")


if __name__ == "__main__":
    main()
