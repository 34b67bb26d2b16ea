"""Packs: labels small enough for the repository, about a hundred bytes for eight atoms.

A pack is a NumPy archive without pickled objects, compressed by xz: the arrays of a shard (`labels.py`) as whole numbers of ENERGY, FORCE and STRESS, split
into planes of bytes, and `about`, JSON that says whose labels they are and of which chunks. Crystals are stored exactly. Labels whose forces or stress are
beyond what the whole numbers hold are left out.
"""

from __future__ import annotations

import json
import lzma
import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from crystals import Crystals
from labels import Labels

PACKS = Path(__file__).parent / "labels"
ENERGY, FORCE, STRESS = 1e-5, 1e-3, 1e-4  # eV a cell, eV/Å, eV/Å³ (0.016 GPa)
STORED = {
    "counts": np.uint8, "numbers": np.uint8, "grid": np.uint16, "cells": np.float32, "tags": np.uint8,
    "energies": np.int32, "forces": np.int16, "stress": np.int16, "complete": np.uint8,
}
LARGEST = 32_767
UPPER = np.triu_indices(3)


@dataclass(frozen=True)
class About:
    """Where the labels of a pack are from."""

    teacher: str  # sha256 of the state dict
    seed: int
    chunks: tuple[int, ...]  # of make_structures.py
    size: int  # least crystals of a chunk


def planes(values: np.ndarray) -> np.ndarray:
    """All first bytes, all second bytes …: equal neighbors for the compressor."""
    flat = np.ascontiguousarray(values)
    return flat.view(np.uint8).reshape(flat.size, flat.itemsize).T.ravel()


def from_planes(packed: np.ndarray, dtype: type, shape: tuple[int, ...]) -> np.ndarray:
    width = np.dtype(dtype).itemsize
    return np.ascontiguousarray(packed.reshape(width, -1).T).view(dtype).reshape(shape)


def storable(labels: Labels) -> Labels:
    """Those that the whole numbers hold."""
    largest = np.maximum.reduceat(np.abs(labels.forces).max(axis=1), labels.crystals.starts[:-1]) / FORCE
    stress = np.abs(labels.stress).max(axis=(1, 2)) / STRESS
    return labels.take(np.flatnonzero((largest < LARGEST) & (stress < LARGEST) & (labels.crystals.counts < 256)))


def write_pack(labels: Labels, about: About, path: Path) -> None:
    """Whole or not at all: written beside and renamed."""
    values = {
        **labels.crystals.arrays(), "complete": labels.complete, "energies": np.round(labels.energies / ENERGY), "forces": np.round(labels.forces / FORCE),
        "stress": np.round(labels.stress[:, UPPER[0], UPPER[1]] / STRESS),
    }
    packed = {name: planes(values[name].astype(dtype)) for name, dtype in STORED.items()}
    file = BytesIO()
    np.savez(file, about=np.frombuffer(json.dumps(vars(about)).encode(), dtype=np.uint8), **packed)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(lzma.compress(file.getvalue(), preset=9 | lzma.PRESET_EXTREME))
    os.replace(beside, path)


def read_pack(path: Path) -> tuple[Labels, About]:
    with np.load(BytesIO(lzma.decompress(path.read_bytes())), allow_pickle=False) as file:
        about = json.loads(file["about"].tobytes())
        packed = {name: file[name] for name in STORED}
    n, atoms = len(packed["counts"]), len(packed["numbers"])
    shapes = {"grid": (atoms, 3), "forces": (atoms, 3), "numbers": (atoms,), "cells": (n, 3, 3), "stress": (n, 6)}
    values = {name: from_planes(packed[name], dtype, shapes.get(name, (n,))) for name, dtype in STORED.items()}
    stress = np.zeros((n, 3, 3), dtype=np.float32)
    stress[:, UPPER[0], UPPER[1]] = stress[:, UPPER[1], UPPER[0]] = STRESS * values["stress"]
    crystals = Crystals(values["counts"].astype(np.int32), values["numbers"], values["grid"], values["cells"], values["tags"])
    forces = (FORCE * values["forces"]).astype(np.float32)
    return Labels(crystals, ENERGY * values["energies"], forces, stress, values["complete"].astype(bool)), About(**{**about, "chunks": tuple(about["chunks"])})


def packed_chunks(seed: int) -> set[int]:
    """Of a seed, what the packs of the repository hold."""
    return {k for path in PACKS.glob(f"pack-{seed:04d}-*.npz.xz") for k in read_pack(path)[1].chunks}
