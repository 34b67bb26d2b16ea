"""Learn the prototype library and the element sizes from the reference crystals: one command, resumable.

Usage: python training/prototypes/build.py --data DIR --work DIR [--processes N]

--data holds `structures-*.jsonl.gz`; --work keeps what is done (shards of `extract.py`, then `entries.jsonl.gz`). Results go to
packages/models/prototypes/1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

from collect import MAX_HULL_ENERGY, SAME_CRYSTAL, SAME_GEOMETRY, collect
from extract import MAX_SITES, extract_all
from golden import write_golden
from pack import load_entries, write_library
from standardize import SYMPRECS
from volumes import fit_volumes

MODELS = Path(__file__).parents[2] / "packages" / "models"
TRAINING_SET = {
    "name": "Materials Project, database 2025.02, without entries of the GNoME license",
    "citation": "A. Jain et al., APL Materials 1, 011002 (2013), doi:10.1063/1.4812323",
    "license": "CC-BY-4.0",
    "records": 152573,
    "labels": "energy above hull with the corrections of 2021 where known, of 2019 elsewhere; symmetry found by moyo at 0.1 Å",
    "split": "benchmark formulas are not in the file; the held-out formulas of training/held_out.py are in the library, but trained nothing",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    statistics = extract_all(arguments.data, arguments.work, arguments.processes)
    print(dict(statistics))
    if not (arguments.work / "entries.jsonl.gz").exists():
        collect(arguments.work, arguments.processes)
    entries = load_entries(arguments.work / "entries.jsonl.gz")
    prototypes = MODELS / "prototypes" / "1"
    library = write_library(entries, prototypes)
    figures = fit_volumes(entries, prototypes)
    write_golden(entries, prototypes)
    write_manifest(entries, statistics, library, figures, prototypes)


def write_manifest(entries: list[dict], statistics: Counter, library: dict, volume_figures: dict, out: Path) -> None:
    volumes = (out / "volumes.json").read_bytes()
    manifest = {
        "id": "prototypes/1",
        "kind": "prototypes",
        "library": library,
        "volumes": {"file": "volumes.json", "trainedFormulas": "trained-formulas.bin", "sha256": hashlib.sha256(volumes).hexdigest(), "metrics": volume_figures},
        "prototypes": len({e["prototype"] for e in entries}),
        "entries": len(entries),
        "geometries": len({(e["prototype"], e["cluster"]) for e in entries}),
        "anonymousFormulas": len({e["anonymous"] for e in entries}),
        "filters": (
            f"primitive cells of at most {MAX_SITES} atoms; experimentally known (ICSD), at most {MAX_HULL_ENERGY} eV/atom above the hull, or without "
            f"a known energy; entries of one formula and prototype that differ by less than {SAME_CRYSTAL} (mean deviation of neighbor distances in "
            f"units of the cube root of the volume per atom) merged; geometries of a prototype told apart above {SAME_GEOMETRY}"
        ),
        "symmetry": {"engine": "moyopy 0.21", "symprecs": list(SYMPRECS), "setting": "ITA standard, origin choice 2, hexagonal axes"},
        "checks": {
            "crystals": statistics["reproduced"] + statistics["not reproduced"],
            "rebuiltWithin0.001Angstrom": statistics["reproduced"],
            "sameSpaceGroupAsTheSource": statistics["same space group as the file"],
            "leftOutAsTooLarge": statistics["too large"],
        },
        "trainingSet": TRAINING_SET,
        "generator": "training/prototypes/build.py",
        "license": "CC-BY-4.0",
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
