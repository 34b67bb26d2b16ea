"""What no learned model may have seen: the one place of this rule.

Usage: python training/held_out.py --data shared/data/materials-project     rewrites training/held-out-formulas.txt

Held out from everything that is learned are
- the formulas of the benchmark file: they are not in the reference data at all;
- HELD_OUT reference formulas with a ground state of at most MOST_ATOMS atoms, listed in `held-out-formulas.txt`: the first by MD5, so that the choice
  can be repeated and prefers no chemistry. On them the order of the structures is fitted and every model is judged.
They stay in the prototype library; a prediction with `holdout` leaves them out of it.

A model lists what it was trained on beside its weights: `write_trained` packs the first KEY_BYTES of the SHA-256 of each composition's key, in rising
order; `packages/models/src/symmetry/trained-formulas.test.ts` compares the lists with both kinds.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from math import gcd
from pathlib import Path

HELD_OUT = 400
MOST_ATOMS = 60
LISTED = Path(__file__).parent / "held-out-formulas.txt"
KEY_BYTES = 6
GROUND_STATE = 0.001  # eV/atom above the hull


def ground_states(data: Path, most_atoms: int) -> list[dict]:
    """Lowest crystal of each formula that lies on the hull (corrections of 2021) and is not known to be only computed, by MD5 of the formula."""
    lowest: dict[str, dict] = {}
    for path in sorted(data.glob("structures-*.jsonl.gz")):
        for line in gzip.open(path, "rt"):
            record = json.loads(line)
            hull = record.get("e_hull_2021")
            if hull is None or hull > GROUND_STATE or record.get("icsd") == 0 or not 2 <= record["nsites"] <= most_atoms:
                continue
            if record["formula"] not in lowest or hull < lowest[record["formula"]]["e_hull_2021"]:
                lowest[record["formula"]] = record
    return sorted(lowest.values(), key=lambda r: hashlib.md5(("order" + r["formula"]).encode()).hexdigest())


@cache
def held_out_formulas() -> frozenset[str]:
    """Formulas as the reference data write them."""
    return frozenset(LISTED.read_text().split())


def split_of(formula: str) -> str:
    """`held-out` and `test` train nothing; `validation` may choose between models but trains none. By the MD5 of the formula: a twelfth each."""
    if formula in held_out_formulas():
        return "held-out"
    return {0: "test", 1: "validation"}.get(int.from_bytes(hashlib.md5(formula.encode()).digest()[:4], "little") % 12, "train")


def composition_key(elements: Iterable[str], counts: Iterable[int]) -> str:
    """`Ba1O3Ti1`: reduced, elements by the alphabet; the same for every way to write a formula."""
    counts = list(counts)
    divisor = gcd(*counts)
    return "".join(f"{element}{n // divisor}" for element, n in sorted(zip(elements, counts)))


def write_trained(keys: Iterable[str], path: Path) -> None:
    hashes = sorted({hashlib.sha256(key.encode()).digest()[:KEY_BYTES] for key in keys})
    path.write_bytes(b"".join(hashes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    chosen = ground_states(parser.parse_args().data, MOST_ATOMS)[:HELD_OUT]
    LISTED.write_text("".join(r["formula"] + "\n" for r in chosen))
    print(len(chosen), "formulas held out")


if __name__ == "__main__":
    main()
