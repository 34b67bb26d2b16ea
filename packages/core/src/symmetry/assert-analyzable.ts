import { createLattice, InvalidLatticeError, latticeVolume } from '../crystal/lattice.js';
import { createStructure, InvalidStructureError, type Structure } from '../crystal/structure.js';
import { cross, norm } from '../numerics/vec3.js';

/** Å. Two sites closer than this are one site written twice: far below any bond, at the usual tolerance of symmetry. */
const MINIMAL_SITE_DISTANCE = 0.01;
/** Å. Lattice planes closer than this belong to no crystal; above twice the site distance the nearest image of a site pair is the wrapped one. */
const MINIMAL_PLANE_SPACING = 0.05;

/**
 * Check what would break the symmetry engine: numbers that are not finite, a flat cell, lists of unequal length, no sites, sites on one place.
 * @throws {InvalidStructureError} with the offending sites
 */
export function assertAnalyzable({ lattice, atomicNumbers, fracCoords }: Structure): void {
  createStructure(lattice, atomicNumbers, fracCoords);
  const [a, b, c] = lattice.vectors;
  try {
    createLattice(lattice.vectors);
  } catch (cause) {
    if (cause instanceof InvalidLatticeError) throw new InvalidStructureError(cause.message, { cause });
    throw cause;
  }
  const volume = latticeVolume(lattice);
  const spacings = [cross(b, c), cross(c, a), cross(a, b)].map((area) => volume / norm(area)) as [number, number, number];
  if (Math.min(...spacings) < MINIMAL_PLANE_SPACING) {
    throw new InvalidStructureError(`The cell is flat: its lattice planes are ${Math.min(...spacings)} Å apart`);
  }
  // A vector shorter than d has fractional components below d / spacing (plane spacings are 1 / |a*|).
  const [nearX, nearY, nearZ] = spacings.map((spacing) => MINIMAL_SITE_DISTANCE / spacing) as [number, number, number];
  for (let i = 0; i < fracCoords.length; i++) {
    const [xi, yi, zi] = fracCoords[i] as (typeof fracCoords)[number];
    for (let j = 0; j < i; j++) {
      const [xj, yj, zj] = fracCoords[j] as (typeof fracCoords)[number];
      const dx = xi - xj - Math.round(xi - xj);
      if (dx > nearX || dx < -nearX) continue;
      const dy = yi - yj - Math.round(yi - yj);
      if (dy > nearY || dy < -nearY) continue;
      const dz = zi - zj - Math.round(zi - zj);
      if (dz > nearZ || dz < -nearZ) continue;
      const distance = Math.hypot(...([0, 1, 2] as const).map((k) => dx * a[k] + dy * b[k] + dz * c[k]));
      if (distance < MINIMAL_SITE_DISTANCE) {
        throw new InvalidStructureError(`Sites ${j} and ${i} lie ${distance} Å apart, on one place`);
      }
    }
  }
}
