"""Thirty common crystals by their ids in the reference data, with the moduli that others computed for them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.core import Lattice, Structure
from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

# id: (name, type, space group)
CRYSTALS = {
    "mp-134": ("Al", "fcc", 225), "mp-30": ("Cu", "fcc", 225), "mp-91": ("W", "bcc", 229), "mp-127": ("Na", "bcc", 229), "mp-153": ("Mg", "hcp", 194),
    "mp-32": ("Ge", "diamond", 227), "mp-22862": ("NaCl", "rock salt", 225), "mp-1265": ("MgO", "rock salt", 225), "mp-492": ("TiN", "rock salt", 225),
    "mp-1487": ("NiAl", "CsCl", 221), "mp-2741": ("CaF₂", "fluorite", 225), "mp-20194": ("CeO₂", "fluorite", 225), "mp-1367": ("Mg₂Si", "antifluorite", 225),
    "mp-3834": ("BaZrO₃", "perovskite", 221), "mp-3163": ("BaSnO₃", "perovskite", 221), "mp-3448": ("KMgF₃", "perovskite", 221),
    "mp-10695": ("ZnS", "zinc blende", 216), "mp-20351": ("InP", "zinc blende", 216), "mp-8062": ("SiC", "zinc blende", 216),
    "mp-804": ("GaN", "wurtzite", 186), "mp-661": ("AlN", "wurtzite", 186), "mp-1249": ("MgF₂", "rutile", 136), "mp-856": ("SnO₂", "rutile", 136),
    "mp-3536": ("MgAl₂O₄", "spinel", 227), "mp-226": ("FeS₂", "pyrite", 205), "mp-924130": ("TiNiSn", "half-Heusler", 216), "mp-763": ("MgB₂", "layered", 191),
    "mp-2815": ("MoS₂", "layered", 194), "mp-1186": ("ZrS₂", "layered", 164), "mp-23210": ("MgCl₂", "layered", 166),
}  # fmt: skip
SYMPREC = 0.1  # Å


@dataclass(frozen=True)
class CommonCrystal:
    id: str
    name: str
    type: str
    space_group: int
    cell: np.ndarray  # (3, 3) Å, rows, primitive
    numbers: np.ndarray  # (atoms,)
    fractional: np.ndarray  # (atoms, 3)
    moduli: dict[str, tuple[float, float]]  # source: bulk and shear modulus, GPa, mean of Voigt and Reuss


def read_common_crystals(data: Path) -> list[CommonCrystal]:
    """In the order of the list. @raises ValueError where the data lack one or have another space group."""
    records = {}
    for path in sorted((data / "materials-project").glob("structures-*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                if line.split('"', 4)[3] in CRYSTALS:  # the id stands first
                    record = json.loads(line)
                    records[record["id"]] = record
    missing = sorted(CRYSTALS.keys() - records.keys())
    if missing:
        raise ValueError(f"not in the data: {', '.join(missing)}")
    structures = {key: primitive(records[key]) for key in CRYSTALS}
    for key, structure in structures.items():
        found = SpacegroupAnalyzer(structure, SYMPREC).get_space_group_number()
        if found != CRYSTALS[key][2]:
            raise ValueError(f"{key} has the space group {found}, not {CRYSTALS[key][2]}")
    aflow = read_aflow(data / "aflow", structures)
    crystals = []
    for key, (name, kind, group) in CRYSTALS.items():
        structure, record = structures[key], records[key]
        moduli = {"Materials Project": (record["K_vrh"], record["G_vrh"])} if "G_vrh" in record and "K_vrh" in record else {}
        if key in aflow:
            moduli["AFLOW"] = aflow[key]
        numbers = np.array([site.specie.Z for site in structure])
        crystals.append(CommonCrystal(key, name, kind, group, structure.lattice.matrix.copy(), numbers, structure.frac_coords.copy(), moduli))
    return crystals


def primitive(record: dict) -> Structure:
    """The data have some elements in cells of eight atoms."""
    species = [element for element, count in record["species"] for _ in range(count)]
    return SpacegroupAnalyzer(Structure(Lattice.from_parameters(*record["cell"]), species, record["frac"]), SYMPREC).get_primitive_standard_structure()


def read_aflow(folder: Path, structures: dict[str, Structure]) -> dict[str, tuple[float, float]]:
    """Bulk and shear modulus of what is the same crystal."""
    by_formula = {structure.composition.reduced_formula: key for key, structure in structures.items()}
    found: dict[str, dict[str, float]] = {}
    for quantity in ("bulk_modulus", "shear_modulus"):
        for path in sorted((folder / quantity).glob("*.csv.gz")):
            for row in csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())):
                key = by_formula.get(row["cif"].split("_chemical_formula_structural", 1)[1].split()[0])
                if key is not None and StructureMatcher().fit(structures[key], Structure.from_str(row["cif"], fmt="cif")):
                    found.setdefault(key, {})[quantity] = float(row[quantity])
    return {key: (own["bulk_modulus"], own["shear_modulus"]) for key, own in found.items() if len(own) == 2}
