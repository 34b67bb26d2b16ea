"""Golden values of CHGNet 0.3.0 from the PyTorch original, and how far the exported graph is from them.

    python training/potential/golden_chgnet.py DATA_DIRECTORY [--model-directory packages/models/energy/chgnet/0.3.0]

DATA_DIRECTORY holds `materials-project/structures-*.jsonl.gz`. The original runs in float64, so that what is compared is the exported graph's
rounding and not the original's; its float32 result is compared as well and the greatest difference printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import warnings
from importlib.metadata import version
from pathlib import Path

import chgnet.graph.converter as converter_module
import chgnet.model.model as model_module
import numpy as np
import onnxruntime
import torch
from chgnet.model import CHGNet
from pymatgen.core import Element, Lattice, Structure

from encode_structure import SHRINK, encode
from export_chgnet import ELEMENTS
from golden_structures import SEED, built_by_hand, rounded

GPA_PER_EV_A3 = 160.21766208  # the original's constant
FROM_DATA = 150


def read_structures(directory: Path):
    for path in sorted(directory.glob("materials-project/structures-*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                yield json.loads(line)


def to_structure(record: dict) -> Structure:
    species = [element for element, count in record["species"] for _ in range(count)]
    return Structure(Lattice.from_parameters(*record["cell"]), species, record["frac"])


def from_reference_data(directory: Path) -> list[tuple[str, Structure]]:
    """Crystals in a fixed random order: first those that bring a new element, then any, of up to 40 atoms."""
    records = [r for r in read_structures(directory) if r["nsites"] <= 40 and all(Element(e).Z in ELEMENTS for e, _ in r["species"])]
    order = np.random.default_rng(SEED).permutation(len(records))
    seen: set[str] = set()
    chosen, rest = [], []
    for k in order:
        elements = {e for e, _ in records[k]["species"]}
        (rest if elements <= seen else chosen).append(records[k])
        seen |= elements
    return [(r["id"], to_structure(r)) for r in (chosen + rest)[:FROM_DATA]]


class Original:
    """The PyTorch model in a chosen precision."""

    def __init__(self, dtype: torch.dtype) -> None:
        self.dtype = dtype
        self.model = CHGNet.load(model_name="0.3.0", use_device="cpu", verbose=False).to(dtype)
        self.model.graph_converter.set_isolated_atom_response("ignore")
        composition = self.model.composition_model
        assemble = composition._assemble_graphs
        composition._assemble_graphs = lambda graphs: assemble(graphs).to(dtype)

    def predict(self, structure: Structure) -> dict[str, np.ndarray]:
        converter_module.TORCH_DTYPE = model_module.TORCH_DTYPE = self.dtype
        p = self.model.predict_structure(structure)
        return {"energy": float(p["e"]), "forces": p["f"], "stress": p["s"] / GPA_PER_EV_A3, "moments": p["m"]}


def predict_exported(session: onnxruntime.InferenceSession, structure: Structure) -> dict[str, np.ndarray]:
    inputs, geometry = encode([structure])
    site_energies, by_distance, by_angle, moments = session.run(None, inputs)
    centers, bonds = inputs["edge_index"].astype(np.int64), inputs["angle_index"].astype(np.int64)
    vectors, spokes, cosines = geometry["edge_vectors"], geometry["angle_vectors"], geometry["cosines"]
    lengths = np.linalg.norm(spokes, axis=2, keepdims=True)
    units = spokes / lengths
    by_cosine = -SHRINK * by_angle.astype(np.float64) / np.sqrt(1.0 - (SHRINK * cosines) ** 2)
    # ∂cos/∂p = (q/|q| − cos·p/|p|)/|p|, and the same with p and q exchanged
    by_spoke = by_cosine[:, None] * (units[::-1] - cosines[:, None] * units) / lengths
    # spokes leave their center, edge vectors their first end
    signs = np.sign(np.sum(spokes * vectors[bonds], axis=2, keepdims=True))
    gradients = by_distance[:, None].astype(np.float64) * vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    for k in (0, 1):
        np.add.at(gradients, bonds[k], signs[k] * by_spoke[k])
    gradients[0] = 0.0
    forces = np.zeros((len(structure), 3))
    np.add.at(forces, centers[0], gradients)
    np.add.at(forces, centers[1], -gradients)
    stress = vectors.T @ gradients / structure.volume
    return {"energy": float(site_energies.sum(dtype=np.float64) / len(structure)), "forces": forces, "stress": stress, "moments": moments}


def deviations(a: dict, b: dict) -> np.ndarray:
    return np.array([float(np.max(np.abs(np.asarray(a[k]) - np.asarray(b[k])), initial=0.0)) for k in ("energy", "forces", "stress", "moments")])


def main() -> None:
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model-directory", type=Path, default=Path(__file__).parents[2] / "packages/models/energy/chgnet/0.3.0")
    args = parser.parse_args()
    torch.set_num_threads(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(args.model_directory / "model.onnx", options, providers=["CPUExecutionProvider"])
    originals = {"float64": Original(torch.float64), "float32": Original(torch.float32)}

    sources = from_reference_data(args.data)
    entries, worst = [], {"exported to float64": np.zeros(4), "exported to float32": np.zeros(4), "float32 to float64": np.zeros(4)}
    for name, structure in sources + built_by_hand(sources):
        # what is stored is what is evaluated
        lattice = np.round(structure.lattice.matrix, 8)
        structure = Structure(lattice, structure.species, np.round(structure.frac_coords, 8))
        if np.linalg.det(lattice) < 0:
            raise ValueError(f"{name}: left-handed cell, for which the original inverts the stress")
        exact, single, exported = originals["float64"].predict(structure), originals["float32"].predict(structure), predict_exported(session, structure)
        found = {"exported to float64": deviations(exported, exact), "exported to float32": deviations(exported, single), "float32 to float64": deviations(single, exact)}
        for key, value in found.items():
            worst[key] = np.maximum(worst[key], value)
        if found["exported to float64"][1] > 5e-5:
            print(name, len(structure), {k: [float(f"{x:.1e}") for x in v] for k, v in found.items()}, "max force", np.abs(exact["forces"]).max())
        entries.append(
            {
                "name": name,
                "lattice": rounded(lattice, 8),
                "atomicNumbers": [int(site.specie.Z) for site in structure],
                "fracCoords": rounded(structure.frac_coords, 8),
                "energyPerAtom": round(exact["energy"], 7),
                "forces": rounded(exact["forces"], 6),
                "stress": rounded(exact["stress"], 8),
                "magneticMoments": rounded(exact["moments"], 6),
            }
        )
    for key, value in worst.items():
        print(f"{key}: energy {value[0]:.1e} eV/atom, forces {value[1]:.1e} eV/Å, stress {value[2] * GPA_PER_EV_A3:.1e} GPa, moments {value[3]:.1e} μ_B")
    document = {
        "generator": "training/potential/golden_chgnet.py",
        "versions": {p: version(p) for p in ("chgnet", "torch", "pymatgen", "numpy")},
        "precision": "float64 evaluation of the original",
        "units": {"lattice": "Å, rows", "energyPerAtom": "eV/atom", "forces": "eV/Å", "stress": "eV/Å³, positive in tension", "magneticMoments": "μ_B"},
        "structures": entries,
    }
    content = gzip.compress(json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0)
    (args.model_directory / "golden.json.gz").write_bytes(content)
    print(f"{len(entries)} structures, {len(content) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
