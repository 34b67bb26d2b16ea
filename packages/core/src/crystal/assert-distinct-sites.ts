import { symbolOf } from '../elements/elements.js';
import { closestPair } from './minimum-distance.js';
import type { Structure } from './structure.js';
import { InvalidStructureError } from './structure.js';

/** Å; sites closer than this are one place written twice, far below any bond (H–H is 0.74 Å) and above the rounding of published coordinates. */
export const SAME_PLACE_DISTANCE = 0.01;

/**
 * Refuse a structure in which two atoms stand on one place.
 * @param minimalDistance Å
 * @throws {InvalidStructureError} that names both sites, counted from 0 in the order of the input
 */
export function assertDistinctSites(structure: Structure, minimalDistance = SAME_PLACE_DISTANCE): void {
  const { distance, sites } = closestPair(structure, minimalDistance);
  if (distance >= minimalDistance) return;
  const [first, second] = sites.map((site) => `${site} (${symbolOf(structure.atomicNumbers[site])})`);
  throw new InvalidStructureError(`Sites ${first} and ${second} stand on one place: they are ${distance.toFixed(4)} Å apart`);
}
