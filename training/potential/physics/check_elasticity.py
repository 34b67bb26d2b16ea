"""Are the elastic constants of elasticity.py right? On crystals of Morse pairs, of which the answers are known otherwise.

    python training/potential/physics/check_elasticity.py

- fcc without stress: Cauchy's relation, C₁₂ = C₄₄ (central forces, every atom an inversion center), in a frame of any orientation;
- hcp: the constants of relaxed atoms against strains after which the atoms are relaxed step by step;
- hcp: four of its constants by symmetry alone, C₁₁ = C₂₂, C₄₄ = C₅₅, C₆₆ = (C₁₁ − C₁₂)/2, and three frequencies at Γ of which two are equal.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).parents[1] / "distill"))
from elasticity import STRAIN, VOIGT, Geometry, cubic_constants, evaluate, respond, strained, voigt_strain  # noqa: E402
from neighbors import make_batch  # noqa: E402
from relax import relax  # noqa: E402
from teacher import forces_and_stress  # noqa: E402

DEPTH, WIDTH, LENGTH, CUTOFF = 0.3, 1.3, 2.8, 7.0  # eV, 1/Å, Å, Å


def morse(numbers, counts, positions, cells):
    """Energies, forces and stress of pairs D·((1 − e^{−a(r − r₀)})² − 1), shifted smoothly to nothing at the cutoff."""
    batch = make_batch(numbers, counts, positions, cells, CUTOFF)
    vectors = batch.vectors.detach().requires_grad_(True)
    distance = torch.linalg.norm(vectors, dim=1)
    pair = DEPTH * ((1 - torch.exp(-WIDTH * (distance - LENGTH))) ** 2 - 1) * (1 - (distance / CUTOFF) ** 2) ** 3
    (gradient,) = torch.autograd.grad(pair.sum(), vectors)
    energies = torch.zeros(batch.count, dtype=pair.dtype).index_add(0, batch.owners[batch.first], pair.detach())
    return energies, *forces_and_stress(batch, gradient)


def at_rest(cell: np.ndarray, fractional: np.ndarray) -> Geometry:
    numbers = np.full(len(fractional), 29)
    inputs = torch.as_tensor(numbers), torch.tensor([len(numbers)]), torch.as_tensor(fractional @ cell), torch.as_tensor(cell)[None]
    for frame in relax(morse, *inputs, 2000, 1e-8):
        pass
    assert bool(frame.converged[0]), "did not relax"
    return frame.cells[0].numpy(), numbers, frame.positions.numpy()


def constants_step_by_step(geometry: Geometry) -> np.ndarray:
    """GPa, each strained crystal with its atoms relaxed by steepest descent."""
    columns = []
    for k in range(6):
        stress = []
        for sign in (1, -1):
            cell, numbers, positions = strained(geometry, voigt_strain(k, sign * STRAIN))
            for _ in range(300):
                _, forces, found = evaluate(morse, [(cell, numbers, positions)])[0]
                if np.abs(forces).max() < 1e-7:
                    break
                positions = positions + 0.05 * forces
            stress.append(found)
        columns.append(np.array([(stress[0] - stress[1])[i, j] for i, j in VOIGT]) / (2 * STRAIN))
    return 160.2176634 * np.stack(columns, axis=1)


def main() -> None:
    torch.set_num_threads(1)
    turn = np.linalg.qr(np.random.default_rng(2).normal(size=(3, 3)))[0]
    turn *= np.sign(np.linalg.det(turn))
    fcc = at_rest(np.array([[0.0, 1.9, 1.9], [1.9, 0.0, 1.9], [1.9, 1.9, 0.0]]) @ turn, np.zeros((1, 3)))
    c11, c12, c44 = cubic_constants(respond(morse, fcc, np.array([63.5])).constants)
    print(f"fcc: C11 {c11:.2f}, C12 {c12:.2f}, C44 {c44:.2f} GPa")
    assert c11 > c12 and abs(c12 / c44 - 1) < 1e-3, "Cauchy's relation is broken"

    hcp = at_rest(np.array([[2.7, 0.0, 0.0], [-1.35, 1.35 * 3**0.5, 0.0], [0.0, 0.0, 4.4]]), np.array([[1 / 3, 2 / 3, 0.25], [2 / 3, 1 / 3, 0.75]]))
    response = respond(morse, hcp, np.array([63.5, 63.5]))
    direct, c = constants_step_by_step(hcp), response.constants
    largest = np.abs(c - 0.5 * (direct + direct.T)).max()
    print(f"hcp: C11 {c[0, 0]:.2f}, C12 {c[0, 1]:.2f}, C33 {c[2, 2]:.2f}, C44 {c[3, 3]:.2f} GPa, at most {largest:.1e} from relaxing step by step")
    assert largest < 2e-3 * c[0, 0], "linear response is not what relaxing gives"
    assert np.allclose([c[0, 0], c[3, 3], c[5, 5]], [c[1, 1], c[4, 4], (c[0, 0] - c[0, 1]) / 2], rtol=1e-3), "not hexagonal"
    assert np.isclose(*response.frequencies[:2], rtol=1e-4) and response.frequencies.min() > 0, "frequencies at Γ"


if __name__ == "__main__":
    main()
