"""Writes golden.json: what filters of OPTIMADE find among the crystals of crystals.jsonl, by the reference implementation of the consortium.

    pip install 'optimade[server]==1.5.0'
    python apps/api/test/golden/optimade/generate.py

Properties follow from the lines by the few rules below; filters are parsed by the Lark grammar of `optimade`, turned into queries of MongoDB by its
transformer, and run by mongomock. Left out is what that transformer does not implement (lists side by side, properties on both sides, operators in HAS,
NOT … HAS ONLY, booleans, escapes in strings) and what it answers otherwise than the specification 1.2 asks: `NOT` before a comparison with an unknown
value, which has to match nothing, and LENGTH with an operator (`LENGTH >= 3` finds lists of four and more).
"""

import json
from collections import Counter
from functools import reduce
from math import gcd
from pathlib import Path

import mongomock
from optimade.filterparser import LarkParser
from optimade.filtertransformers.mongo import MongoTransformer

FOLDER = Path(__file__).parent

FILTERS = """
nelements = 2
nelements != 2
2 < nelements
nelements >= 3 AND nsites <= 5
nsites = 1 OR nelements = 4
NOT nsites = 2
NOT (nelements = 2 OR nelements = 3)
NOT nelements = 2 AND NOT nsites > 3
nelements = 1 OR nelements = 2 AND nsites = 3
(nelements = 1 OR nelements = 2) AND nsites = 3
nelements = 2.0
nelements > 1.5
nelements < -1
elements HAS "O"
elements HAS "o"
elements HAS ALL "Na","Cl"
elements HAS ALL "O","O"
elements HAS ANY "Na","Li","Xe"
elements HAS ONLY "Na","Cl","Fe","O"
elements HAS ONLY "C","H","N","O"
NOT elements HAS "O"
NOT elements HAS ANY "O","F","Cl"
elements HAS "C" AND elements HAS "H" AND NOT elements HAS "O"
elements LENGTH 2
NOT elements LENGTH 1
elements_ratios HAS 0.5
elements_ratios HAS ALL 0.2,0.6
elements_ratios LENGTH 4
chemical_formula_reduced = "ClNa"
chemical_formula_reduced != "ClNa"
"ClNa" = chemical_formula_reduced
chemical_formula_reduced > "F"
chemical_formula_reduced <= "CaF2"
chemical_formula_reduced CONTAINS "O3"
chemical_formula_reduced STARTS WITH "Ba"
chemical_formula_reduced STARTS "C"
chemical_formula_reduced ENDS WITH "Ti"
chemical_formula_reduced ENDS "2"
chemical_formula_reduced CONTAINS ""
chemical_formula_reduced CONTAINS "%"
chemical_formula_reduced STARTS "_"
chemical_formula_anonymous = "A3BC"
chemical_formula_anonymous STARTS "A2"
NOT chemical_formula_anonymous CONTAINS "C"
chemical_formula_hill = "CH2" OR chemical_formula_hill STARTS "CH"
_exmpl_energy_above_hull < 0.1
_exmpl_energy_above_hull = 0
_exmpl_energy_above_hull >= 0.04 AND _exmpl_energy_above_hull <= 0.16
_exmpl_energy_above_hull != 0.02
_exmpl_energy_above_hull IS KNOWN
_exmpl_energy_above_hull IS UNKNOWN
NOT _exmpl_energy_above_hull IS KNOWN
_exmpl_energy_above_hull IS KNOWN AND _exmpl_band_gap IS UNKNOWN
_exmpl_band_gap > 1 OR _exmpl_energy_above_hull < 0.05
_exmpl_formation_energy_per_atom < -.1e1
_exmpl_is_theoretical IS UNKNOWN
_exmpl_source_id = "mp-9007"
_exmpl_source_id > "mp-9025" AND _exmpl_source_id < "mp-9030"
structure_features HAS "disorder"
structure_features LENGTH 0
dimension_types HAS 1
nperiodic_dimensions = 3
nperiodic_dimensions != 3
""".strip().splitlines()


def formula(counts):
    return "".join(f"{symbol}{'' if n == 1 else n}" for symbol, n in counts)


def hill(counts):
    first = ["C", "H"] if "C" in counts else []
    order = [s for s in first if s in counts] + sorted(s for s in counts if s not in first)
    return formula((s, counts[s]) for s in order)


def entry(line):
    counts = Counter({symbol: n for symbol, n in line["species"]})
    divisor = reduce(gcd, counts.values())
    elements = sorted(counts)
    falling = sorted((n // divisor for n in counts.values()), reverse=True)
    icsd = line.get("icsd")
    return {
        "_exmpl_source_id": line["id"],
        "elements": elements,
        "nelements": len(elements),
        "elements_ratios": [counts[s] / line["nsites"] for s in elements],
        "nsites": line["nsites"],
        "chemical_formula_reduced": formula((s, counts[s] // divisor) for s in elements),
        "chemical_formula_anonymous": formula(zip("ABCDEFG", falling)),
        "chemical_formula_hill": hill(counts),
        "structure_features": [],
        "dimension_types": [1, 1, 1],
        "nperiodic_dimensions": 3,
        "_exmpl_energy_above_hull": line.get("e_hull_2021"),
        "_exmpl_formation_energy_per_atom": line.get("e_form_2021"),
        "_exmpl_band_gap": line.get("band_gap"),
        "_exmpl_is_theoretical": None if icsd is None else icsd == 0,
    }


entries = [entry(json.loads(line)) for line in (FOLDER / "crystals.jsonl").read_text().splitlines()]
collection = mongomock.MongoClient().db.collection
collection.insert_many([dict(one) for one in entries])
parser, transformer = LarkParser(), MongoTransformer()


def found(text):
    query = transformer.postprocess(transformer.transform(parser.parse(text)))
    return sorted(one["_exmpl_source_id"] for one in collection.find(query))


golden = {"entries": entries, "filters": [{"filter": text, "found": found(text)} for text in FILTERS]}
(FOLDER / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
print(len(entries), "entries", len(FILTERS), "filters")
