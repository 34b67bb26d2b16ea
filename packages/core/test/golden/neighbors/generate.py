"""Neighbor lists of pymatgen and ASE for cells of every kind; writes reference.json beside this file.

Each case is given to both programs; a case on which they differ is an error. To keep the file small an edge list is stored as its number of edges,
the sha256 of its lines "i j a b c" in ascending order of the five integers, and the sum of the distances.
"""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
from ase import Atoms
from ase.neighborlist import neighbor_list
from pymatgen.core import Lattice, Structure

rng = np.random.default_rng(20)
CELLS = {
    "cubic": [[4.2, 0, 0], [0, 4.2, 0], [0, 0, 4.2]],
    "hexagonal": [[3.1, 0, 0], [-1.55, 2.6847, 0], [0, 0, 5.1]],
    "rhombohedral-sharp": [[9.0, 0.8, 0.8], [0.8, 9.0, 0.8], [8.2, 8.2, 1.9]],
    "sheared": [[4, 0, 0], [12, 4, 0], [-9, 3, 4]],
    "flat": [[30, 0, 0], [1, 2.6, 0], [3, 0.4, 2.9]],
    "slab": [[3, 0, 0], [0.4, 3.2, 0], [2, 1, 28]],
    "tiny": [[1.9, 0, 0], [0.7, 1.8, 0], [0.3, 0.5, 2.1]],
    "left-handed": [[0, 4, 0.1], [4, 0, 0.3], [0, 0.2, 4.4]],
    "triclinic": [[5.1, 0.3, -0.8], [1.2, 6.2, 0.4], [-2.1, 1.7, 7.3]],
    "large": [[24, 0, 0], [7, 22, 0], [-6, 5, 20]],
}


def edges_ase(cell, frac, cutoff):
    i, j, d, shift = neighbor_list("ijdS", Atoms("H" * len(frac), scaled_positions=frac, cell=cell, pbc=True), cutoff)
    return np.column_stack([i, j, shift]), d


def edges_pymatgen(cell, frac, cutoff):
    structure = Structure(Lattice(cell), ["H"] * len(frac), frac, to_unit_cell=False)
    i, j, shift, d = structure.get_neighbor_list(cutoff, exclude_self=True)
    return np.column_stack([i, j, shift.astype(int)]), d


cases = []
for name, cell in CELLS.items():
    for variant, (low, high) in enumerate([(0, 1), (-2, 3)]):
        n_atoms = 160 if name == "large" else [3, 6][variant]
        frac = np.round(rng.uniform(low, high, (n_atoms, 3)), 6)
        for cutoff in (2.93, 5.87):
            lists = []
            for edges, distances in (edges_ase(cell, frac, cutoff), edges_pymatgen(cell, frac, cutoff)):
                order = np.lexsort(edges.T[::-1])
                lists.append((edges[order].tolist(), distances[order]))
            assert lists[0][0] == lists[1][0], (name, variant, cutoff, len(lists[0][0]), len(lists[1][0]))
            text = "\n".join(" ".join(map(str, edge)) for edge in lists[0][0])
            cases.append({
                "name": f"{name}, coordinates in [{low}, {high})", "lattice": cell, "fracCoords": frac.tolist(), "cutoff": cutoff,
                "edgeCount": len(lists[0][0]), "sha256": hashlib.sha256(text.encode()).hexdigest(), "distanceSum": float(lists[0][1].sum()),
            })

reference = {
    "generator": "packages/core/test/golden/neighbors/generate.py", "command": "python packages/core/test/golden/neighbors/generate.py",
    "versions": {"ase": version("ase"), "pymatgen": version("pymatgen"), "python": platform.python_version()}, "cases": cases,
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
