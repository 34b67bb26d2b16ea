"""Write reference.json: 330 random crystals of all 230 space groups with what spglib says of them.

Usage: OMP_NUM_THREADS=1 python packages/core/test/golden/symmetry/generate.py
Needs spglib, pyxtal (for its Wyckoff tables only) and numpy. Each crystal is brought into a primitive cell, then into a skewed basis, turned in
space and shifted, so that nothing of its setting is left to guess from. spglib is asked for the ITA standard setting (origin choice 2,
hexagonal axes) by Hall number.
"""

import json
from pathlib import Path

import numpy as np
import pyxtal
import spglib
from pyxtal.symmetry import Group

SEED = 20260
SYMPREC = 1e-3
rng = np.random.default_rng(SEED)


def standard_hall(number: int) -> int:
    standard = ("", "b", "b1", "2", "H")
    return next(h for h in range(1, 531) if (t := spglib.get_spacegroup_type(h)).number == number and t.choice in standard)


def random_cell(number: int) -> np.ndarray:
    """Rows a, b, c of a conventional cell with the metric of the group and nothing more."""
    a, b, c = rng.uniform(5, 9, 3)
    angles = [90.0, 90.0, 90.0]
    if number <= 2:
        angles = rng.uniform(70, 110, 3)
    elif number <= 15:
        angles[1] = rng.uniform(95, 115)
    elif 75 <= number <= 142:
        b = a
    elif 143 <= number <= 194:
        b, angles[2] = a, 120.0
    elif number >= 195:
        b = c = a
    ca, cb, cg = np.cos(np.radians(angles))
    sg = np.sqrt(1 - cg**2)
    cy = (ca - cb * cg) / sg
    return np.array([[a, 0, 0], [b * cg, b * sg, 0], [c * cb, c * cy, c * np.sqrt(1 - cb**2 - cy**2)]])


def random_unimodular() -> np.ndarray:
    m = np.eye(3, dtype=int)
    for _ in range(4):
        i, j = rng.choice(3, 2, replace=False)
        m[i] += rng.integers(-1, 2) * m[j]
    return m[rng.permutation(3)]


def make_crystal(number: int, indices: list[int]):
    positions, numbers = [], []
    for z, index in zip((17, 11, 8), indices):
        sites = Group(number)[index].apply_ops(rng.uniform(0.03, 0.97, 3)) % 1
        positions += list(sites)
        numbers += [z] * len(sites)
    return spglib.find_primitive((random_cell(number), np.array(positions), numbers), symprec=SYMPREC)


def describe(cell) -> dict | None:
    lattice, positions, numbers = cell
    p = random_unimodular()
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    if np.linalg.det(q) < 0:
        q[:, 0] *= -1
    lattice, positions = p @ lattice @ q.T, (positions @ np.linalg.inv(p) + rng.random(3)) % 1
    lattice, positions = np.round(lattice, 8), np.round(positions, 8) % 1
    cell = (lattice, positions, numbers)
    first = spglib.get_symmetry_dataset(cell, symprec=SYMPREC)
    if first is None:
        return None
    found = spglib.get_symmetry_dataset(cell, symprec=SYMPREC, hall_number=standard_hall(first.number))
    if found is None:
        return None
    return {
        "lattice": lattice.tolist(),
        "fracCoords": positions.tolist(),
        "atomicNumbers": [int(z) for z in numbers],
        "number": int(found.number),
        "hallNumber": int(found.hall_number),
        "operationCount": len(found.rotations),
        "rotationSum": np.sum(found.rotations * np.arange(1, 10).reshape(3, 3), axis=(1, 2)).astype(int).tolist(),
        "orbitOf": [int(i) for i in found.crystallographic_orbits],
        "wyckoffs": list(found.wyckoffs),
        "siteSymmetries": list(found.site_symmetry_symbols),
        "standardSites": len(found.std_types),
        "standardVolume": float(abs(np.linalg.det(found.std_lattice))),
    }


def main() -> None:
    crystals = []
    # One crystal for each group: the general position makes the group certain, three times where it holds few sites.
    plans = [(n, [0, 0, 0] if Group(n)[0].multiplicity <= 8 else [0, int(rng.integers(1, len(Group(n))))]) for n in range(1, 231)]
    # And special positions alone, whatever group they end up in.
    while len(plans) < 330:
        n = int(rng.integers(16, 231))
        if len(Group(n)) > 3:
            plans.append((n, [int(i) for i in rng.choice(np.arange(1, len(Group(n))), 2, replace=False)]))
    for number, indices in plans:
        while True:
            cell = make_crystal(number, indices)
            if cell is None:
                continue
            distances = cell[1][:, None] - cell[1][None]
            distances = np.linalg.norm((distances - np.round(distances)) @ cell[0], axis=2) + 9 * np.eye(len(cell[1]))
            if distances.min() > 0.05 and (record := describe(cell)) is not None:
                break
            if 0 not in indices:
                indices = [int(i) for i in rng.choice(np.arange(1, len(Group(number))), 2, replace=False)]
        crystals.append(record)
    header = {
        "generator": f"spglib {spglib.__version__}, pyxtal {pyxtal.__version__}, numpy {np.__version__}",
        "command": "python packages/core/test/golden/symmetry/generate.py",
        "seed": SEED,
        "symprec": SYMPREC,
    }
    text = json.dumps({**header, "crystals": []})[:-2] + "\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in crystals) + "\n]}\n"
    Path(__file__).with_name("reference.json").write_text(text)
    print(len(crystals), "crystals,", len({c["number"] for c in crystals}), "groups")


main()
