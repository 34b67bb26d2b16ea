"""Export CHGNet 0.3.0 to ONNX with its manifest.

    python training/potential/export_chgnet.py [--out packages/models/energy/chgnet/0.3.0]

Needs chgnet 0.4.2 (which carries the weights of 0.3.0), torch, onnx and onnxruntime. The graph is written by `chgnet_graph.py`; golden values
come from `golden_chgnet.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from chgnet.model import CHGNet

from chgnet_graph import ATOM_CUTOFF, BOND_CUTOFF, ChgnetGraph
from onnx_tape import OPSET

# MPtrj covers 89 elements: the first 94 without Po, At, Rn, Fr, Ra.
ELEMENTS = [z for z in range(1, 95) if z not in range(84, 89)]

INPUTS = [
    ("atomic_numbers", "int32", ["nAtoms"], "1", "atomic number of each orbit of atoms; the structures of a batch follow one another"),
    ("atom_counts", "float32", ["nAtoms"], "1", "atoms of each orbit; 1 where no symmetry is used"),
    ("distances", "float32", ["nEdges"], "Å", "of each orbit of pairs within the atom cutoff, bonds first; row 0 is empty"),
    ("edge_index", "int32", [2, "nEdges"], "1", "row 0: atom i, row 1: atom j"),
    ("edge_counts", "float32", ["nEdges"], "1", "pairs of each orbit; 0 for row 0"),
    ("bond_count", "int64", [1], "1", "the first so many edges are shorter than the bond cutoff; at least 1"),
    ("angles", "float32", ["nAngles"], "rad", "arccos((1 − 1e-6)·cos) of each orbit of unordered pairs of bonds that leave one atom; row 0 is empty"),
    ("angle_index", "int32", [2, "nAngles"], "1", "the two bonds (edge rows)"),
    ("angle_center", "int32", ["nAngles"], "1", "the atom that both bonds leave"),
    ("angle_counts", "float32", ["nAngles"], "1", "angles of each orbit; 0 for row 0"),
    ("edge_groups", "int32", ["nEdgeGroups", "edgeGroupSize"], "1", "directed edges (row, or nEdges + row for j→i) that leave one atom; 0 where there are no more"),
    ("atom_edge_groups", "int32", ["nAtoms", "edgeGroupsPerAtom"], "1", "groups of edges of each atom; 0, a group of zeros, where there are no more"),
    ("angle_groups", "int32", ["nAngleGroups", "angleGroupSize"], "1", "ordered angles (row, or nAngles + row) with their center and first bond in common"),
    ("bond_angle_groups", "int32", ["nBonds", "angleGroupsPerBond"], "1", "groups of angles of each first bond"),
    ("atom_angle_groups", "int32", ["nAtoms", "angleGroupsPerAtom"], "1", "groups of angles of each center"),
]
OUTPUTS = [
    ("site_energies", "float32", ["nAtoms"], "eV", "of one atom of each orbit; a structure's energy is the sum over all its atoms"),
    ("distance_gradients", "float32", ["nEdges"], "eV/Å", "∂E/∂(distance) for an orbit as a whole, E the energy of all structures"),
    ("angle_gradients", "float32", ["nAngles"], "eV/rad", "∂E/∂(angle) for an orbit as a whole"),
    ("magnetic_moments", "float32", ["nAtoms"], "μ_B", "magnitudes"),
]


def describe(tensors) -> list[dict]:
    return [{"name": n, "dtype": d, "shape": s, "unit": u, "description": t} for n, d, s, u, t in tensors]


def manifest(sha256: str, size: int) -> dict:
    packages = ("chgnet", "torch", "onnx", "onnxruntime", "numpy")
    return {
        "schemaVersion": 1,
        "id": {"name": "chgnet", "version": "0.3.0", "sha256": sha256},
        "kind": "energy",
        "file": "model.onnx",
        "bytes": size,
        "license": "BSD-3-Clause",
        "citation": {
            "doi": "10.1038/s42256-023-00716-3",
            "text": "B. Deng et al., CHGNet as a pretrained universal neural network potential for charge-informed atomistic modelling, "
            "Nature Machine Intelligence 5, 1031 (2023)",
        },
        "weights": "PyPI package chgnet 0.4.2, pretrained/0.3.0/chgnet_0.3.0_e29f68s314m37.pth.tar",
        "encoder": {"name": "chgnet-graph", "version": 2},
        "elements": ELEMENTS,
        "cutoffs": {"atom": ATOM_CUTOFF, "bond": BOND_CUTOFF},
        "opset": OPSET,
        "dtype": "float32",
        "maxThreads": 8,
        "batchAxis": "structures are concatenated along nAtoms, nEdges and nAngles",
        "inputs": describe(INPUTS),
        "outputs": describe(OUTPUTS),
        "units": {"length": "Å", "energy": "eV", "force": "eV/Å", "stress": "eV/Å³, positive in tension", "magneticMoment": "μ_B"},
        "theory": {
            "functional": "PBE/PBE+U as in the Materials Project",
            "corrections": "MaterialsProject2020Compatibility",
            "referenceEnergies": "per-element linear regression of MPtrj (AtomRef), included in site_energies",
        },
        "trainingData": {
            "name": "MPtrj 2022.9",
            "doi": "10.6084/m9.figshare.23713842",
            "license": "CC-BY-4.0",
            "records": 1580395,
            "description": "relaxation trajectories of 145,923 Materials Project compounds",
        },
        "metrics": [
            {"quantity": "energy", "mae": 0.029, "unit": "eV/atom", "split": "MPtrj test"},
            {"quantity": "forces", "mae": 0.068, "unit": "eV/Å", "split": "MPtrj test"},
            {"quantity": "stress", "mae": 0.314, "unit": "GPa", "split": "MPtrj test"},
            {"quantity": "magneticMoments", "mae": 0.037, "unit": "μ_B", "split": "MPtrj test"},
        ],
        "tolerances": {
            "energyPerAtom": 1e-4,
            "force": 1e-4,
            "stressGPa": 1e-3,
            "magneticMoment": 1e-4,
            "against": "chgnet 0.4.2 in float64 on golden.json.gz; see MODEL_CARD.md for the greatest deviations found",
        },
        "exporter": {"command": "python training/potential/export_chgnet.py", **{p: version(p) for p in packages}},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "packages/models/energy/chgnet/0.3.0")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    model = ChgnetGraph(CHGNet.load(model_name="0.3.0", use_device="cpu", verbose=False)).build()
    content = model.SerializeToString(deterministic=True)
    (out / "model.onnx").write_bytes(content)
    document = manifest(hashlib.sha256(content).hexdigest(), len(content))
    (out / "manifest.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    print(f"{out / 'model.onnx'}: {len(content) / 1e6:.2f} MB, {len(model.graph.node)} nodes, sha256 {document['id']['sha256']}")


if __name__ == "__main__":
    main()
