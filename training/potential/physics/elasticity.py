"""Equation of state, elastic constants and lattice vibrations of a crystal from a potential's forces and stress, all in float64.

Elastic constants are those of relaxed atoms, by linear response: with the clamped constants C⁰ = ∂σ/∂ε, the internal strain Λ = ∂F/∂ε and the force
constants K = −∂F/∂u, all by central differences, C = C⁰ − Λᵀ K⁻¹ Λ / V (Wu, Vanderbilt and Hamann 2005, doi:10.1103/PhysRevB.72.035105). The roots of
K between atoms weighted by their masses are the frequencies at Γ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

STRAIN = 0.004
DISPLACEMENT = 0.01  # Å
VOLUMES = tuple(np.round(np.linspace(0.9, 1.1, 11), 3).tolist())  # of the relaxed one
GPA = 160.2176634  # GPa in an eV/Å³
THZ = 15.633302  # THz in √(eV/(Å² u))
SOFT = 1e-3  # eV/Å²; a force constant below it is that of a translation
ATOMS_AT_ONCE = 48
VOIGT = ((0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1))

Geometry = tuple[np.ndarray, np.ndarray, np.ndarray]  # cell (3, 3) Å, atomic numbers (atoms,), positions (atoms, 3) Å
Label = Callable[..., tuple[torch.Tensor, torch.Tensor, torch.Tensor]]


@dataclass(frozen=True)
class Response:
    """What a potential says of one relaxed crystal."""

    curve: np.ndarray  # (VOLUMES,) eV/atom above the relaxed crystal, scaled alike in all directions
    constants: np.ndarray  # (6, 6) GPa, Voigt's order, in the frame of the cell
    frequencies: np.ndarray  # (3·atoms − 3,) THz at Γ, rising; negative where the crystal is not stable


def evaluate(label: Label, geometries: list[Geometry]) -> list[tuple[float, np.ndarray, np.ndarray]]:
    """Energy, eV, forces (atoms, 3), eV/Å, and stress (3, 3), eV/Å³, of each."""
    found, first = [], 0
    while first < len(geometries):
        last, atoms = first, 0
        while last < len(geometries) and (last == first or atoms + len(geometries[last][1]) <= ATOMS_AT_ONCE):
            atoms += len(geometries[last][1])
            last += 1
        cells, numbers, positions = zip(*geometries[first:last])
        counts = [len(z) for z in numbers]
        energies, forces, stress = label(
            torch.as_tensor(np.concatenate(numbers)), torch.tensor(counts), torch.as_tensor(np.concatenate(positions)), torch.as_tensor(np.stack(cells))
        )
        found += zip(energies.tolist(), (f.numpy() for f in torch.split(forces, counts)), stress.numpy())
        first = last
    return found


def strained(geometry: Geometry, strain: np.ndarray) -> Geometry:
    cell, numbers, positions = geometry
    deformation = np.eye(3) + strain
    return cell @ deformation, numbers, positions @ deformation


def voigt_strain(k: int, size: float) -> np.ndarray:
    """Shears are engineering strains."""
    strain = np.zeros((3, 3))
    i, j = VOIGT[k]
    strain[i, j] += 0.5 * size
    strain[j, i] += 0.5 * size
    return strain


def displaced(geometry: Geometry, coordinate: int, size: float) -> Geometry:
    cell, numbers, positions = geometry
    moved = positions.copy()
    moved[coordinate // 3, coordinate % 3] += size
    return cell, numbers, moved


def respond(label: Label, geometry: Geometry, masses: np.ndarray) -> Response:
    """Of a relaxed crystal; `masses` (atoms,) in u."""
    coordinates = 3 * len(geometry[1])
    variants = [strained(geometry, np.eye(3) * (v ** (1 / 3) - 1)) for v in VOLUMES]
    variants += [strained(geometry, voigt_strain(k, sign * STRAIN)) for k in range(6) for sign in (1, -1)]
    variants += [displaced(geometry, k, sign * DISPLACEMENT) for k in range(coordinates) for sign in (1, -1)]
    found = evaluate(label, [geometry, *variants])
    relaxed, found = found[0], found[1:]
    curve = np.array([energy - relaxed[0] for energy, _, _ in found[: len(VOLUMES)]]) / len(geometry[1])
    by_strain, by_displacement = found[len(VOLUMES) : len(VOLUMES) + 12], found[len(VOLUMES) + 12 :]
    rows, columns = zip(*VOIGT)
    clamped = np.stack([(by_strain[2 * k][2] - by_strain[2 * k + 1][2])[rows, columns] for k in range(6)], axis=1) / (2 * STRAIN)
    internal = np.stack([(by_strain[2 * k][1] - by_strain[2 * k + 1][1]).ravel() for k in range(6)], axis=1) / (2 * STRAIN)
    force_constants = -np.stack([(by_displacement[2 * k][1] - by_displacement[2 * k + 1][1]).ravel() for k in range(coordinates)]) / (2 * DISPLACEMENT)
    return Response(curve, relaxed_constants(clamped, internal, force_constants, abs(np.linalg.det(geometry[0]))), frequencies_at_gamma(force_constants, masses))


def without_translations(force_constants: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Symmetric, with no force on a crystal moved as a whole; `weights` (atoms,): of the atoms in such a move."""
    translations = np.kron(weights[:, None], np.eye(3)) / np.linalg.norm(weights)
    rest = np.eye(len(force_constants)) - translations @ translations.T
    return rest @ (0.5 * (force_constants + force_constants.T)) @ rest


def relaxed_constants(clamped: np.ndarray, internal: np.ndarray, force_constants: np.ndarray, volume: float) -> np.ndarray:
    """GPa, symmetric, from eV/Å³, eV/Å, eV/Å² and Å³."""
    values, vectors = np.linalg.eigh(without_translations(force_constants, np.ones(len(force_constants) // 3)))
    stiff = np.abs(values) > SOFT
    along = vectors[:, stiff].T @ internal
    constants = clamped - along.T @ (along / values[stiff][:, None]) / volume
    return GPA * 0.5 * (constants + constants.T)


def frequencies_at_gamma(force_constants: np.ndarray, masses: np.ndarray) -> np.ndarray:
    weights = np.repeat(np.sqrt(masses), 3)
    values = np.linalg.eigvalsh(without_translations(force_constants / np.outer(weights, weights), np.sqrt(masses)))
    optical = np.sort(values[np.argsort(np.abs(values))[3:]])
    return THZ * np.sign(optical) * np.sqrt(np.abs(optical))


def moduli(constants: np.ndarray) -> tuple[float, float]:
    """Bulk and shear modulus, GPa, the mean of Voigt's and Reuss's (Hill 1952, doi:10.1088/0370-1298/65/5/307)."""
    c, s = constants, np.linalg.inv(constants)
    bulk = c[:3, :3].sum() / 9, 1 / s[:3, :3].sum()
    shear = (
        (np.trace(c[:3, :3]) - (c[0, 1] + c[1, 2] + c[0, 2]) + 3 * np.trace(c[3:, 3:])) / 15,
        15 / (4 * np.trace(s[:3, :3]) - 4 * (s[0, 1] + s[1, 2] + s[0, 2]) + 3 * np.trace(s[3:, 3:])),
    )
    return float(np.mean(bulk)), float(np.mean(shear))


def kelvin_moduli(constants: np.ndarray) -> np.ndarray:
    """The six eigenvalues of the stiffness, GPa, rising: the same in every frame. Of a cubic crystal C₁₁ + 2C₁₂, twice C₁₁ − C₁₂, three times 2C₄₄."""
    weights = np.array([1, 1, 1, np.sqrt(2), np.sqrt(2), np.sqrt(2)])
    return np.linalg.eigvalsh(constants * np.outer(weights, weights))


def cubic_constants(constants: np.ndarray) -> tuple[float, float, float]:
    """C₁₁, C₁₂ and C₄₄ of a cubic crystal in a frame of any orientation, GPa."""
    hydrostatic = constants[:3, :3].sum() / 3
    values = kelvin_moduli(constants)
    shears = np.delete(values, np.argmin(np.abs(values - hydrostatic)))
    # five are left, two and three of them alike
    if np.ptp(shears[:2]) + np.ptp(shears[2:]) < np.ptp(shears[:3]) + np.ptp(shears[3:]):
        tetragonal, twice_c44 = shears[:2].mean(), shears[2:].mean()
    else:
        tetragonal, twice_c44 = shears[3:].mean(), shears[:3].mean()
    return float((hydrostatic + 2 * tetragonal) / 3), float((hydrostatic - tetragonal) / 3), float(twice_c44 / 2)
