"""Export Nequix weights that you downloaded to a model pack: one file for `kessho models add`.

    python training/potential/export_nequix.py nequix-oam-1.pt --out nequix-oam-1.zip

Weights: github.com/atomicarchitects/nequix, folder `models` (MIT, doi:10.48550/arXiv.2508.16067), as PyTorch state dicts. Needs the packages that README.md lists. The
graph is compared with the original in float64 before anything is written. Neither weights nor packs belong into this repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from golden_nequix import TOLERANCES, compare
from nequix_graph import NequixGraph
from nequix_weights import NequixWeights, load_nequix
from onnx_tape import OPSET

PACK_VERSION = 1
INPUTS = [
    ("atomic_numbers", "int32", ["nAtoms"], "1", "the structures of a batch follow one another"),
    ("distances", "float32", ["nDistances"], "Å", "distinct lengths of edges; row 0 is the cutoff"),
    ("directions", "float32", ["nEdgeSlots", 3], "1", "unit vectors from an atom to its neighbor; nEdgeSlots = nAtoms · nSlots"),
    ("neighbors", "int32", ["nAtoms", "nSlots"], "1", "atom at the end of the edge of each slot"),
    ("opposites", "int32", ["nAtoms", "nSlots"], "1", "slot of the edge back; the slot itself where it is empty"),
    ("distance_index", "int32", ["nAtoms", "nSlots"], "1", "row of distances; 0 where the slot is empty"),
]
OUTPUTS = [
    ("site_energies", "float32", ["nAtoms"], "eV", "a structure's energy is the sum over its atoms"),
    ("distance_gradients", "float32", ["nEdgeSlots"], "eV/Å", "∂E/∂(distance) of each directed edge, E the energy of all structures"),
    ("direction_gradients", "float32", ["nEdgeSlots", 3], "eV", "∂E/∂(direction); only what is perpendicular to it counts"),
]


@dataclass(frozen=True)
class Release:
    doi: str
    text: str
    training: dict[str, str]
    license: str = "MIT"


OAM_DATA = {"name": "OMat24, sAlex and MPtrj", "doi": "10.48550/arXiv.2410.12771", "license": "CC-BY-4.0"}
NEQUIX = "T. Koker, M. Kotak, T. Smidt, Training a foundation model for materials on a budget (2025)"
RELEASES = {
    "nequix-oam-1": Release("10.48550/arXiv.2508.16067", NEQUIX, OAM_DATA),
    "nequix-oam-1-pft": Release("10.48550/arXiv.2508.16067", f"{NEQUIX}; after phonon fine-tuning", OAM_DATA),
    "nequix-mp-1": Release("10.48550/arXiv.2508.16067", NEQUIX, {"name": "MPtrj 2022.9", "doi": "10.6084/m9.figshare.23713842", "license": "CC-BY-4.0"}),
}


def describe(tensors) -> list[dict]:
    return [{"name": n, "dtype": d, "shape": s, "unit": u, "description": t} for n, d, s, u, t in tensors]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest(name: str, release: Release, weights: NequixWeights, source: str, files: dict[str, bytes]) -> dict:
    packages = ("nequix", "e3nn", "torch", "onnx", "onnxruntime", "numpy")
    return {
        "schemaVersion": 1,
        "pack": {
            "version": PACK_VERSION,
            "files": [{"file": file, "sha256": sha256(content)} for file, content in files.items()],
            "golden": "golden.json.gz",
            "modelCard": "MODEL_CARD.md",
        },
        "id": {"name": name, "version": "1", "sha256": sha256(files["model.onnx"])},
        "kind": "energy",
        "file": "model.onnx",
        "bytes": len(files["model.onnx"]),
        "license": release.license,
        "citation": {"doi": release.doi, "text": release.text},
        "weights": source,
        "encoder": {"name": "neighbor-slots", "version": 1},
        "elements": weights.atomic_numbers,
        "cutoffs": {"atom": weights.cutoff},
        "opset": OPSET,
        "dtype": "float32",
        "maxThreads": 8,
        "batchAxis": "structures are concatenated along nAtoms",
        "inputs": describe(INPUTS),
        "outputs": describe(OUTPUTS),
        "units": {"length": "Å", "energy": "eV", "force": "eV/Å", "stress": "eV/Å³, positive in tension"},
        "theory": {
            "functional": "PBE/PBE+U as in the Materials Project",
            "corrections": "none",
            "referenceEnergies": "mean energies of the elements, included in site_energies",
        },
        "trainingData": release.training,
        "metrics": [],
        "tolerances": {**TOLERANCES, "against": "nequix in float64 on golden.json.gz; see MODEL_CARD.md for the greatest deviations found"},
        "exporter": {"command": "python training/potential/export_nequix.py", **{p: version(p) for p in packages}},
    }


def model_card(name: str, release: Release, weights: NequixWeights, worst: dict[str, np.ndarray]) -> str:
    rows = "\n".join(f"| {key} | {value[0]:.1e} | {value[1]:.1e} | {value[2]:.1e} |" for key, value in worst.items())
    return f"""# {name}

An interatomic potential for {len(weights.atomic_numbers)} elements: energies, forces and stresses at the level of PBE/PBE+U as in the Materials Project, without
corrections. {release.text}, doi:{release.doi}. Weights: {release.license}, copyright of their authors. Training data: {release.training["name"]}
(doi:{release.training["doi"]}, {release.training["license"]}).

## Use
Judge of the finalists of a prediction (`--judge {name}`), single energies, relaxations. There is no table of reference phases for it, so it gives no
energy above hull; its energies are not comparable with those of another potential.

## This file beside the PyTorch original
Greatest deviation over `golden.json.gz`, evaluated by the original in float64:

| | energy (eV/atom) | forces (eV/Å) | stress (GPa) |
|---|---|---|---|
{rows}
"""


def write_pack(out: Path, source: Path, name: str, release: Release, most_atoms: int = 216) -> None:
    """Golden values come from structures of at most so many atoms."""
    weights, original = load_nequix(source)
    onnx = NequixGraph(weights).build().SerializeToString(deterministic=True)
    golden, worst = compare(onnx, original, weights.atomic_numbers, weights.cutoff, most_atoms)
    files = {"model.onnx": onnx, "golden.json.gz": golden, "MODEL_CARD.md": model_card(name, release, weights, worst).encode()}
    described = manifest(name, release, weights, f"{source.name}, sha256 {sha256(source.read_bytes())}", files)
    document = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in {"manifest.json": document.encode(), **files}.items():
            # a fixed date, so that equal weights give an equal pack
            archive.writestr(zipfile.ZipInfo(file, date_time=(2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    for key, value in worst.items():
        print(f"{key}: energy {value[0]:.1e} eV/atom, forces {value[1]:.1e} eV/Å, stress {value[2]:.1e} GPa")
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the pack, FILE.zip")
    parser.add_argument("--release", choices=sorted(RELEASES), help="which release the weights are of; their file name tells where it is left out")
    args = parser.parse_args()
    name = args.release or args.weights.stem
    if name not in RELEASES:
        parser.error(f"{args.weights.name} is none of {', '.join(RELEASES)}: name the one it was made from by --release")
    write_pack(args.out, args.weights, name, RELEASES[name])


if __name__ == "__main__":
    main()
