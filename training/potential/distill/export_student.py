"""Export a trained student to ONNX with manifest, golden values and model card, and say how far the file is from PyTorch.

    python training/potential/distill/export_student.py WORK NAME --data DATA_DIRECTORY --version 1.0.0 [--model chgnet-oam] [--report FILE] [--out FOLDER]

Reads WORK/NAME/student.pt and the report of `evaluate.py`; writes FOLDER/{model.onnx, manifest.json, golden.json.gz, MODEL_CARD.md}, by default
packages/models/energy/<model>/<version>. DATA_DIRECTORY as for `golden_chgnet.py`, whose structures, encoder and comparison serve here too. Needs chgnet,
onnx, onnxruntime and pymatgen.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import numpy as np
import onnxruntime
import torch
from chgnet_graph import ATOM_CUTOFF, BOND_CUTOFF, ChgnetGraph
from export_chgnet import manifest as chgnet_manifest
from golden_chgnet import GPA_PER_EV_A3, built_by_hand, deviations, from_reference_data, predict_exported, rounded
from pymatgen.core import Structure

from model_card import model_card
from student import Student, load_student
from neighbors import make_batch


class StudentGraph(ChgnetGraph):
    """CHGNet's graph and the repulsion of `student.py`."""

    def _site_energies(self, learned: str, reference: str) -> None:
        self.t.op("Add", self.t.op("Add", learned, reference), self._repulsion(), name="site_energies")

    def _repulsion(self) -> str:
        """(nAtoms,) eV; half of A·(1 − d/r)³₊ to each end, and its slope −3A/r·(1 − d/r)²₊ to the distances, times the pairs of the orbit."""
        t, shape = self.t, self.model.shape
        radii = t.const(self.model.radii.numpy().astype(np.float64).reshape(-1, 1))
        ends = t.op("Gather", t.op("Gather", radii, "atomic_numbers", axis=0), "edge_index", axis=0)
        reach = t.op("Mul", t.op("ReduceSum", ends, t.ints(0), keepdims=0), t.const([shape.repulsion_range]))
        closeness = t.op("Relu", t.op("Sub", t.const([1.0]), t.op("Div", self.distances, reach)))
        square = t.op("Mul", closeness, closeness)
        half = t.op("Mul", t.op("Mul", t.op("Mul", square, closeness), t.const([0.5 * shape.repulsion])), self.edge_counts)
        slope = t.op("Mul", t.op("Mul", square, t.const([-3.0 * shape.repulsion])), t.op("Div", self.edge_counts, reach))
        t.add_gradient(self.distances, slope)
        at_atoms = t.op("Mul", self._sum_at_ends(self.edges, t.op("Concat", half, half, axis=0)), self.edges.share)
        return t.op("Squeeze", at_atoms, t.ints(1))


def predict(student: Student, structure: Structure) -> dict[str, np.ndarray]:
    """In float64, as `golden_chgnet.Original` gives it."""
    cell = torch.tensor(structure.lattice.matrix.copy(), dtype=torch.float64)[None]
    numbers = torch.tensor([int(site.specie.Z) for site in structure])
    positions = torch.tensor(structure.frac_coords @ structure.lattice.matrix, dtype=torch.float64)
    batch = make_batch(numbers, torch.tensor([len(numbers)]), positions, cell, student.shape.atom_cutoff)
    energies, forces, stress, moments = (x.numpy() for x in student.evaluate(batch))
    return {"energy": float(energies[0]) / len(structure), "forces": forces, "stress": stress[0], "moments": moments}


def manifest(args: argparse.Namespace, sha256: str, size: int, student: Student, report: dict | None) -> dict:
    split = "relaxed candidates of held-out formulas, against the teacher"
    quantities = (("energyDifference", "differences", "eV/atom", 1000), ("forces", "forces", "eV/Å", 1000), ("stress", "stress", "GPa", 1))
    metrics = [
        {"quantity": quantity, "mae": report[key] / parts, "unit": unit, "split": split} for quantity, key, unit, parts in quantities if key in (report or {})
    ]
    document = chgnet_manifest(sha256, size)
    document["exporter"].pop("command")
    return document | {
        "id": {"name": args.model, "version": args.version, "sha256": sha256},
        "citation": {
            "doi": "10.1038/s42256-023-00716-3",
            "text": "architecture and first weights: CHGNet, B. Deng et al., Nature Machine Intelligence 5, 1031 (2023), BSD-3-Clause; "
            "labels: Nequix-OAM, doi:10.48550/arXiv.2508.16067, MIT",
        },
        "weights": "trained by training/potential/distill from those of the PyPI package chgnet 0.4.2",
        "cutoffs": {"atom": student.shape.atom_cutoff, "bond": student.shape.bond_cutoff},
        "theory": {
            "functional": "PBE/PBE+U as Nequix-OAM has it from OMat24, sAlex and MPtrj",
            "corrections": "none",
            "referenceEnergies": "per-element least squares of the teacher's energies, included in site_energies",
        },
        "trainingData": {
            "name": "distortions, substitutions and relaxations of Materials Project crystals, labeled by Nequix-OAM",
            "doi": "10.1063/1.4812323",
            "license": "CC-BY-4.0",
            "description": "formulas of the reference data's training part alone (training/held_out.py)",
        },
        "metrics": metrics,
        "tolerances": {
            "energyPerAtom": 1e-4, "force": 1e-4, "stressGPa": 1e-3, "magneticMoment": 1e-4,
            "against": "the student in float64 on golden.json.gz; see MODEL_CARD.md for the greatest deviations found",
        },
        "exporter": {"command": "python training/potential/distill/export_student.py", **document["exporter"]},
    }


def golden(student: Student, model: Path, data: Path, limit: int | None) -> tuple[dict, np.ndarray, list[str]]:
    """Document; greatest deviation of the file from PyTorch in energy, forces, stress and moments; what exceeds the tolerance."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    sources = from_reference_data(data)
    entries, worst, beyond = [], np.zeros(4), []
    for name, structure in (sources + built_by_hand(sources))[:limit]:
        lattice = np.round(structure.lattice.matrix, 8)
        structure = Structure(lattice, structure.species, np.round(structure.frac_coords, 8))
        exact, found = predict(student, structure), predict_exported(session, structure)
        deviation = deviations(found, exact)
        worst = np.maximum(worst, deviation)
        if deviation[0] > 1e-4 or deviation[1] > 1e-4:
            beyond.append(name)
        entries.append({
            "name": name, "lattice": rounded(lattice, 8), "atomicNumbers": [int(site.specie.Z) for site in structure],
            "fracCoords": rounded(structure.frac_coords, 8), "energyPerAtom": round(exact["energy"], 7), "forces": rounded(exact["forces"], 6),
            "stress": rounded(exact["stress"], 8), "magneticMoments": rounded(exact["moments"], 6),
        })
    document = {
        "generator": "training/potential/distill/export_student.py",
        "versions": {p: version(p) for p in ("torch", "pymatgen", "numpy")},
        "precision": "float64 evaluation of the student",
        "units": {"lattice": "Å, rows", "energyPerAtom": "eV/atom", "forces": "eV/Å", "stress": "eV/Å³, positive in tension", "magneticMoments": "μ_B"},
        "structures": entries,
    }
    return document, worst, beyond


def main() -> None:
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("name")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--model", default="chgnet-oam")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--golden", type=int, help="structures; all by default")
    args = parser.parse_args()
    torch.set_num_threads(1)
    out: Path = args.out or Path(__file__).parents[3] / "packages/models/energy" / args.model / args.version
    out.mkdir(parents=True, exist_ok=True)
    student = load_student(args.work / args.name / "student.pt")
    shape = student.shape
    if (shape.atom_cutoff, shape.bond_cutoff) != (ATOM_CUTOFF, BOND_CUTOFF):
        raise SystemExit(f"the encoder has cutoffs of {ATOM_CUTOFF} and {BOND_CUTOFF} Å, {args.name} has {shape.atom_cutoff} and {shape.bond_cutoff} Å")
    graph = StudentGraph(student, f"{args.model}-{args.version}").build()
    content = graph.SerializeToString(deterministic=True)
    (out / "model.onnx").write_bytes(content)
    reports = json.loads(args.report.read_text()) if args.report else {}
    sha256 = hashlib.sha256(content).hexdigest()
    document = manifest(args, sha256, len(content), student, reports.get(args.name))
    (out / "manifest.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    values, worst, beyond = golden(student.double(), out / "model.onnx", args.data, args.golden)
    (out / "golden.json.gz").write_bytes(gzip.compress(json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0))
    (out / "MODEL_CARD.md").write_text(model_card(args.model, args.version, student.shape, reports, args.name, worst, len(values["structures"])))
    print(f"{out}: {len(content) / 1e6:.2f} MB, {len(graph.graph.node)} nodes; over {len(values['structures'])} structures {worst[0]:.1e} eV/atom, "
          f"{worst[1]:.1e} eV/Å, {worst[2] * GPA_PER_EV_A3:.1e} GPa, {worst[3]:.1e} μ_B from PyTorch in float64")
    if beyond:
        raise SystemExit(f"beyond 1e-4: {', '.join(beyond)}")


if __name__ == "__main__":
    main()
