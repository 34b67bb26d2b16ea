"""Read CIFs with other programs: {"texts": [...]} as JSON on standard input, {"versions": {...}, "readings": {program: [...]}} on standard output."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path

import ase.io
import gemmi
import spglib
from ase.data import atomic_numbers
from pymatgen.io.cif import CifParser

warnings.filterwarnings("ignore")

SYMPREC = 1e-2


def described(parameters, numbers, positions, lattice) -> dict:
    """A reading with the space group that spglib finds in it."""
    dataset = spglib.get_symmetry_dataset((lattice, positions, numbers), symprec=SYMPREC)
    return {
        "parameters": [float(x) for x in parameters],
        "atomicNumbers": [int(z) for z in numbers],
        "fracCoords": [[float(x) for x in row] for row in positions],
        "groups": [None if dataset is None else int(dataset.number)],
    }


def read_pymatgen(text: str) -> dict:
    # Without its own tolerance, which moves coordinates within 1e-4 of a third.
    (structure,) = CifParser.from_str(text, frac_tolerance=0).parse_structures(primitive=False)
    return described(structure.lattice.parameters, structure.atomic_numbers, structure.frac_coords, structure.lattice.matrix)


def read_ase(text: str) -> dict:
    atoms = ase.io.read(io.BytesIO(text.encode()), format="cif")
    return described(atoms.cell.cellpar(), atoms.numbers, atoms.get_scaled_positions(), atoms.cell.array)


def read_gemmi(text: str) -> dict:
    crystal = gemmi.make_small_structure_from_block(gemmi.cif.read_string(text).sole_block())
    sites = crystal.get_all_unit_cell_sites()
    cell = crystal.cell
    reading = described(cell.parameters, [site.element.atomic_number for site in sites], [site.fract.tolist() for site in sites], lattice_of(cell))
    named = gemmi.find_spacegroup_by_ops(gemmi.GroupOps([gemmi.Op(op.strip("'")) for op in crystal.symops]))
    return {**reading, "groups": reading["groups"] + [None if named is None else named.number]}


def lattice_of(cell: gemmi.UnitCell) -> list[list[float]]:
    """Rows a, b, c."""
    return [cell.orthogonalize(gemmi.Fractional(*axis)).tolist() for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]


def attempt(read, text: str) -> dict:
    try:
        return read(text)
    except Exception as error:  # whatever a program raises is its verdict
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def read_cod_tools(texts: list[str]) -> list[dict]:
    """The files in one run of the program; the expanded cells come as data blocks in the order of the files."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{k}.cif" for k in range(len(texts))]
        for file, text in zip(files, texts):
            file.write_text(text)
        run = subprocess.run(["cif_fillcell", "--merge-special-positions", *map(str, files)], capture_output=True, text=True)
    blocks = ["data_" + part for part in ("\n" + run.stdout).split("\ndata_")[1:]]
    if len(blocks) != len(texts):
        return [{"error": f"{len(blocks)} expanded cells; {run.stderr[:200]}"} for _ in texts]
    return [attempt(read_expanded, block) for block in blocks]


def read_expanded(text: str) -> dict:
    block = gemmi.cif.read_string(text).sole_block()
    value = lambda tag: float(block.find_value(tag))
    rows = block.find("_atom_site_", ["type_symbol", "fract_x", "fract_y", "fract_z"])
    return {
        "parameters": [value(f"_cell_{kind}") for kind in ("length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma")],
        "atomicNumbers": [atomic_numbers[row[0]] for row in rows],
        "fracCoords": [[float(x) for x in (row[1], row[2], row[3])] for row in rows],
        "groups": [],
    }


PROGRAMS = {"pymatgen": read_pymatgen, "ASE": read_ase, "gemmi": read_gemmi}

# Texts that one process takes at a time; fewer for the slowest.
CHUNK = 50
COD_CHUNK = 10


def read_chunk(program: str, texts: list[str]) -> list[dict]:
    return read_cod_tools(texts) if program == "cod-tools" else [attempt(PROGRAMS[program], text) for text in texts]


def main() -> None:
    asked = json.load(sys.stdin)
    texts = asked["texts"]
    in_chunks = lambda some, size: [some[first : first + size] for first in range(0, len(some), size)]
    work = {program: in_chunks(texts, CHUNK) for program in PROGRAMS}
    if shutil.which("cif_fillcell"):
        work["cod-tools"] = in_chunks(texts[: asked["codTools"]], COD_CHUNK)
    versions = {"pymatgen": version("pymatgen-core"), "ASE": version("ase"), "gemmi": version("gemmi"), "spglib": version("spglib")}
    if "cod-tools" in work:
        versions["cod-tools"] = subprocess.run(["cif_fillcell", "--version"], capture_output=True, text=True).stdout.strip().split()[-1]
    with ProcessPoolExecutor(asked["workers"] or os.cpu_count()) as pool:
        answers = {program: pool.map(partial(read_chunk, program), chunks) for program, chunks in work.items()}
        readings = {program: [reading for chunk in answer for reading in chunk] for program, answer in answers.items()}
    json.dump({"versions": versions, "readings": readings}, sys.stdout)


if __name__ == "__main__":
    main()
