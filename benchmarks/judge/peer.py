"""Nequix in PyTorch: structures as JSON on stdin, processor time and results of each on stdout. `weights` names the state dict."""

import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "potential"))

import torch  # noqa: E402
from golden_nequix import Original  # noqa: E402
from nequix.torch_impl.model import load_model  # noqa: E402
from pymatgen.core import Lattice, Structure  # noqa: E402

request = json.load(sys.stdin)
torch.set_num_threads(request["threads"])
model, config = load_model(request["weights"])
original = Original(model.eval(), config["atomic_numbers"], torch.float32)
answers = []
for crystal in request["structures"]:
    structure = Structure(Lattice(crystal["lattice"]["vectors"]), crystal["atomicNumbers"], crystal["fracCoords"])
    prediction = original.predict(structure)
    times, start = [], time.perf_counter()
    while len(times) < 2 or (time.perf_counter() - start < request["seconds"] and len(times) < 50):
        before = time.process_time()
        original.predict(structure)
        times.append(1e3 * (time.process_time() - before))
    answers.append({"cpuMs": min(times), "energyPerAtom": prediction["energy"], "forces": prediction["forces"].ravel().tolist()})
json.dump({"version": f"nequix {version('nequix')}, torch {torch.__version__}", "answers": answers}, sys.stdout)
