"""Files written by pymatgen and ASE with the crystal each one means: python generate.py (writes reference.json beside itself)."""

from __future__ import annotations

import io
import json
import warnings
from importlib.metadata import version
from pathlib import Path

import ase.io
import numpy as np
from ase.calculators.singlepoint import SinglePointCalculator
from pymatgen.core import Lattice, Structure
from pymatgen.entries.computed_entries import (
    CompositionEnergyAdjustment,
    ComputedEntry,
    ComputedStructureEntry,
    ConstantEnergyAdjustment,
    TemperatureEnergyAdjustment,
)
from pymatgen.analysis.phase_diagram import PDEntry
from pymatgen.io.ase import AseAtomsAdaptor
from pymatgen.io.cif import CifWriter
from pymatgen.io.vasp import Poscar

warnings.filterwarnings("ignore")

CRYSTALS = {
    "rock salt": ("Fm-3m", Lattice.cubic(5.69), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]),
    "diamond": ("Fd-3m", Lattice.cubic(5.43), ["Si"], [[0, 0, 0]]),
    "rutile": ("P4_2/mnm", Lattice.tetragonal(4.594, 2.959), ["Ti", "O"], [[0, 0, 0], [0.3053, 0.3053, 0]]),
    "right-handed quartz": ("P3_121", Lattice.hexagonal(4.913, 5.404), ["Si", "O"], [[0.4697, 0, 1 / 3], [0.4135, 0.2669, 0.4524]]),
    "left-handed quartz": ("P3_221", Lattice.hexagonal(4.913, 5.404), ["Si", "O"], [[0.4697, 0, 2 / 3], [0.4135, 0.2669, 0.5476]]),
    "tetragonal barium titanate": ("P4mm", Lattice.tetragonal(3.99, 4.03), ["Ba", "Ti", "O", "O"], [[0, 0, 0], [0.5, 0.5, 0.512], [0.5, 0.5, 0.023], [0.5, 0, 0.486]]),
    "wurtzite": ("P6_3mc", Lattice.hexagonal(3.82, 6.26), ["Zn", "S"], [[1 / 3, 2 / 3, 0], [1 / 3, 2 / 3, 0.375]]),
    "baddeleyite": ("P2_1/c", Lattice.monoclinic(5.15, 5.21, 5.32, 99.2), ["Zr", "O", "O"], [[0.2754, 0.0395, 0.2083], [0.07, 0.3317, 0.3447], [0.4496, 0.7569, 0.4792]]),
    "bismuth telluride": ("R-3m", Lattice.hexagonal(4.38, 30.49), ["Bi", "Te", "Te"], [[0, 0, 0.4], [0, 0, 0], [0, 0, 0.2094]]),
    "triphylite": ("Pnma", Lattice.orthorhombic(10.45, 6.1, 4.75), ["Li", "Mn", "P", "O", "O", "O"],
                   [[0, 0, 0], [0.2817, 0.25, 0.9719], [0.0923, 0.25, 0.4081], [0.0968, 0.25, 0.7343], [0.4562, 0.25, 0.21], [0.1609, 0.0466, 0.278]]),
    "spinel": ("Fd-3m", Lattice.cubic(8.08), ["Mg", "Al", "O"], [[0.125, 0.125, 0.125], [0.5, 0.5, 0.5], [0.2625, 0.2625, 0.2625]]),
    "triclinic": ("P1", Lattice.from_parameters(5.1, 6.2, 7.3, 81, 95.5, 109.2), ["K", "Al", "Si", "O"], [[0.1, 0.2, 0.3], [0.61, 0.42, 0.13], [0.33, 0.77, 0.71], [0.9, 0.05, 0.66]]),
}


def meant(structure: Structure) -> dict:
    return {
        "parameters": list(structure.lattice.parameters),
        "atomicNumbers": [int(z) for z in structure.atomic_numbers],
        "fracCoords": (structure.frac_coords % 1).tolist(),
    }


def text_of(structure: Structure, fmt: str, **options) -> str:
    buffer = io.BytesIO() if fmt == "cif" else io.StringIO()
    ase.io.write(buffer, AseAtomsAdaptor.get_atoms(structure), format=fmt, **options)
    return buffer.getvalue().decode() if fmt == "cif" else buffer.getvalue()


def files() -> list[dict]:
    rows = []
    for name, (group, lattice, species, coordinates) in CRYSTALS.items():
        conventional = Structure.from_spacegroup(group, lattice, species, coordinates)
        primitive = conventional.get_primitive_structure()
        symmetrized = CifWriter(conventional, symprec=1e-3)
        texts = [
            ("cif", "pymatgen symmetrized CIF", str(symmetrized), Structure.from_str(str(symmetrized), "cif")),
            ("cif", "pymatgen P1 CIF", str(CifWriter(primitive, significant_figures=12)), primitive),
            ("cif", "ASE CIF", text_of(conventional, "cif"), conventional),
            ("poscar", "pymatgen POSCAR", Poscar(primitive, sort_structure=False).get_str(significant_figures=12), primitive),
            ("poscar", "ASE Cartesian POSCAR", text_of(conventional, "vasp", direct=False), conventional),
            ("extxyz", "ASE extxyz", text_of(primitive, "extxyz"), primitive),
            ("pymatgen-json", "pymatgen JSON", json.dumps(primitive.as_dict()), primitive),
            ("pymatgen-json", "pymatgen JSON with oxidation states", json.dumps(primitive.copy().add_oxidation_state_by_element({s: (-2 if s in {"O", "S"} else 3) for s in species}).as_dict()), primitive),
        ]
        rows += [{"name": f"{name}, {kind}", "format": fmt, "text": text, "structure": meant(structure)} for fmt, kind, text, structure in texts]
    return rows


def labelled_frames() -> dict:
    images = []
    for k in range(3):
        atoms = AseAtomsAdaptor.get_atoms(Structure(Lattice.from_parameters(4, 4.1, 5, 90, 80, 105 + k), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.47, 0.5 + 0.01 * k]]))
        atoms.info = {"name": f"frame {k}", "step": k}
        voigt = np.array([0.01, -0.02, 0.03, 0.004, 0.005, -0.006]) * (k + 1)
        atoms.calc = SinglePointCalculator(atoms, energy=-6.5 - k, forces=[[0.1 * k, 0.2, -0.3], [-0.1 * k, -0.2, 0.3]], stress=voigt)
        images.append(atoms)
    buffer = io.StringIO()
    ase.io.write(buffer, images, format="extxyz")
    expected = [
        {"energy": a.get_potential_energy(), "forces": a.get_forces().tolist(), "stress": a.get_stress(voigt=False).tolist(), "positions": a.positions.tolist(), "cell": a.cell.tolist(), "name": a.info["name"]}
        for a in images
    ]
    return {"text": buffer.getvalue(), "expected": expected}


def entries() -> dict:
    structure = Structure(Lattice.cubic(4), ["Cs+", "Cl-"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    some = [
        ComputedStructureEntry(structure, -6.5, correction=-0.3, parameters={"run_type": "GGA"}, entry_id="x1"),
        ComputedEntry("Li2O2", -6.5, energy_adjustments=[CompositionEnergyAdjustment(-0.6, 2, name="O"), TemperatureEnergyAdjustment(-0.001, 300, 4), ConstantEnergyAdjustment(0.1)], entry_id="x2"),
        ComputedEntry("Fe4O6", -50.25),
        PDEntry("Li2O", -14.3, name="a phase"),
    ]
    dictionaries = [entry.as_dict() for entry in some]
    for dictionary in dictionaries[1:2]:
        del dictionary["correction"]
    return {"text": json.dumps(dictionaries), "energies": [e.energy for e in some], "formulas": [e.composition.reduced_formula for e in some]}


def main() -> None:
    head = {
        "generator": "packages/core/test/golden/formats/generate.py",
        "pymatgen": version("pymatgen-core"),
        "ase": version("ase"),
        "command": "python generate.py",
    }
    rows = ",\n    ".join(json.dumps(row) for row in files())
    text = json.dumps(head)[:-1] + f',\n  "frames": {json.dumps(labelled_frames())},\n  "entries": {json.dumps(entries())},\n  "files": [\n    {rows}\n  ]\n}}\n'
    (Path(__file__).parent / "reference.json").write_text(text)


if __name__ == "__main__":
    main()
