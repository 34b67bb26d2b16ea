"""CrySPY (Yamashita et al. 2021, doi:10.1080/27660400.2021.1943171) on the cases of a report of ours, by its own interactive mode, with CHGNet through ASE.

    python peer.py REPORT.json RUNS.jsonl --algorithms EA,RS --seeds 1,2

One line a search, as `summarize-runs.ts` reads it. CrySPY searches cells of the given number of atoms, which is that of the known crystal. Population and shares are
those of its tutorial; it relaxes with symmetry kept, by ASE's LBFGS to 0.03 eV/Å (CrySPY's default 0.01 would take longer), at most 200 steps.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
import warnings
from importlib.metadata import version
from pathlib import Path

warnings.filterwarnings("ignore")

from chgnet.model.dynamics import CHGNetCalculator  # noqa: E402
from cryspy.interactive import action, restart_interact  # noqa: E402
from cryspy.IO import pkl_data  # noqa: E402

restart_interact.tqdm = lambda items: items

INPUT = """[basic]
algo = {algorithm}
calc_code = ASE
nstage = 1
njob = 1
jobcmd = true
jobfile = job_cryspy
{total}

[structure]
atype = {symbols}
nat = {counts}

[ASE]
ase_python = ase_in.py

[EA]
n_pop = 20
n_crsov = 10
n_perm = {permutations}
n_strain = {strains}
n_rand = 4
n_elite = 2
n_fittest = 10
slct_func = TNM
t_size = 2
maxgen_ea = 0

[option]
seed = {seed}
"""

HIT_WITHIN = 0.001  # eV/atom, as run.ts


class Counting(CHGNetCalculator):
    evaluations = 0

    def calculate(self, *args, **kwargs):
        self.evaluations += 1
        return super().calculate(*args, **kwargs)


def search(case, algorithm, seed, budget, calculator):
    units = re.findall(r"([A-Z][a-z]?)(\d*)", case["formula"])
    formula = [(symbol, int(count or 1)) for symbol, count in units]
    scale = case["nsites"] // sum(count for _, count in formula)
    several = len(formula) > 1
    text = INPUT.format(
        algorithm=algorithm,
        total="" if algorithm == "EA" else f"tot_struc = {budget}",
        symbols=" ".join(symbol for symbol, _ in formula),
        counts=" ".join(str(scale * count) for _, count in formula),
        permutations=4 if several else 0,
        strains=2 if several else 6,
        seed=seed,
    )
    started, before = time.perf_counter(), calculator.evaluations
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("calc_in").mkdir()
            Path("calc_in/ase_in.py_1").write_text("")
            Path("calc_in/ase_in.py").write_text("")
            Path("calc_in/job_cryspy").write_text("")
            Path("cryspy.in").write_text(text)
            action.initialize()
            done, lowest, hit = 0, float("inf"), None
            while done < budget and hit is None:
                action.restart(njob=1, calculator=calculator, optimizer="LBFGS", symmetry=True, fmax=0.03, steps=200)
                energies = pkl_data.load_rslt()["E_eV_atom"]
                if len(energies) > done:
                    done = len(energies)
                    lowest = min(lowest, float(energies.min()))
                    if lowest <= case["truthPerAtom"] + HIT_WITHIN:
                        hit = {"relaxations": done, "evaluations": calculator.evaluations - before}
        finally:
            os.chdir(home)
    return {
        "id": case["id"],
        "formula": case["formula"],
        "method": f"CrySPY {algorithm}",
        "seed": seed,
        "hit": hit,
        "relaxations": done,
        "evaluations": calculator.evaluations - before,
        "lowestOverTruth": lowest - case["truthPerAtom"],
        "seconds": time.perf_counter() - started,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("report")
    parser.add_argument("out")
    parser.add_argument("--algorithms", default="EA,RS")
    parser.add_argument("--seeds", default="1,2,3")
    arguments = parser.parse_args()
    report = json.loads(Path(arguments.report).read_text())
    calculator = Counting(use_device="cpu", verbose=False) if "verbose" in CHGNetCalculator.__init__.__code__.co_varnames else Counting(use_device="cpu")
    print(f"csp-cryspy {version('csp-cryspy')}, chgnet {version('chgnet')}", file=sys.stderr)
    with open(arguments.out, "a") as out:
        for seed in arguments.seeds.split(","):
            for case in report["cases"]:
                for algorithm in arguments.algorithms.split(","):
                    run = search(case, algorithm, seed, report["options"]["budget"], calculator)
                    out.write(json.dumps(run) + "\n")
                    out.flush()
                    print(run["formula"], run["method"], seed, run["hit"], f"{run['lowestOverTruth']:.4f}", f"{run['seconds']:.0f} s", file=sys.stderr)


main()
