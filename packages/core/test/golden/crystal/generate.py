"""Niggli cells by pymatgen and spglib, closest pairs and supercells by pymatgen: python generate.py (writes reference.json beside itself)."""

from __future__ import annotations

import json
import random
from importlib.metadata import version
from pathlib import Path

import numpy as np
import spglib
from pymatgen.core import Lattice, Structure

RNG = random.Random(20260102)
# Cells of the papers and of simple structures: edges in Å, angles in degrees.
TEXTBOOK = {
    "Krivy and Gruber 1976": (3, 5.196152422706632, 2, 103.91988, 109.47122, 134.88183),
    "fcc primitive": (2.86, 2.86, 2.86, 60, 60, 60),
    "bcc primitive": (2.48, 2.48, 2.48, 109.471220634491, 109.471220634491, 109.471220634491),
    "primitive cubic": (4.0, 4.0, 4.0, 90, 90, 90),
    "hexagonal": (3.2, 3.2, 5.2, 90, 90, 120),
    "rhombohedral acute": (5.1, 5.1, 5.1, 55.28, 55.28, 55.28),
    "rhombohedral obtuse": (3.9, 3.9, 3.9, 97.5, 97.5, 97.5),
    "tetragonal": (4.6, 4.6, 2.96, 90, 90, 90),
    "orthorhombic": (7.0, 3.0, 5.0, 90, 90, 90),
    "monoclinic": (9.4, 3.6, 6.1, 90, 111.3, 90),
    "triclinic": (5.0, 6.0, 7.0, 80, 95, 110),
    "needle": (2.5, 2.6, 60.0, 88, 91, 119),
    "plate": (25.0, 26.0, 2.5, 70, 100, 85),
}


def unimodular(steps: int, most: int) -> np.ndarray:
    matrix = np.eye(3, dtype=int)
    for _ in range(steps):
        i, j = RNG.sample(range(3), 2)
        matrix[i] += RNG.randint(-most, most) * matrix[j]
    return matrix


def rotation() -> np.ndarray:
    q, r = np.linalg.qr(np.array([[RNG.gauss(0, 1) for _ in range(3)] for _ in range(3)]))
    q = q * np.sign(np.diag(r))
    return q if np.linalg.det(q) > 0 else -q


def niggli_cases() -> list[dict]:
    cells = [(name, Lattice.from_parameters(*parameters).matrix) for name, parameters in TEXTBOOK.items()]
    for k in range(60):
        lengths = [RNG.uniform(2.5, 15) for _ in range(3)]
        angles = [RNG.uniform(65, 115) for _ in range(3)]
        cells.append((f"random {k}", Lattice.from_parameters(*lengths, *angles).matrix))
    cases, disagreements = [], 0
    for name, matrix in cells:
        for shear, (steps, most) in {"as it is": (0, 1), "sheared": (4, 2), "strongly sheared": (6, 5)}.items():
            cell = unimodular(steps, most) @ matrix @ rotation()
            by_pymatgen = Lattice(cell).get_niggli_reduced_lattice().parameters
            by_spglib = Lattice(spglib.niggli_reduce(cell, eps=1e-5)).parameters
            if not np.allclose(by_pymatgen, by_spglib, atol=1e-4):
                disagreements += 1
                continue
            cases.append({"name": f"{name}, {shear}", "matrix": cell.tolist(), "parameters": list(by_pymatgen)})
    print(len(cases), "cells,", disagreements, "left out since pymatgen and spglib disagree")
    return cases


def structure_cases() -> list[dict]:
    cases = []
    for k in range(40):
        sites = RNG.choice([1, 2, 3, 5, 8, 20])
        base = Lattice.from_parameters(*[RNG.uniform(2.5, 9) for _ in range(3)], *[RNG.uniform(65, 115) for _ in range(3)]).matrix
        cell = unimodular(3, 2) @ base if k % 2 else base
        structure = Structure(Lattice(cell), [RNG.choice(["Na", "Cl", "O", "Ti"]) for _ in range(sites)], [[RNG.random() for _ in range(3)] for _ in range(sites)])
        # The shortest lattice vector is the first edge of the Niggli cell.
        distances = [structure.lattice.get_niggli_reduced_lattice().a]
        distances += [structure.get_distance(i, j) for i in range(sites) for j in range(i)]
        scaling = None
        while scaling is None or round(np.linalg.det(scaling)) == 0:
            scaling = np.array([[RNG.randint(-2, 2) for _ in range(3)] for _ in range(3)])
        larger = structure.make_supercell(scaling, in_place=False)
        cases.append(
            {
                "matrix": cell.tolist(),
                "atomicNumbers": list(structure.atomic_numbers),
                "fracCoords": structure.frac_coords.tolist(),
                "minimumDistance": min(distances),
                "density": structure.density,
                "scaling": scaling.tolist(),
                "supercell": {
                    "matrix": larger.lattice.matrix.tolist(),
                    "atomicNumbers": list(larger.atomic_numbers),
                    "fracCoords": larger.frac_coords.tolist(),
                },
            }
        )
    return cases


def main() -> None:
    head = {
        "generator": "packages/core/test/golden/crystal/generate.py",
        "pymatgen": version("pymatgen-core"),
        "spglib": version("spglib"),
        "command": "python generate.py",
    }
    lines = lambda rows: ",\n    ".join(json.dumps(row) for row in rows)
    text = json.dumps(head)[:-1] + ',\n  "niggli": [\n    ' + lines(niggli_cases()) + '\n  ],\n  "structures": [\n    ' + lines(structure_cases()) + "\n  ]\n}\n"
    (Path(__file__).parent / "reference.json").write_text(text)


if __name__ == "__main__":
    main()
