"""Random crystals by PyXtal: pairs as JSON on stdin, crystals and CPU seconds per pair on stdout."""

import contextlib
import io
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import pyxtal  # noqa: E402
from pyxtal import pyxtal as Crystal  # noqa: E402


def make(pair: dict, seed: int) -> bool:
    crystal = Crystal()
    try:
        crystal.from_random(3, pair["spaceGroup"], pair["symbols"], pair["counts"], conventional=False, seed=seed)
    except Exception:  # PyXtal signals failure in many ways; each costs time and yields nothing.
        return False
    return bool(crystal.valid)


request = json.load(sys.stdin)
answers = []
for pair in request["pairs"]:
    with contextlib.redirect_stdout(io.StringIO()):
        make(pair, 0)  # loads its tables
        made, tried, start = 0, 0, time.process_time()
        while time.process_time() - start < request["seconds"]:
            tried += 1
            made += make(pair, request["seed"] * 1_000_000 + tried)
        seconds = time.process_time() - start
    answers.append({"crystals": made, "calls": tried, "seconds": seconds})
json.dump({"version": pyxtal.__version__, "answers": answers}, sys.stdout)
