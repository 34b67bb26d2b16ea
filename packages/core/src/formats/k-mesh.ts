import type { Structure } from '../crystal/structure.js';
import { norm } from '../numerics/vec3.js';

/** Points times atoms of the Materials Project's relaxations. */
export const DEFAULT_POINTS_PER_ATOM = 1000;

/**
 * Divisions of the reciprocal cell for a mesh of at least roughly `pointsPerAtom` / nsites points, about equally dense along its three vectors.
 *
 * Agrees with pymatgen's `Kpoints.automatic_density`, which raises a density that is a perfect cube by a hundredth, so that rounding does not halve a
 * division. Both programs that take the mesh get it centered on Γ, which suits every lattice.
 */
export function kMesh({ lattice, atomicNumbers }: Structure, pointsPerAtom = DEFAULT_POINTS_PER_ATOM): [number, number, number] {
  const density = Math.abs(Math.floor(Math.cbrt(pointsPerAtom) + 0.5) ** 3 - pointsPerAtom) < 1 ? 1.01 * pointsPerAtom : pointsPerAtom;
  const [a, b, c] = lattice.vectors.map(norm);
  const scale = Math.cbrt((density / atomicNumbers.length) * a * b * c);
  return [a, b, c].map((length) => Math.floor(Math.max(scale / length, 1))) as [number, number, number];
}
