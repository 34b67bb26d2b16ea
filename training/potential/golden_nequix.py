"""What the original Nequix says of golden structures, in float64, and how far an exported graph is from it."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from importlib.metadata import version

import matscipy.neighbours
import numpy as np
import onnxruntime
import torch
from nequix.torch_impl.model import NequixTorch
from pymatgen.core import Element, Lattice, Structure

from golden_structures import built_by_hand, rounded
from neighbor_slots import encode

GPA_PER_EV_A3 = 160.21766208
QUANTITIES = ("energy", "forces", "stress")
TOLERANCES = {"energyPerAtom": 1e-4, "force": 1e-4, "stressGPa": 1e-3}


def golden_structures(atomic_numbers: list[int], most_atoms: int) -> Iterator[tuple[str, Structure]]:
    """What bites, simple crystals varied, and every element in a cell of two."""
    group = Structure.from_spacegroup
    cubic, hexagonal = Lattice.cubic, Lattice.hexagonal
    simple = [
        ("rock salt", group("Fm-3m", cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5] * 3]).get_primitive_structure()),
        ("fluorite", group("Fm-3m", cubic(5.46), ["Ca", "F"], [[0, 0, 0], [0.25] * 3]).get_primitive_structure()),
        ("wurtzite", group("P6_3mc", hexagonal(3.25, 5.2), ["Zn", "O"], [[1 / 3, 2 / 3, 0], [1 / 3, 2 / 3, 0.382]])),
        ("rutile", group("P4_2/mnm", Lattice.tetragonal(4.59, 2.96), ["Ti", "O"], [[0, 0, 0], [0.305, 0.305, 0]])),
        ("cuprite", group("Pn-3m", cubic(4.27), ["Cu", "O"], [[0.25] * 3, [0, 0, 0]])),
        ("corundum", group("R-3c", hexagonal(4.76, 12.99), ["Al", "O"], [[0, 0, 0.352], [0.306, 0, 0.25]]).get_primitive_structure()),
    ]
    # three of each, since every third is compressed, strained or sheared
    for name, structure in built_by_hand([source for source in simple for _ in range(3)]):
        if len(structure) <= most_atoms and all(site.specie.Z in atomic_numbers for site in structure):
            yield name, structure
    for a, b in zip(atomic_numbers, atomic_numbers[1:] + atomic_numbers[:1], strict=True):
        first, second = Element.from_Z(a), Element.from_Z(b)
        edge = max(2.6, 1.15 * sum(e.atomic_radius or 1.5 for e in (first, second)) * 2 / np.sqrt(3))
        yield f"{first}{second}, rattled", Structure(cubic(edge), [first, second], [[0.02, 0, 0], [0.5, 0.47, 0.51]])


class Original:
    """The PyTorch model with its own neighbor list, in a chosen precision."""

    def __init__(self, model: NequixTorch, atomic_numbers: list[int], dtype: torch.dtype) -> None:
        self.model, self.dtype = model.to(dtype), dtype
        self.place = {z: k for k, z in enumerate(atomic_numbers)}

    def predict(self, structure: Structure) -> dict[str, np.ndarray]:
        lattice, positions = structure.lattice.matrix, structure.cart_coords
        i, j, shift = matscipy.neighbours.neighbour_list("ijS", positions=positions, cell=lattice, pbc=[True] * 3, cutoff=self.model.cutoff)
        real = lambda x: torch.tensor(np.asarray(x), dtype=self.dtype)  # noqa: E731
        whole = lambda x: torch.tensor(np.asarray(x), dtype=torch.int64)  # noqa: E731
        energies, forces, stress = self.model(
            whole([self.place[site.specie.Z] for site in structure]),
            real(positions),
            real(shift),
            whole(np.stack([j, i])),
            real(lattice)[None],
            whole([len(structure)]),
            whole([len(i)]),
            torch.zeros(len(structure), dtype=torch.int64),
        )
        return {"energy": energies.detach().double().mean().item(), "forces": forces.detach().double().numpy(), "stress": stress.detach().double().numpy()[0]}


def predict_exported(session: onnxruntime.InferenceSession, structure: Structure, cutoff: float) -> dict[str, np.ndarray]:
    inputs, geometry = encode(structure, cutoff)
    site_energies, by_distance, by_direction = session.run(None, inputs)
    filled = geometry["filled"]
    vectors = geometry["vectors"][filled]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units, by_direction = vectors / lengths, by_direction[filled].astype(np.float64)
    across = by_direction - np.sum(by_direction * units, axis=1, keepdims=True) * units
    gradients = by_distance[filled, None].astype(np.float64) * units + across / lengths
    atoms, slots = inputs["neighbors"].shape
    forces = np.zeros((atoms, 3))
    np.add.at(forces, np.repeat(np.arange(atoms), slots)[filled], gradients)
    np.add.at(forces, inputs["neighbors"].ravel()[filled], -gradients)
    stress = vectors.T @ gradients / structure.volume
    return {"energy": float(site_energies.mean(dtype=np.float64)), "forces": forces, "stress": (stress + stress.T) / 2}


def deviations(a: dict, b: dict) -> np.ndarray:
    found = np.array([float(np.max(np.abs(np.asarray(a[k]) - np.asarray(b[k])), initial=0.0)) for k in QUANTITIES])
    found[2] *= GPA_PER_EV_A3
    return found


def compare(onnx: bytes, model: NequixTorch, atomic_numbers: list[int], cutoff: float, most_atoms: int) -> tuple[bytes, dict[str, np.ndarray]]:
    """The content of `golden.json.gz` and the greatest deviations; ValueError where the graph is beyond the tolerances."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
    structures = [
        (name, Structure(np.round(s.lattice.matrix, 8), s.species, np.round(s.frac_coords, 8))) for name, s in golden_structures(atomic_numbers, most_atoms)
    ]
    started = time.time()
    original = Original(model, atomic_numbers, torch.float64)
    exact = [original.predict(structure) for _, structure in structures]
    original = Original(model, atomic_numbers, torch.float32)
    single = [original.predict(structure) for _, structure in structures]
    print(f"{len(structures)} structures by the original, twice: {time.time() - started:.0f} s")
    exported = [predict_exported(session, structure, cutoff) for _, structure in structures]
    found = [deviations(a, b) for a, b in zip(exported, exact, strict=True)]
    off = [(name, *d.tolist()) for (name, _), d in zip(structures, found, strict=True) if not (d < list(TOLERANCES.values())).all()]
    if off:
        raise ValueError(f"beyond the tolerances (eV/atom, eV/Å, GPa): {off}")
    worst = {
        "this file (float32)": np.max(found, axis=0),
        "the original in float32": np.max([deviations(a, b) for a, b in zip(single, exact, strict=True)], axis=0),
    }
    document = {
        "generator": "training/potential/golden_nequix.py",
        "versions": {p: version(p) for p in ("nequix", "e3nn", "torch", "pymatgen", "numpy")},
        "precision": "float64 evaluation of the original",
        "units": {"lattice": "Å, rows", "energyPerAtom": "eV/atom", "forces": "eV/Å", "stress": "eV/Å³, positive in tension"},
        "structures": [
            {
                "name": name,
                "lattice": rounded(structure.lattice.matrix, 8),
                "atomicNumbers": [int(site.specie.Z) for site in structure],
                "fracCoords": rounded(structure.frac_coords, 8),
                "energyPerAtom": round(prediction["energy"], 7),
                "forces": rounded(prediction["forces"], 6),
                "stress": rounded(prediction["stress"], 8),
            }
            for (name, structure), prediction in zip(structures, exact, strict=True)
        ],
    }
    return gzip.compress(json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0), worst
