import { assertDistinctSites, SAME_PLACE_DISTANCE } from '../crystal/assert-distinct-sites.js';
import { createLattice, InvalidLatticeError } from '../crystal/lattice.js';
import { closestPair } from '../crystal/minimum-distance.js';
import { createStructure, InvalidStructureError, type Structure } from '../crystal/structure.js';
import { SymmetryNotFoundError } from './symmetry-errors.js';

/**
 * Check what would break the symmetry engine, or keep it busy for minutes: numbers that are not finite, a flat cell, lists of unequal length, no
 * sites, sites on one place, or a tolerance that does not tell two sites (or a site and its image) apart.
 * @param symprec Å
 * @throws {InvalidStructureError} with the offending sites
 * @throws {SymmetryNotFoundError} where two sites are nearer to each other than 2 · symprec
 */
export function assertAnalyzable({ lattice, atomicNumbers, fracCoords }: Structure, symprec: number): void {
  const structure = createStructure(lattice, atomicNumbers, fracCoords);
  try {
    createLattice(lattice.vectors);
  } catch (cause) {
    if (cause instanceof InvalidLatticeError) throw new InvalidStructureError(cause.message, { cause });
    throw cause;
  }
  const { distance, sites } = closestPair(structure, Math.max(SAME_PLACE_DISTANCE, 2 * symprec));
  if (distance < SAME_PLACE_DISTANCE) assertDistinctSites(structure);
  if (distance < 2 * symprec) {
    throw new SymmetryNotFoundError(
      `A tolerance of ${symprec} Å does not tell sites ${sites.join(' and ')} apart: they are ${distance.toFixed(4)} Å from each other`,
    );
  }
}
