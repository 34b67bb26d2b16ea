"""Starts for the relaxation benchmark: known crystals strained and rattled, or with their elements replaced by others of the same group.

Usage: python make_starts.py structures-00.jsonl.gz …   (reference crystals, one JSON object a line). Writes starts.json. Needs ase and numpy.
"""
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from ase import Atoms
from ase.cell import Cell
from ase.data import atomic_numbers, covalent_radii

SEED, EACH, MOST_SITES = 5, 12, 24
GROUPS = ["Li Na K Rb", "Mg Ca Sr Ba", "Al Ga In Sc Y La", "Ti Zr Hf Si Ge Sn", "V Nb Ta P As", "Cr Mo W", "Mn Fe Co Ni Cu", "F Cl Br I", "O S Se Te"]
GROUPS = [group.split() for group in GROUPS]


def crystals(paths, rng):
    records = []
    for path in paths:
        with gzip.open(path, "rt") as file:
            for number, line in enumerate(file):
                record = json.loads(line) if number % 40 == 0 else None
                # on or near the hull: what a prediction looks for
                if record and 2 <= record["nsites"] <= MOST_SITES and len(record["species"]) >= 2 and record.get("e_hull_2019", 1) < 0.03:
                    records.append(record)
    for k in rng.permutation(len(records)):
        record = records[k]
        numbers = [atomic_numbers[symbol] for symbol, count in record["species"] for _ in range(count)]
        if max(numbers) <= 83:
            yield record["id"], Atoms(numbers, cell=Cell.fromcellpar(record["cell"]), scaled_positions=record["frac"], pbc=True)


def strain_and_rattle(atoms, rng):
    shear = rng.uniform(-0.05, 0.05, (3, 3))
    stretch = (shear + shear.T) / 2 + np.eye(3)
    volume = 1 + rng.uniform(-0.15, 0.15)
    atoms.set_cell(atoms.cell[:] @ stretch * (volume / np.linalg.det(stretch)) ** (1 / 3), scale_atoms=True)
    atoms.rattle(0.1, rng=rng)
    return atoms


def replace_elements(atoms, rng):
    symbols = atoms.get_chemical_symbols()
    replacement = {}
    for symbol in sorted(set(symbols)):
        choices = [other for group in GROUPS if symbol in group for other in group if other != symbol and other not in replacement.values()]
        if not choices:
            return None
        replacement[symbol] = rng.choice(choices)
    before = (covalent_radii[atoms.numbers] ** 3).sum()
    atoms.set_chemical_symbols([replacement[symbol] for symbol in symbols])
    ratio = (covalent_radii[atoms.numbers] ** 3).sum() / before
    atoms.set_cell(atoms.cell[:] * (ratio**0.7 * rng.uniform(0.8, 1.2)) ** (1 / 3), scale_atoms=True)
    return atoms


def main():
    rng = np.random.default_rng(SEED)
    starts = {"rattled": [], "replaced": []}
    for source, atoms in crystals(sys.argv[1:], rng):
        kind = "rattled" if len(starts["rattled"]) <= len(starts["replaced"]) else "replaced"
        start = strain_and_rattle(atoms, rng) if kind == "rattled" else replace_elements(atoms, rng)
        if start is not None and len(starts[kind]) < EACH:
            starts[kind].append({"kind": kind, "sourceId": source, "numbers": start.numbers.tolist(), "lattice": np.round(start.cell[:], 8).tolist(),
                                 "fracCoords": np.round(start.get_scaled_positions(), 8).tolist()})
        if min(map(len, starts.values())) == EACH:
            break
    lines = ",\n".join(json.dumps(start) for kind in starts.values() for start in kind)
    (Path(__file__).parent / "starts.json").write_text(f'{{"generator": "make_starts.py", "seed": {SEED}, "source": "Materials Project 2025.02, CC-BY 4.0", "starts": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
