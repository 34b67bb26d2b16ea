"""Relaxations by ASE with CHGNet's calculator: {optimizer, threads, starts} as JSON on stdin, one record per start on stdout."""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
answer_to = sys.stdout
sys.stdout = sys.stderr  # CHGNet prints while it loads

import torch
from ase import Atoms
from ase.filters import FrechetCellFilter
from ase.optimize import FIRE, LBFGS
from chgnet.model import CHGNet
from chgnet.model.dynamics import CHGNetCalculator

FORCE, STEPS = 0.05, 500

request = json.load(sys.stdin)
torch.set_num_threads(request["threads"])
calculator = CHGNetCalculator(CHGNet.load(use_device="cpu", verbose=False), use_device="cpu")
answers = []
for start in request["starts"]:
    atoms = Atoms(start["numbers"], cell=start["lattice"], scaled_positions=start["fracCoords"], pbc=True)
    atoms.calc = calculator
    if not answers:
        atoms.get_potential_energy()  # the first evaluation compiles
        atoms.rattle(0)
        calculator.reset()
    began, cpu_began = time.perf_counter(), time.process_time()
    optimizer = {"fire": FIRE, "lbfgs": LBFGS}[request["optimizer"]](FrechetCellFilter(atoms), logfile=None)
    converged = bool(optimizer.run(fmax=FORCE, steps=STEPS))
    answers.append({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu_began, "evaluations": optimizer.nsteps + 1, "converged": converged,
                    "energyPerAtom": float(atoms.get_potential_energy()) / len(atoms)})
json.dump(answers, answer_to)
