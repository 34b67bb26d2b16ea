"""Choose reference crystals to predict with their composition held out: what the order model is fitted on.

Usage: python make_set.py --data shared/data/materials-project --out SET.jsonl.gz [--count 300] [--most-atoms 40]

Chosen are ground states (lowest and at most 1 meV/atom above the hull, corrections of 2021) that are not known to be only computed, one per
formula, by the MD5 of the formula, so that the choice is reproducible and no chemistry is preferred. The output has the format of the development
benchmark, whose formulas are not in the reference data at all.
"""
import argparse
import gzip
import hashlib
import json
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--most-atoms", type=int, default=40)
    args = parser.parse_args()
    ground = {}
    for path in sorted(args.data.glob("structures-*.jsonl.gz")):
        for line in gzip.open(path, "rt"):
            record = json.loads(line)
            hull = record.get("e_hull_2021")
            if hull is None or hull > 0.001 or record.get("icsd") == 0 or not 2 <= record["nsites"] <= args.most_atoms:
                continue
            if record["formula"] not in ground or hull < ground[record["formula"]]["e_hull_2021"]:
                ground[record["formula"]] = record
    chosen = sorted(ground.values(), key=lambda r: hashlib.md5(("order" + r["formula"]).encode()).hexdigest())[: args.count]
    with gzip.open(args.out, "wt") as out:
        for r in chosen:
            species = [element for element, count in r["species"] for _ in range(count)]
            keep = {"id": r["id"], "formula": r["formula"], "nsites": r["nsites"], "cell": r["cell"], "species": species, "frac": r["frac"], "spacegroup": r["spacegroup"]}
            out.write(json.dumps(keep) + "\n")
    print(len(ground), "ground states,", len(chosen), "chosen")


if __name__ == "__main__":
    main()
