"""CrySPY (Yamashita et al. 2021, doi:10.1080/27660400.2021.1943171) on the cases of a report of ours, by its own interactive mode, with the same potential.

    python peer.py REPORT.json RUNS.jsonl --algorithms EA,RS --seeds 1,2 [--cases 1,2,3] [--relax ase|kessho]
    python peer.py REPORT.json --verify

One line a search, as `summarize-runs.ts` reads it. CrySPY searches cells of the given number of atoms, which is that of the known crystal. Population and shares are
those of its tutorial. The potential is that of our searches, in a node process that an ASE calculator asks (`serve-potential.ts`); `--verify` holds its energies, forces
and stress against CHGNet's own in Python. Relaxations keep symmetry, at most 200 steps: with `ase` by ASE's LBFGS to 0.03 eV/Å (CrySPY's default 0.01 would take longer),
with `kessho` by the relaxation of our searches, so that both programs differ in what they relax alone.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import warnings
from importlib.metadata import version
from pathlib import Path

warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
from ase.calculators.calculator import Calculator, all_changes  # noqa: E402
from ase.stress import full_3x3_to_voigt_6_stress  # noqa: E402
from pymatgen.core import Structure  # noqa: E402

# CrySPY opens its log where it is imported.
BEGUN_IN = os.getcwd()
os.chdir(tempfile.mkdtemp())
from cryspy.interactive import action, restart_interact  # noqa: E402
from cryspy.IO import pkl_data  # noqa: E402

os.chdir(BEGUN_IN)

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


REFINED_MARGIN = 0.06  # eV/atom, as search-strategy.ts
SERVER = Path(__file__).resolve().parents[1] / "dist" / "search" / "serve-potential.js"


class Potential(Calculator):
    """The shipped potential for ASE, and our relaxation with it."""

    implemented_properties = ["energy", "forces", "stress"]

    def __init__(self):
        super().__init__()
        self.evaluations = 0
        self.server = subprocess.Popen(["node", str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, task, numbers, cell, fractions, refine_below=None):
        request = {
            "task": task,
            "atomicNumbers": [int(z) for z in numbers],
            "lattice": np.asarray(cell).tolist(),
            "fracCoords": np.asarray(fractions).tolist(),
            "refineBelow": refine_below,
        }
        self.server.stdin.write(json.dumps(request) + "\n")
        self.server.stdin.flush()
        answer = json.loads(self.server.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        self.evaluations += answer.get("evaluations", 1)
        return answer

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        said = self.ask("evaluate", atoms.numbers, atoms.cell[:], atoms.get_scaled_positions(wrap=False))
        stress = full_3x3_to_voigt_6_stress(np.reshape(said["stress"], (3, 3)))
        self.results = {"energy": said["energy"], "free_energy": said["energy"], "forces": np.reshape(said["forces"], (-1, 3)), "stress": stress}


class OurRelaxation:
    """In the place of CrySPY's `opt_ase`: structure, energy of the cell, converged."""

    def __init__(self):
        self.lowest = None

    def __call__(self, _work_path, structure, calculator, *_options, **_named):
        numbers = [site.specie.Z for site in structure]
        refine_below = None if self.lowest is None else self.lowest + REFINED_MARGIN
        said = calculator.ask("relax", numbers, structure.lattice.matrix, structure.frac_coords, refine_below)
        if not said["sound"]:
            return None, float("nan"), False
        energy = said["energyPerAtom"]
        self.lowest = energy if self.lowest is None else min(self.lowest, energy)
        return Structure(said["lattice"], numbers, said["fracCoords"]), energy * len(numbers), True


def search(case, algorithm, seed, budget, calculator, relax):
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
    if relax == "kessho":
        restart_interact.opt_ase = OurRelaxation()
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
                    lowest = min(lowest, float(np.nanmin(energies))) if energies.notna().any() else lowest
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


def verify(case, calculator):
    """Largest differences from CHGNet's own program on a distorted crystal of the case's elements."""
    from ase.build import bulk
    from chgnet.model.dynamics import CHGNetCalculator

    symbols = [symbol for symbol, _ in re.findall(r"([A-Z][a-z]?)(\d*)", case["formula"])]
    atoms = bulk("NaCl", "rocksalt", a=5.2).repeat(2)
    atoms.set_chemical_symbols([symbols[i % len(symbols)] for i in range(len(atoms))])
    atoms.rattle(0.15, seed=1)
    ours, theirs = atoms.copy(), atoms.copy()
    ours.calc, theirs.calc = calculator, CHGNetCalculator(use_device="cpu")
    print(f"energy, eV/atom: {abs(ours.get_potential_energy() - theirs.get_potential_energy()) / len(atoms):.1e}")
    print(f"forces, eV/Å: {np.abs(ours.get_forces() - theirs.get_forces()).max():.1e}")
    print(f"stress, eV/Å³: {np.abs(ours.get_stress() - theirs.get_stress()).max():.1e}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("report")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--algorithms", default="EA,RS")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--cases", help="places in the report, from 1; all without it")
    parser.add_argument("--relax", choices=["ase", "kessho"], default="kessho")
    parser.add_argument("--verify", action="store_true")
    arguments = parser.parse_args()
    report = json.loads(Path(arguments.report).read_text())
    calculator = Potential()
    if arguments.verify:
        verify(report["cases"][0], calculator)
        return
    out_file = Path(arguments.out)
    earlier = [json.loads(line) for line in out_file.read_text().splitlines()] if out_file.exists() else []
    done = {(run["id"], run["method"], run["seed"]) for run in earlier}
    places = range(len(report["cases"])) if arguments.cases is None else [int(place) - 1 for place in arguments.cases.split(",")]
    print(f"csp-cryspy {version('csp-cryspy')}", file=sys.stderr)
    with open(out_file, "a") as out:
        for seed in arguments.seeds.split(","):
            for case in [report["cases"][place] for place in places]:
                for algorithm in arguments.algorithms.split(","):
                    if (case["id"], f"CrySPY {algorithm}", seed) in done:
                        continue
                    run = search(case, algorithm, seed, report["options"]["budget"], calculator, arguments.relax)
                    out.write(json.dumps(run) + "\n")
                    out.flush()
                    print(run["formula"], run["method"], seed, run["hit"], f"{run['lowestOverTruth']:.4f}", f"{run['seconds']:.0f} s", file=sys.stderr)


main()
