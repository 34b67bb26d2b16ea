"""Structures on which an exported potential is compared with its original: what bites (one atom, straight angles, lone atoms, slivers, hundreds of atoms),
and other crystals compressed, strained, rattled or described by a sheared cell.
"""

from __future__ import annotations

import numpy as np
from pymatgen.core import Lattice, Structure

SEED = 20260101


def built_by_hand(sources: list[tuple[str, Structure]]) -> list[tuple[str, Structure]]:
    cubic = Lattice.cubic
    perovskite = Structure.from_spacegroup("Pm-3m", cubic(4.0), ["Ba", "Ti", "O"], [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0]])
    rock_salt = Structure.from_spacegroup("Fm-3m", cubic(4.2), ["Mg", "O"], [[0, 0, 0], [0.5] * 3])
    silicon = Structure.from_spacegroup("Fd-3m", cubic(5.43), ["Si"], [[0, 0, 0]])
    iron = Structure(Lattice([[-1.43, 1.43, 1.43], [1.43, -1.43, 1.43], [1.43, 1.43, -1.43]]), ["Fe"], [[0, 0, 0]])
    water = Structure(cubic(20), ["O", "H", "H"], [[0.5, 0.5, 0.5], [0.538, 0.529, 0.5], [0.462, 0.529, 0.5]])
    structures = [
        ("perovskite, 180° angles", perovskite),
        ("rock salt, 180° angles", rock_salt),
        ("linear O-C-O in a box", Structure(cubic(25), ["C", "O", "O"], [[0.5] * 3, [0.5464, 0.5, 0.5], [0.4536, 0.5, 0.5]])),
        ("simple cubic Po-like cell of Bi", Structure(cubic(3.2), ["Bi"], [[0, 0, 0]])),
        ("one atom a cell, body-centered Fe", iron),
        ("one atom a cell, fcc Al", Structure(Lattice([[0, 2.02, 2.02], [2.02, 0, 2.02], [2.02, 2.02, 0]]), ["Al"], [[0.3, 0.2, 0.1]])),
        ("isolated Na", Structure(cubic(20), ["Na"], [[0.1, 0.2, 0.3]])),
        ("isolated Fe", Structure(cubic(15), ["Fe"], [[0, 0, 0]])),
        ("two atoms apart", Structure(cubic(30), ["K", "Cl"], [[0, 0, 0], [0.5] * 3])),
        ("pair beyond bonds, 4.5 Å", Structure(cubic(30), ["K", "Cl"], [[0, 0, 0], [0.15, 0, 0]])),
        ("pair within bonds, 2.4 Å, and a lone atom", Structure(cubic(30), ["Na", "Cl", "Xe"], [[0, 0, 0], [0.08, 0, 0], [0.5] * 3])),
        ("water molecule", water),
        ("216 atoms, rattled Si", silicon * (3, 3, 3)),
        ("200 atoms, rattled MgO-like", (rock_salt * (5, 5, 1))),
        ("long flat cell", Structure(Lattice.from_parameters(2.5, 2.5, 40, 90, 90, 120), ["C", "C"], [[1 / 3, 2 / 3, 0.5], [2 / 3, 1 / 3, 0.5]])),
        ("sliver cell", silicon.get_primitive_structure().copy()),
        ("ten elements", Structure.from_spacegroup("Pm-3m", cubic(4.1), ["Ba", "Ti", "O"], [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0]]) * (2, 2, 1)),
    ]
    for name, structure in structures:
        if "rattled" in name:
            structure.perturb(0.08, seed=1)
        if name == "sliver cell":
            structure.make_supercell([[1, 0, 0], [4, 1, 0], [3, -5, 1]], to_unit_cell=True)
        if name == "ten elements":
            for site, element in enumerate(["Sr", "La", "Na", "Ce", "Zr", "Nb", "Fe", "Mn", "F", "N"]):
                structure.replace(site, element)
            structure.perturb(0.05, seed=2)
    rng = np.random.default_rng(SEED + 1)
    small = [(n, s) for n, s in sources if 2 <= len(s) <= 12]
    for index, (name, source) in enumerate(small[:36]):
        structure = source.copy()
        if index % 3 == 0:
            structure.scale_lattice(structure.volume * 0.8)
            name += ", compressed by 20 %"
        elif index % 3 == 1:
            shear = np.eye(3) + rng.uniform(-0.08, 0.08, (3, 3))
            structure = Structure(structure.lattice.matrix @ shear, structure.species, structure.frac_coords)
            name += ", strained and rattled"
            structure.perturb(0.1, seed=index)
        else:
            structure.make_supercell([[1, 0, 0], [2, 1, 0], [0, -1, 1]], to_unit_cell=False)
            name += ", sheared cell, coordinates not wrapped"
        structures.append((name, structure))
    return structures


def rounded(values, digits: int) -> list[float]:
    return [round(float(x), digits) + 0.0 for x in np.asarray(values).ravel()]
