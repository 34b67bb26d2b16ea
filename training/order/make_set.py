"""Choose reference crystals to predict with their composition held out: what the order model is fitted on.

Usage: python make_set.py --data shared/data/materials-project --out SET.jsonl.gz [--count 300] [--most-atoms 40]

Chosen are ground states (lowest and at most 1 meV/atom above the hull, corrections of 2021) that are not known to be only computed, one per
formula, by the MD5 of the formula, so that the choice is reproducible and no chemistry is preferred. The output has the format of the development
benchmark, whose formulas are not in the reference data at all. `--count 400 --most-atoms 60` gives those that `training/held_out.py` holds out.
"""
import argparse
import gzip
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
from held_out import ground_states  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--most-atoms", type=int, default=40)
    args = parser.parse_args()
    ground = ground_states(args.data, args.most_atoms)
    chosen = ground[: args.count]
    with gzip.open(args.out, "wt") as out:
        for r in chosen:
            species = [element for element, count in r["species"] for _ in range(count)]
            keep = {"id": r["id"], "formula": r["formula"], "nsites": r["nsites"], "cell": r["cell"], "species": species, "frac": r["frac"], "spacegroup": r["spacegroup"]}
            out.write(json.dumps(keep) + "\n")
    print(len(ground), "ground states,", len(chosen), "chosen")


if __name__ == "__main__":
    main()
