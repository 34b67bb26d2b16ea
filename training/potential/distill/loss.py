"""The loss of a batch: energies, their differences within a formula, forces, stress, and the moments of the network that was started from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import smooth_l1_loss

from labels import Labels, tensors
from neighbors import make_batch
from student import Student

GPA = 160.21766208  # GPa in an eV/Å³
CLOSE = 0.1  # eV/atom; differences of more than this count less


@dataclass(frozen=True)
class Weights:
    """Of the loss, per eV/atom, eV/Å, GPa and μ_B. The moments are those of the network that was started from: the teacher has none."""

    energy: float = 4.0
    difference: float = 6.0
    force: float = 1.0
    stress: float = 0.1
    moment: float = 0.2


def loss_of(
    student: Student, labels: Labels, groups: np.ndarray, weights: Weights, device: str, start: Student | None = None
) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """Loss, and the mean absolute errors in meV/atom, meV/Å, GPa and μ_B. `groups` (crystals,): number of the formula. `start` has the moments to keep."""
    numbers, counts, positions, cells = tensors(labels.crystals, torch.float32, device)
    batch = make_batch(numbers, counts, positions, cells, student.shape.atom_cutoff)
    energies, forces, stress, moments = student.evaluate(batch, training=True)
    energy_error = (energies - torch.as_tensor(labels.energies, dtype=torch.float32, device=device)) / counts
    target, target_stress = (torch.as_tensor(x, dtype=torch.float32, device=device) for x in (labels.forces, labels.stress))
    complete = torch.as_tensor(labels.complete, device=device)
    loss = weights.energy * smooth_l1_loss(energy_error, torch.zeros_like(energy_error), beta=0.01)

    group = torch.as_tensor(groups, device=device)
    i, j = torch.triu_indices(len(group), len(group), 1, device=device)
    same = group[i] == group[j]
    i, j = i[same], j[same]
    errors = {"energy": 1000 * energy_error.detach().abs().mean()}
    if len(i):
        per_atom = torch.as_tensor(labels.per_atom, dtype=torch.float32, device=device)
        closeness = 1 / (1 + (per_atom[i] - per_atom[j]).abs() / CLOSE)
        difference = smooth_l1_loss(energy_error[i], energy_error[j], beta=0.005, reduction="none")
        loss = loss + weights.difference * (closeness * difference).sum() / closeness.sum()
        errors["difference"] = 1000 * ((energy_error[i] - energy_error[j]).detach().abs() * closeness).sum() / closeness.sum()
    if labels.complete.any():
        rows = complete[batch.owners]
        size = torch.linalg.norm(target[rows], dim=1)
        length = torch.linalg.norm(forces[rows] - target[rows] + 1e-12, dim=1)
        # far from equilibrium a part of the force counts, near it the force itself
        loss = loss + weights.force * (length / (1 + 0.5 * size)).mean()
        deviation = GPA * (stress[complete] - target_stress[complete])
        magnitude = GPA * target_stress[complete].abs().amax(dim=(1, 2), keepdim=True)
        loss = loss + weights.stress * (deviation.abs() / (1 + 0.1 * magnitude)).mean()
        errors["force"] = 1000 * (forces[rows] - target[rows]).detach().abs().mean()
        errors["stress"] = deviation.detach().abs().mean()
    if start is not None:
        with torch.no_grad():
            kept = start.sites(batch, batch.vectors)[1]
        loss = loss + weights.moment * (moments - kept).abs().mean()
        errors["moment"] = (moments - kept).detach().abs().mean()
    return loss, errors
