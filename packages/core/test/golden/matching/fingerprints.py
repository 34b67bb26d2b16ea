"""Geometry fingerprints by their formula, written out in numpy; writes fingerprints.json beside this file.

usage: python fingerprints.py [--crystals N]

Takes the first crystals of the first N pairs of reference.json (Materials Project, CC BY 4.0; Jain et al., APL Materials 1, 011002 (2013)). Images are enumerated
one by one and the B-splines evaluated by the recursion of Cox and de Boor (scipy), so nothing is shared with the program under test.
"""

import argparse
import json
from importlib.metadata import version
from itertools import product
from pathlib import Path

import numpy as np
from scipy.interpolate import BSpline

REACH, START, SAMPLES = 3.0, 0.4, 32
SPACING = (REACH - START) / SAMPLES
HERE = Path(__file__)

parser = argparse.ArgumentParser()
parser.add_argument("--crystals", type=int, default=24)
options = parser.parse_args()


def damping(r):
    return (1 - (r / REACH) ** 2) ** 2


def spline(k, r):
    """The cubic B-spline centered on sample k; all of them add up to 1."""
    knots = START + SPACING * (k + np.arange(-2, 3))
    return np.nan_to_num(BSpline.basis_element(knots, extrapolate=False)(r))


def fingerprint(lattice, numbers, frac):
    n = len(numbers)
    unit = (abs(np.linalg.det(lattice)) / n) ** (1 / 3)
    heights = 1 / np.linalg.norm(np.linalg.inv(lattice), axis=0)
    ranges = [range(-m, m + 1) for m in np.ceil(REACH * unit / heights).astype(int) + 1]
    like = {True: [], False: []}
    for image in product(*ranges):
        vectors = (frac[None, :, :] + np.array(image) - frac[:, None, :]) @ lattice
        distances = np.linalg.norm(vectors, axis=2) / unit
        for i, j in zip(*np.nonzero((distances < REACH) & (distances > 1e-8))):
            like[bool(numbers[i] == numbers[j])].append(distances[i, j])
    counts = np.unique(numbers, return_counts=True)[1]
    share = (counts**2).sum() / n**2
    parts = []
    for distances, weight in ((np.array(like[True]), share), (np.array(like[False]), 1 - share)):
        if weight <= 0:
            parts.append(np.zeros(SAMPLES))
            continue
        centers = START + SPACING * np.arange(SAMPLES)
        sums = np.array([(damping(distances) * spline(k, distances) / (4 * np.pi * distances**2 * SPACING)).sum() for k in range(SAMPLES)])
        parts.append(np.sqrt(weight) * (sums / (n * weight) - damping(centers)))
    values = np.concatenate(parts)
    return values / np.linalg.norm(values)


pairs = json.loads((HERE.parent / "reference.json").read_text())["pairs"]
records = []
for place, pair in enumerate(pairs[: options.crystals]):
    crystal = pair["a"]
    numbers = np.concatenate([[z] * count for z, count in crystal["species"]])
    frac = np.array(crystal["frac"]).reshape(-1, 3) / 1e5
    values = fingerprint(np.array(crystal["lattice"]).reshape(3, 3), numbers, frac)
    records.append({"pair": place, "fingerprint": [round(float(value), 9) for value in values]})
document = {
    "generator": "packages/core/test/golden/matching/fingerprints.py",
    "versions": {"numpy": version("numpy"), "scipy": version("scipy")},
    "fingerprints": records,
}
(HERE.parent / "fingerprints.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
