"""Is teacher.py the original? Energies, forces and stress of crystals far from and near to equilibrium, in float64, and structures a second.

    python training/potential/distill/check_teacher.py --teacher nequix-oam-1.pt --data DATA_DIRECTORY [--crystals 24] [--threads 1]

DATA_DIRECTORY holds `teacher-labels/*.jsonl.gz` (compared with as well, to their rounding). Needs `pip install --no-deps nequix`, then e3nn and
opt_einsum_fx; JAX is not needed.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
import types
from pathlib import Path

import numpy as np
import torch

from neighbors import make_batch
from label_sources import TEACHER_LABELS, read_json_lines
from labels import tensors
from teacher import Teacher


def original(path: Path):
    """The original without its package's `__init__`, which imports JAX."""
    package = types.ModuleType("nequix")
    package.__path__ = list(importlib.util.find_spec("nequix", None).submodule_search_locations)
    sys.modules["nequix"] = package
    from nequix.torch_impl.model import load_model

    return load_model(path)[0].eval()


def by_original(model, teacher: Teacher, numbers, counts, positions, cells):
    batch = make_batch(numbers, counts, positions, cells, teacher.cutoff)
    vectors = torch.cat([batch.vectors, -batch.vectors]).requires_grad_(True)
    senders, receivers = torch.cat([batch.second, batch.first]), torch.cat([batch.first, batch.second])
    sites = model.node_energies(vectors, teacher.rows[numbers], senders, receivers)[:, 0]
    (gradient,) = torch.autograd.grad(sites.sum(), vectors)
    forces = torch.zeros_like(positions).index_add(0, receivers, gradient).index_add(0, senders, -gradient)
    return batch.per_crystal(sites.detach()), forces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--crystals", type=int, default=24)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    single, teacher, model = Teacher(args.teacher), Teacher(args.teacher).double(), original(args.teacher).double()
    for name in TEACHER_LABELS:
        labels = read_json_lines(args.data / "teacher-labels" / name, args.crystals)
        inputs = tensors(labels.crystals, torch.float64, "cpu")
        energies, forces, stress = teacher.label(*inputs)
        reference, reference_forces = by_original(model, teacher, *inputs)
        print(f"{name}: {args.crystals} crystals, greatest deviation from the original: {(energies - reference).abs().max():.1e} eV, "
              f"{(forces - reference_forces).abs().max():.1e} eV/Å")
        report = f"  from the labels on file: {(energies - torch.tensor(labels.energies)).abs().max():.1e} eV"
        if labels.complete.all():
            report += f", {(forces - torch.tensor(labels.forces)).abs().max():.1e} eV/Å, {(stress - torch.tensor(labels.stress)).abs().max():.1e} eV/Å³"
        print(report)
        inputs = tensors(labels.crystals, torch.float32, "cpu")
        start = time.perf_counter()
        found = single.label(*inputs)
        seconds = time.perf_counter() - start
        print(f"  float32: {(found[0] - energies).abs().max():.1e} eV, {(found[1] - forces).abs().max():.1e} eV/Å from float64; "
              f"{args.crystals / seconds:.1f} crystals/s, {int(np.sum(labels.crystals.counts)) / seconds:.0f} atoms/s, {args.threads} thread(s)")


if __name__ == "__main__":
    main()
