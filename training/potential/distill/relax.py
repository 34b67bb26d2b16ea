"""Relaxation of many crystals at once: FIRE (Bitzek et al., doi:10.1103/PhysRevLett.97.170201) on atoms and cell together.

The degrees of freedom are those of ASE's UnitCellFilter: positions in the frame of the starting cell, and the deformation of that cell times the number
of atoms. Every crystal has its own time step; what has converged no longer moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

TIME_STEP, LONGEST_TIME_STEP, GROW, SHRINK, ALPHA, ALPHA_SHRINK, DELAY = 0.1, 1.0, 1.1, 0.5, 0.1, 0.99, 5
LONGEST_STEP = 0.2  # Å, root mean square over the atoms


@dataclass
class Frame:
    """Where a batch stands after a step."""

    positions: torch.Tensor  # (atoms, 3), Å
    cells: torch.Tensor  # (crystals, 3, 3), Å
    energies: torch.Tensor  # (crystals,), eV
    forces: torch.Tensor  # (atoms, 3), eV/Å
    stress: torch.Tensor  # (crystals, 3, 3), eV/Å³
    converged: torch.Tensor  # (crystals,) bool
    lost: torch.Tensor  # (crystals,) bool: no longer a number, or expanded to three times its volume
    given_up: torch.Tensor  # (crystals,) bool


GiveUp = Callable[[int, torch.Tensor], torch.Tensor]


def relax(label: Callable, numbers, counts, positions, cells, steps: int, force: float = 0.02, give_up: GiveUp | None = None) -> Iterator[Frame]:
    """Yields `steps` + 1 frames, the start among them. `label(numbers, counts, positions, cells)` gives energies, forces and stress.

    Converged: no force above `force` eV/Å and no component of the virial above `force` eV an atom. `give_up(step, energies)`, energies (crystals,) in eV
    per atom, infinite where lost, says which crystals are not worth going on with.
    """
    n = len(counts)
    owners = torch.repeat_interleave(torch.arange(n, device=counts.device), counts)
    start_cells, start_volumes = cells.clone(), torch.linalg.det(cells).abs()
    size = counts.to(cells.dtype)
    deformation = torch.eye(3, dtype=cells.dtype, device=cells.device).repeat(n, 1, 1)
    frame_positions = positions.clone()
    velocity, cell_velocity = torch.zeros_like(positions), torch.zeros_like(cells)
    dt, alpha = torch.full_like(size, TIME_STEP), torch.full_like(size, ALPHA)
    downhill = torch.zeros_like(counts)
    stopped, given_up = (torch.zeros(n, dtype=torch.bool, device=counts.device) for _ in range(2))

    def total(x, y):
        """Sum over all degrees of freedom of each crystal."""
        return x.new_zeros(n).index_add_(0, owners, (x * y).sum(1)) if x.dim() == 2 else (x * y).sum(dim=(1, 2))

    energies, forces, stress = torch.zeros_like(size), torch.zeros_like(positions), torch.zeros_like(cells)
    for step in range(steps + 1):
        on = ~stopped
        rows = on[owners]
        energies, forces, stress = energies.clone(), forces.clone(), stress.clone()
        energies[on], forces[rows], stress[on] = label(numbers[rows], counts[on], positions[rows], cells[on])
        volumes = torch.linalg.det(cells).abs()
        virial = -volumes[:, None, None] * stress
        largest = forces.new_zeros(n).scatter_reduce_(0, owners, torch.linalg.norm(forces, dim=1), "amax")
        lost = ~torch.isfinite(energies) | ~torch.isfinite(largest) | (volumes > 3 * start_volumes) | (volumes < 0.2 * start_volumes)
        converged = (largest < force) & ((virial.abs().amax(dim=(1, 2)) / size) < force)
        if give_up is not None:
            given_up = given_up | (give_up(step, torch.where(lost, torch.inf, energies / size)) & ~converged)
        stopped |= lost | converged | given_up
        yield Frame(positions, cells, energies, forces, stress, converged, lost, given_up)
        if step == steps or bool(stopped.all()):
            return
        moving = (~stopped).to(cells.dtype)
        own = moving[owners][:, None]
        f_atoms = torch.nan_to_num(torch.einsum("ni,nij->nj", forces, deformation[owners])) * own
        # virial times the transposed inverse of the deformation, over the number of atoms as the positions of the cell are times it
        f_cell = torch.nan_to_num(torch.linalg.solve(deformation, virial).transpose(1, 2) / size[:, None, None]) * moving[:, None, None]
        power = total(f_atoms, velocity) + total(f_cell, cell_velocity)
        f_norm = (total(f_atoms, f_atoms) + total(f_cell, f_cell)).sqrt().clamp_min(1e-12)
        v_norm = (total(velocity, velocity) + total(cell_velocity, cell_velocity)).sqrt()
        onward = power > 0
        mix = torch.where(onward, alpha * v_norm / f_norm, torch.zeros_like(alpha))
        keep = torch.where(onward, 1 - alpha, torch.zeros_like(alpha))
        velocity = keep[owners][:, None] * velocity + mix[owners][:, None] * f_atoms
        cell_velocity = keep[:, None, None] * cell_velocity + mix[:, None, None] * f_cell
        downhill = torch.where(onward, downhill + 1, torch.zeros_like(downhill))
        faster = onward & (downhill > DELAY)
        dt = torch.where(faster, (dt * GROW).clamp_max(LONGEST_TIME_STEP), torch.where(onward, dt, dt * SHRINK))
        alpha = torch.where(faster, alpha * ALPHA_SHRINK, torch.where(onward, alpha, torch.full_like(alpha, ALPHA)))
        velocity = velocity + dt[owners][:, None] * f_atoms
        cell_velocity = cell_velocity + dt[:, None, None] * f_cell
        move, cell_move = dt[owners][:, None] * velocity, dt[:, None, None] * cell_velocity
        length = (total(move, move) + total(cell_move, cell_move)).sqrt()
        shorten = (LONGEST_STEP * size.sqrt() / length.clamp_min(1e-12)).clamp_max(1.0) * moving
        frame_positions = frame_positions + shorten[owners][:, None] * move
        deformation = deformation + shorten[:, None, None] * cell_move / size[:, None, None]
        cells = start_cells @ deformation.transpose(1, 2)
        positions = torch.einsum("ni,nji->nj", frame_positions, deformation[owners])
