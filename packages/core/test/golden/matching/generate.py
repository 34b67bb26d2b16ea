"""Pairs of crystals and the verdicts of pymatgen's StructureMatcher at its defaults; writes reference.json beside this file.

usage: python generate.py MATERIALS_PROJECT_FOLDER [--pairs N] [--seed S] [--most-atoms M] [--out FILE]

The folder holds structures-*.jsonl.gz, one crystal of the Materials Project a line (CC BY 4.0; Jain et al., APL Materials 1, 011002 (2013)).
Pairs are made of one crystal and a changed copy, or of two polymorphs. Numbers are rounded before pymatgen sees them, so that both programs read the same.
"""

import argparse
import gzip
import json
import platform
import random
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.core import Element, Lattice, Structure

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--pairs", type=int, default=360)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--most-atoms", type=int, default=100)
parser.add_argument("--out", type=Path, default=Path(__file__).with_name("reference.json"))
options = parser.parse_args()
rng = np.random.default_rng(options.seed)
random.seed(options.seed)


def read(record):
    a, b, c, alpha, beta, gamma = record["cell"]
    species = [symbol for symbol, count in record["species"] for _ in range(count)]
    return Structure(Lattice.from_parameters(a, b, c, alpha, beta, gamma), species, record["frac"])


def rotated(structure):
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return Structure(Lattice(structure.lattice.matrix @ (q * np.sign(np.linalg.det(q)))), structure.species, structure.frac_coords)


def shuffled(structure):
    order = rng.permutation(len(structure))
    shift = rng.uniform(size=3)
    return Structure(structure.lattice, [structure[i].specie for i in order], [structure[i].frac_coords + shift for i in order])


def rattled(structure, amplitude):
    cart = structure.cart_coords + rng.normal(scale=amplitude / np.sqrt(3), size=(len(structure), 3))
    return Structure(structure.lattice, structure.species, cart, coords_are_cartesian=True)


def strained(structure, amplitude):
    strain = rng.uniform(-amplitude, amplitude, size=(3, 3))
    return Structure(Lattice(structure.lattice.matrix @ (np.eye(3) + (strain + strain.T) / 2)), structure.species, structure.frac_coords)


def rebased(structure):
    m = np.eye(3)
    for _ in range(3):
        i, j = rng.choice(3, 2, replace=False)
        m[i] += rng.integers(-1, 2) * m[j]
    return Structure(Lattice(m @ structure.lattice.matrix), structure.species, structure.frac_coords @ np.linalg.inv(m))


def supercell(structure):
    most = max(2, min(4, options.most_atoms // len(structure)))
    size = int(rng.integers(2, most + 1))
    a = int(rng.choice([d for d in range(1, size + 1) if size % d == 0]))
    e = int(rng.choice([d for d in range(1, size // a + 1) if (size // a) % d == 0]))
    g = size // a // e
    m = [[a, rng.integers(0, 2), rng.integers(0, 2)], [0, e, rng.integers(0, 2)], [0, 0, g]]
    copy = structure.copy()
    copy.make_supercell(m)
    return copy


def swapped(structure):
    copy = structure.copy()
    i, j = rng.choice(len(copy), 2, replace=False)
    one, other = copy[int(i)].specie, copy[int(j)].specie
    copy.replace(int(i), other)
    copy.replace(int(j), one)
    return copy


CHANGES = {
    "same": lambda s: shuffled(rotated(s)),
    "rattled": lambda s: shuffled(rotated(rattled(s, rng.uniform(0.02, 0.3)))),
    "rattled hard": lambda s: shuffled(rotated(rattled(s, rng.uniform(0.3, 1.0)))),
    "strained": lambda s: shuffled(rotated(strained(s, rng.uniform(0.01, 0.1)))),
    "strained hard": lambda s: shuffled(rotated(strained(rattled(s, 0.1), rng.uniform(0.1, 0.3)))),
    "other basis": lambda s: shuffled(rotated(rebased(rattled(s, rng.uniform(0, 0.1))))),
    "supercell": lambda s: shuffled(rotated(supercell(s))),
    "rattled supercell": lambda s: shuffled(rebased(rattled(supercell(s), rng.uniform(0.01, 0.25)))),
    "strained supercell": lambda s: shuffled(strained(rattled(supercell(s), rng.uniform(0, 0.1)), rng.uniform(0.01, 0.08))),
    "mirror image": lambda s: Structure(Lattice(s.lattice.matrix * [1, 1, -1]), s.species, s.frac_coords),
    "two sites swapped": lambda s: shuffled(rattled(swapped(s), 0.05)),
}


def rounded(structure):
    frac = np.round(structure.frac_coords % 1, 5) % 1
    return Structure(Lattice(np.round(structure.lattice.matrix, 5)), structure.species, frac)


def compact(structure):
    """Lattice rows, run-length species, and coordinates in units of 1e-5."""
    runs = []
    for site in structure:
        if runs and runs[-1][0] == site.specie.Z:
            runs[-1][1] += 1
        else:
            runs.append([site.specie.Z, 1])
    return {
        "lattice": [round(float(x), 5) for x in structure.lattice.matrix.ravel()],
        "species": runs,
        "frac": [int(round(x * 1e5)) for x in structure.frac_coords.ravel()],
    }


crystals, polymorphs = [], {}
for file in sorted(options.folder.glob("structures-*.jsonl.gz"))[:4]:
    for line in gzip.open(file):
        record = json.loads(line)
        if 2 <= record["nsites"] <= options.most_atoms:
            crystals.append(record)
            polymorphs.setdefault((record["formula"], record["nsites"]), []).append(record)
polymorphs = [group for group in polymorphs.values() if len(group) > 1]
by_size = [[c for c in crystals if low <= c["nsites"] <= high] for low, high in ((2, 6), (7, 16), (17, 40), (41, options.most_atoms))]
by_size = [group for group in by_size if group]
weights = [0.36, 0.36, 0.24, 0.04][: len(by_size)]

matcher = StructureMatcher()
pairs, anonymous = [], []
while len(pairs) < options.pairs:
    kind = list(CHANGES)[len(pairs) % len(CHANGES)] if rng.uniform() < 0.72 else "polymorphs"
    if kind == "polymorphs":
        group = random.choice([g for g in random.sample(polymorphs, 8)])
        one, other = (read(r) for r in random.sample(group, 2))
        other = shuffled(rotated(other))
    else:
        one = read(random.choice(random.choices(by_size, weights)[0]))
        if "supercell" in kind and len(one) > options.most_atoms // 2:
            continue
        other = CHANGES[kind](one)
    if len(other) > options.most_atoms or other.volume < 5:
        continue
    one, other = rounded(one), rounded(other)
    if not (one.is_valid(0.3) and other.is_valid(0.3)):
        continue
    rms = matcher.get_rms_dist(one, other)
    pairs.append({
        "kind": kind, "a": compact(one), "b": compact(other), "fit": bool(matcher.fit(one, other)), "fitReversed": bool(matcher.fit(other, one)),
        "rms": None if rms is None else float(rms[0]), "maxDistance": None if rms is None else float(rms[1]),
    })
    if len(anonymous) < options.pairs // 9 and 2 <= len(one.elements) <= 4 and len(one) <= 20 and rng.uniform() < 0.3:
        elements = one.elements
        others = [Element.from_Z(int(z)) for z in rng.choice(np.arange(3, 84), len(elements), replace=False)]
        renamed = other.copy()
        renamed.replace_species(dict(zip(elements, others, strict=True)))
        best, mapping = matcher.get_rms_anonymous(one, renamed)
        anonymous.append({
            "kind": kind, "a": compact(one), "b": compact(renamed), "fit": bool(matcher.fit_anonymous(one, renamed)),
            "rms": None if best is None else float(best), "mapping": None if mapping is None else [[k.Z, v.Z] for k, v in mapping.items()],
        })

reference = {
    "generator": "packages/core/test/golden/matching/generate.py",
    "command": f"python generate.py MATERIALS_PROJECT_FOLDER --pairs {options.pairs} --seed {options.seed} --most-atoms {options.most_atoms}",
    "versions": {"pymatgen": version("pymatgen-core"), "python": platform.python_version()},
    "source": "Materials Project database 2025.02, CC BY 4.0", "pairs": pairs, "anonymous": anonymous,
}
options.out.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
print(len(pairs), "pairs,", sum(p["fit"] for p in pairs), "fit;", sum(p["fit"] != p["fitReversed"] for p in pairs), "depend on the order;", len(anonymous), "anonymous")
