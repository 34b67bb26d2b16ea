"""The Lennard-Jones model of the core as an ASE calculator, written anew with numpy over ASE's neighbor list."""
import numpy as np
from ase.calculators.calculator import Calculator, all_changes
from ase.data import covalent_radii
from ase.neighborlist import neighbor_list
from ase.stress import full_3x3_to_voigt_6_stress

EPSILON = 0.5
CUTOFF_RATIO = 2.5


class ShiftedForceLennardJones(Calculator):
    implemented_properties = ["energy", "free_energy", "forces", "stress"]

    def calculate(self, atoms=None, properties=None, system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        radii = covalent_radii[atoms.numbers]
        sigmas = np.add.outer(radii, radii) / 2 ** (1 / 6)
        i, j, distances, vectors = neighbor_list("ijdD", atoms, CUTOFF_RATIO * sigmas.max())
        sigma = sigmas[i, j]
        inside = distances < CUTOFF_RATIO * sigma
        i, j, distances, vectors, sigma = i[inside], j[inside], distances[inside], vectors[inside], sigma[inside]
        end = CUTOFF_RATIO * sigma
        value = lambda r: 4 * EPSILON * ((sigma / r) ** 12 - (sigma / r) ** 6)
        slope = lambda r: -24 * EPSILON * (2 * (sigma / r) ** 12 - (sigma / r) ** 6) / r
        pulls = ((slope(distances) - slope(end)) / distances)[:, None] * vectors
        forces = np.zeros((len(atoms), 3))
        np.add.at(forces, i, pulls)
        energy = 0.5 * np.sum(value(distances) - value(end) - (distances - end) * slope(end))
        stress = 0.5 * np.einsum("ea,eb->ab", pulls, vectors) / atoms.get_volume()
        self.results = {"energy": energy, "free_energy": energy, "forces": forces, "stress": full_3x3_to_voigt_6_stress(stress)}
