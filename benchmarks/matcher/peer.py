"""Time pymatgen's StructureMatcher on pairs of crystals: reads pairs.json, writes verdicts.json.

usage: python peer.py PAIRS VERDICTS
"""

import json
import sys
from importlib.metadata import version
from time import process_time

from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.core import Lattice, Structure


def read(crystal):
    rows = [crystal["fracCoords"][i : i + 3] for i in range(0, len(crystal["fracCoords"]), 3)]
    return Structure(Lattice(crystal["lattice"]), crystal["atomicNumbers"], rows)


with open(sys.argv[1]) as file:
    pairs = [(read(pair["a"]), read(pair["b"])) for pair in json.load(file)]
matcher = StructureMatcher()
matcher.fit(*pairs[0])  # imports what is imported late
verdicts = []
for a, b in pairs:
    StructureMatcher._get_reduced_istructure.cache_clear()
    start = process_time()
    fit = matcher.fit(a, b)
    fitted = process_time()
    StructureMatcher._get_reduced_istructure.cache_clear()
    cleared = process_time()
    rms = matcher.get_rms_dist(a, b)
    end = process_time()
    verdicts.append({
        "fit": bool(fit), "rms": None if rms is None else [float(rms[0]), float(rms[1])],
        "fitMs": 1e3 * (fitted - start), "rmsMs": 1e3 * (end - cleared),
    })
with open(sys.argv[2], "w") as file:
    json.dump({"version": f"pymatgen-core {version('pymatgen-core')}, Python {sys.version.split()[0]}", "verdicts": verdicts}, file)
