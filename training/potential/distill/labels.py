"""Crystals with the teacher's energies, forces and stress, and the shards in which `label.py` keeps them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch

from crystals import Crystals, join, rows_of


@dataclass(frozen=True)
class Labels:
    crystals: Crystals
    energies: np.ndarray  # (crystals,) float64, eV a cell
    forces: np.ndarray  # (atoms, 3) float32, eV/Å; in files float16
    stress: np.ndarray  # (crystals, 3, 3) float32, eV/Å³, positive in tension
    complete: np.ndarray  # (crystals,) bool, whether forces and stress were labeled; they are 0 where not

    def __len__(self) -> int:
        return len(self.crystals)

    @property
    def per_atom(self) -> np.ndarray:
        return self.energies / self.crystals.counts

    def take(self, chosen: np.ndarray) -> Labels:
        rows = rows_of(self.crystals.counts, np.asarray(chosen, dtype=np.int64))
        return Labels(self.crystals.take(chosen), self.energies[chosen], self.forces[rows], self.stress[chosen], self.complete[chosen])


def tensors(crystals: Crystals, dtype: torch.dtype, device: str | torch.device):
    """Atomic numbers (atoms,), counts (crystals,), positions (atoms, 3) Å, cells (crystals, 3, 3)."""
    cells = crystals.cells.astype(np.float64)
    positions = np.einsum("ni,nij->nj", crystals.fractional, np.repeat(cells, crystals.counts, axis=0))
    return (
        torch.as_tensor(crystals.numbers.astype(np.int64), device=device),
        torch.as_tensor(crystals.counts.astype(np.int64), device=device),
        torch.as_tensor(positions, dtype=dtype, device=device),
        torch.as_tensor(cells, dtype=dtype, device=device),
    )


def join_labels(parts: list[Labels]) -> Labels:
    arrays = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Labels) if f.name != "crystals"}
    return Labels(join([p.crystals for p in parts]), **arrays)


def write_shard(labels: Labels, path: Path) -> None:
    """Whole or not at all: written beside and renamed."""
    beside = path.with_name(path.name + ".part")
    with open(beside, "wb") as file:
        np.savez_compressed(
            file, **labels.crystals.arrays(), energies=labels.energies, forces=labels.forces.astype(np.float16), stress=labels.stress, complete=labels.complete
        )
    os.replace(beside, path)


def read_shard(path: Path) -> Labels:
    with np.load(path) as file:
        crystals = Crystals(**{f.name: file[f.name] for f in fields(Crystals)})
        return Labels(crystals, file["energies"], file["forces"].astype(np.float32), file["stress"], file["complete"])


def chunks_of(path: Path) -> range:
    """From a shard's name: shard-<seed>-<chunk> or, packed, shard-<seed>-<first>-<last>."""
    first, last = re.fullmatch(r"shard-\d+-(\d+)(?:-(\d+))?\.npz", path.name).groups()
    return range(int(first), int(last or first) + 1)
