"""How often which space group, number of formula units and Wyckoff letter occur among crystals that are stable or have been made.

Counted are entries (one per formula and prototype) that are experimentally known or at most STABLE eV/atom above the hull. `byAnonymous` is
keyed by the anonymous formula with counts descending (`A3BC`); the back-off tables by the number of elements and by the number of elements
and the class of atoms per formula unit (`3:4-5`). Letters are those of the canonical description of each prototype.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from canonical_label import letter_rank

sys.path.append(str(Path(__file__).parents[1]))
from held_out import composition_key, held_out_formulas, write_trained  # noqa: E402

STABLE = 0.02  # eV/atom
# Upper ends of the classes of atoms per formula unit.
ATOM_CLASSES = (1, 2, 3, 5, 7, 10, 15, 22, 32, 48)


def is_counted(entry: dict) -> bool:
    if entry["formula"] in held_out_formulas():
        return False
    return entry["icsd"] == 1 or (entry["eHull"] is not None and entry["eHull"] <= STABLE)


def atom_class(atoms: int) -> str:
    low = 1
    for high in ATOM_CLASSES:
        if atoms <= high:
            return f"{low}-{high}" if low != high else str(low)
        low = high + 1
    return f"{low}+"


def count(entries: list[dict]) -> dict:
    groups: dict[str, dict[str, Counter]] = {name: defaultdict(Counter) for name in ("byAnonymous", "byElementsAndAtoms", "byElements")}
    units: dict[str, dict[str, Counter]] = {name: defaultdict(Counter) for name in ("byAnonymous", "byElementsAndAtoms", "byElements")}
    letters: dict[int, Counter] = defaultdict(Counter)
    crystals: Counter = Counter()
    for entry in entries:
        counts = [int(n or 1) for n in re.findall(r"[A-Z](\d*)", entry["anonymous"])]
        keys = {
            "byAnonymous": entry["anonymous"],
            "byElementsAndAtoms": f"{len(counts)}:{atom_class(sum(counts))}",
            "byElements": str(len(counts)),
        }
        formula_units = entry["nsites"] // sum(counts)
        for name, key in keys.items():
            groups[name][key][entry["spaceGroup"]] += 1
            units[name][key][formula_units] += 1
        crystals[entry["spaceGroup"]] += 1
        for letter in {letter for _, letter in entry["orbits"]}:
            letters[entry["spaceGroup"]][letter] += 1
    plain = lambda tables: {name: {key: {str(k): c[k] for k in sorted(c)} for key, c in sorted(table.items())} for name, table in tables.items()}
    return {
        "format": 1,
        "atomClasses": list(ATOM_CLASSES),
        "spaceGroups": plain(groups),
        "formulaUnits": plain(units),
        "letters": {
            str(number): {"crystals": crystals[number], "occupied": {k: letters[number][k] for k in sorted(letters[number], key=letter_rank)}}
            for number in sorted(crystals)
        },
    }


def write_frequencies(entries: list[dict], out: Path) -> None:
    counted = [entry for entry in entries if is_counted(entry)]
    table = json.dumps(count(counted), separators=(",", ":")).encode()
    compressed = gzip.compress(table, 9, mtime=0)
    out.mkdir(parents=True, exist_ok=True)
    (out / "table.json.gz").write_bytes(compressed)
    write_trained((composition_key(e["elements"], e["counts"]) for e in counted), out / "trained-formulas.bin")
    manifest = {
        "id": f"symmetry/frequencies/{out.name}",
        "kind": "symmetry",
        "file": "table.json.gz",
        "trainedFormulas": "trained-formulas.bin",
        "sha256": hashlib.sha256(compressed).hexdigest(),
        "bytes": len(compressed),
        "records": len(counted),
        "filters": f"primitive cells of at most 120 atoms; experimentally known (ICSD) or at most {STABLE} eV/atom above the hull; one per formula and prototype",
        "letters": "canonical over the affine normalizer, as in the prototype library",
        "trainingSet": TRAINING_SET,
        "generator": "training/prototypes/build.py",
        "license": "CC-BY-4.0",
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"frequencies: {len(counted)} crystals, {len(compressed)} bytes")


TRAINING_SET = {
    "name": "Materials Project, database 2025.02, without entries of the GNoME license",
    "citation": "A. Jain et al., APL Materials 1, 011002 (2013), doi:10.1063/1.4812323",
    "license": "CC-BY-4.0",
    "records": 152573,
    "labels": "energy above hull with the corrections of 2021 where known, of 2019 elsewhere; symmetry found by moyo at 0.1 Å",
    "split": "benchmark formulas are not in the file; the held-out formulas of training/held_out.py are in the library, but trained nothing",
}
