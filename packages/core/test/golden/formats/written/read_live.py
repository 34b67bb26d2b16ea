"""Read each text of a JSON list of {name, format, text} with those programs that are installed: python3 read_live.py texts.json

Prints {"programs": {name: version}, "texts": [{name, format, readings}]}, readings as in reference.json. Versions of Debian 12 and later will do; what
read_written.py asks of more programs is asked once, by hand.
"""

from __future__ import annotations

import importlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")


def installed(name: str):
    try:
        return importlib.import_module(name)
    except Exception:  # half an installation is none
        return None


ase, ase_io, gemmi, spglib = installed("ase"), installed("ase.io"), installed("gemmi"), installed("spglib")
COD = shutil.which("cif_parse")
ASE_FORMATS = {"cif": "cif", "symmetrized cif": "cif", "poscar": "vasp", "POSCAR": "vasp", "extxyz": "extxyz", "qe-input": "espresso-in", "ase-json": "json"}
LABELED = {"extxyz", "ase-json"}


def crystal(program: str, parameters, numbers, positions, **more) -> dict:
    fractional = [[float(x) % 1 for x in row] for row in positions]
    return {"program": program, "parameters": [float(x) for x in parameters], "atomicNumbers": [int(z) for z in numbers], "fracCoords": fractional, **more}


def by_ase(fmt: str, text: str) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        atoms = ase_io.read(file.name, format=ASE_FORMATS[fmt])
    more = {}
    if fmt in LABELED:
        more = {"energy": atoms.get_potential_energy(), "forces": atoms.get_forces().tolist(), "stress": atoms.get_stress(voigt=False).tolist()}
    if spglib and "cif" in fmt:
        dataset = spglib.get_symmetry_dataset((atoms.cell.tolist(), atoms.get_scaled_positions().tolist(), atoms.numbers.tolist()), symprec=1e-3)
        more["group"] = int(dataset["number"] if isinstance(dataset, dict) else dataset.number)
    return crystal("ASE", atoms.cell.cellpar(), atoms.numbers, atoms.get_scaled_positions(), **more)


def by_gemmi(text: str) -> dict | None:
    small = gemmi.make_small_structure_from_block(gemmi.cif.read_string(text).sole_block())
    sites = small.get_all_unit_cell_sites()
    cell = small.cell
    # It takes images within 0.4 Å for one site; the golden "spinel" has oxygen atoms that close. Then it has fewer atoms than the file.
    if len(sites) < text_sites(text):
        return None
    parameters = [cell.a, cell.b, cell.c, cell.alpha, cell.beta, cell.gamma]
    return crystal("gemmi", parameters, [site.element.atomic_number for site in sites], [[site.fract.x, site.fract.y, site.fract.z] for site in sites])


def text_sites(text: str) -> int:
    """Atoms of the cell, by the count that the file itself gives for its formula."""
    block = gemmi.cif.read_string(text).sole_block()
    formula, units = gemmi.cif.as_string(block.find_value("_chemical_formula_sum") or ""), block.find_value("_cell_formula_units_Z")
    per_formula = sum(int("".join(c for c in word if c.isdigit()) or 1) for word in formula.split())
    return per_formula * int(units) if units else 0


def by_cod_tools(text: str) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".cif") as file:
        file.write(text)
        file.flush()
        run = subprocess.run([COD, file.name], capture_output=True, text=True)
    notes = [line for line in run.stderr.splitlines() if "0 error(s)" not in line]
    return {"program": "cod-tools", **({"disagrees": notes[0].replace(file.name, "")} if notes or run.returncode else {})}


def readings(fmt: str, text: str) -> list[dict]:
    programs = []
    if ase_io and fmt in ASE_FORMATS:
        programs.append(("ASE", lambda: by_ase(fmt, text)))
    if "cif" in fmt and gemmi:
        programs.append(("gemmi", lambda: by_gemmi(text)))
    if "cif" in fmt and COD:
        programs.append(("cod-tools", lambda: by_cod_tools(text)))
    rows = []
    for name, read in programs:
        try:
            row = read()
        except Exception as error:  # whatever a program raises is its verdict
            row = {"program": name, "disagrees": f"{type(error).__name__}: {error}"}
        rows += [] if row is None else [row]
    return rows


def main() -> None:
    texts = json.loads(Path(sys.argv[1]).read_text())
    versions = {name: getattr(module, "__version__", "?") for name, module in (("ase", ase), ("spglib", spglib), ("gemmi", gemmi)) if module}
    rows = [{"name": one["name"], "format": one["format"], "readings": readings(one["format"], one["text"])} for one in texts]
    print(json.dumps({"programs": {**versions, **({"cod-tools": "?"} if COD else {})}, "texts": rows}, default=float))


if __name__ == "__main__":
    main()
