"""Write the trained surrogate as a model of the program: model.onnx, manifest.json, golden.json.gz, trained-formulas.bin.

Usage: python export.py TRAINED.pt GENERATED.jsonl

Golden values are computed in float64 from neighbor lists of pymatgen, every atom by itself, for crystals of GENERATED: they check the exported graph,
the neighbor lists and the merging of equal atoms at once.
"""
import argparse
import gzip
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from pymatgen.core import Lattice, Structure

from network import CUTOFF, ELEMENTS, FEATURES, Surrogate
from train import SPLIT, key_of

sys.path.append(str(Path(__file__).parents[1]))
from held_out import write_trained  # noqa: E402

MODELS = Path(__file__).parents[2] / "packages" / "models"
OUT = MODELS / "surrogate" / "1"
POTENTIAL = MODELS / "energy" / "chgnet" / "0.3.0" / "manifest.json"
GOLDEN = 60


def export_graph(model: Surrogate, path: Path) -> None:
    rows, neighbors = 50, 40
    example = (torch.randint(1, 90, (rows,)).int(), torch.randint(0, rows, (rows, neighbors)).int(), 2 * torch.randn(rows, neighbors, 3))
    axes = ({0: "nRows"}, {0: "nRows", 1: "nNeighbors"}, {0: "nRows", 1: "nNeighbors"})
    names = {"input_names": ["atomic_numbers", "neighbor_rows", "neighbor_vectors"], "output_names": ["site_energies", "features"]}
    torch.onnx.export(model, example, str(path), **names, opset_version=18, dynamo=True, dynamic_shapes=axes, external_data=False)
    graph = onnx.load(path)
    # only what is needed to run it: no names of files and modules of the exporting machine
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del graph.graph.metadata_props[:], graph.metadata_props[:], graph.graph.value_info[:]
    for tensor in [*graph.graph.input, *graph.graph.output, *graph.graph.initializer]:
        del tensor.metadata_props[:]
    onnx.save(graph, path)


@torch.no_grad()
def golden(model: Surrogate, crystals: list[dict]) -> list[dict]:
    exact = model.double()
    values = []
    for crystal in crystals:
        structure = Structure(Lattice(np.reshape(crystal["lattice"], (3, 3))), crystal["atomicNumbers"], np.reshape(crystal["fracCoords"], (-1, 3)))
        neighbors = structure.get_all_neighbors(CUTOFF)
        most = max(1, max(map(len, neighbors)))
        rows, vectors = np.zeros((len(structure), most), np.int64), np.tile([CUTOFF, 0.0, 0.0], (len(structure), most, 1))
        for i, around in enumerate(neighbors):
            for k, neighbor in enumerate(around):
                rows[i, k], vectors[i, k] = neighbor.index, neighbor.coords - structure[i].coords
        energies, features = exact(torch.tensor(crystal["atomicNumbers"]), torch.tensor(rows), torch.tensor(vectors))
        keep = {key: crystal[key] for key in ("lattice", "atomicNumbers", "fracCoords")}
        round6 = lambda t: [round(float(x), 6) for x in t]
        values.append({**keep, "energyPerAtom": round(float(energies.mean()), 6), "features": round6(features.mean(0))})
    model.float()
    return values


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("generated", type=Path)
    args = parser.parse_args()
    saved = torch.load(args.trained, weights_only=True)
    model = Surrogate(torch.ones(ELEMENTS), torch.zeros(ELEMENTS))
    model.load_state_dict(saved["state"])
    model.eval()
    OUT.mkdir(parents=True, exist_ok=True)
    export_graph(model, OUT / "model.onnx")
    lines = args.generated.read_text().splitlines()
    (OUT / "golden.json.gz").write_bytes(gzip.compress(json.dumps({"structures": golden(model, [json.loads(line) for line in lines[:: len(lines) // GOLDEN]])}).encode(), 9, mtime=0))
    potential = json.loads(POTENTIAL.read_text())
    write_trained(map(key_of, saved["formulas"]), OUT / "trained-formulas.bin")
    manifest = {
        "schemaVersion": 1,
        "id": {"name": "surrogate", "version": "1", "sha256": hashlib.sha256((OUT / "model.onnx").read_bytes()).hexdigest()},
        "kind": "surrogate",
        "file": "model.onnx",
        "bytes": (OUT / "model.onnx").stat().st_size,
        "license": "CC-BY-4.0",
        "encoder": {"name": "surrogate-graph", "version": 1},
        "cutoff": CUTOFF,
        "potential": potential["id"],
        "elements": potential["elements"],
        "width": FEATURES,
        "startingPoint": {"precision": round(saved["precision"], 6), "noise": round(saved["noise"], 6)},
        "opset": 18,
        "inputs": [
            {"name": "atomic_numbers", "dtype": "int32", "shape": ["nRows"], "unit": "1", "description": "of each kind of atom; the structures of a batch follow one another"},
            {"name": "neighbor_rows", "dtype": "int32", "shape": ["nRows", "nNeighbors"], "unit": "1", "description": "kind of each neighbor"},
            {"name": "neighbor_vectors", "dtype": "float32", "shape": ["nRows", "nNeighbors", 3], "unit": "Å", "description": "to each neighbor within the cutoff; (cutoff, 0, 0) where there is none"},
        ],
        "outputs": [
            {"name": "site_energies", "dtype": "float32", "shape": ["nRows"], "unit": "eV", "description": "a structure's energy is the sum over its atoms"},
            {"name": "features", "dtype": "float32", "shape": ["nRows", FEATURES], "unit": "1", "description": "the energy is linear in their mean over the atoms"},
        ],
        "trainingData": {
            "name": "Materials Project, database 2025.02, crystals with energies of packages/models/reference; crystals of the generators with single points of the potential",
            "doi": "10.1063/1.4812323",
            "license": "CC-BY-4.0",
            "split": SPLIT,
        },
        "trainedFormulas": "trained-formulas.bin",
        "validation": saved["figures"],
        "exporter": {"command": "python training/surrogate/export.py", "torch": torch.__version__, "onnx": onnx.__version__},
    }
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    print((OUT / "model.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
