import { CoreError } from '../errors.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { Lattice } from './lattice.js';

/** A crystal as a value: lattice, and one atomic number and one fractional position for each site. */
export interface Structure {
  readonly lattice: Lattice;
  /** `atomicNumbers[i]` is the element on site i, 1–118. */
  readonly atomicNumbers: readonly number[];
  /** `fracCoords[i]` is the position of site i, each coordinate in [0, 1). */
  readonly fracCoords: readonly Vec3[];
}

export class InvalidStructureError extends CoreError {
  readonly code = 'InvalidStructure';
}

/** Coordinates within this of 1 become 0: far above float64 noise, far below any symprec over any cell edge. */
const WRAP_TOLERANCE = 1e-10;

/** Bring a fractional coordinate into [0, 1); the one place where this is done. */
export function wrapFractional(x: number): number {
  const wrapped = x - Math.floor(x);
  return wrapped >= 1 - WRAP_TOLERANCE ? 0 : wrapped;
}

/**
 * Build a structure, wrapping its coordinates.
 * @throws {InvalidStructureError} for no sites, lists of unequal length, an atomic number outside of 1–118, a coordinate that is not finite
 */
export function createStructure(lattice: Lattice, atomicNumbers: readonly number[], fracCoords: readonly Vec3[]): Structure {
  if (atomicNumbers.length === 0) throw new InvalidStructureError('A structure needs at least one site');
  if (atomicNumbers.length !== fracCoords.length) {
    throw new InvalidStructureError(`${atomicNumbers.length} elements but ${fracCoords.length} positions`);
  }
  atomicNumbers.forEach((z, site) => {
    if (!Number.isInteger(z) || z < 1 || z > 118) throw new InvalidStructureError(`Site ${site} has atomic number ${z}`);
  });
  fracCoords.forEach((position, site) => {
    if (!position.every(Number.isFinite)) throw new InvalidStructureError(`Site ${site} has position ${position.join(', ')}`);
  });
  return { lattice, atomicNumbers, fracCoords: fracCoords.map(([x, y, z]): Vec3 => [wrapFractional(x), wrapFractional(y), wrapFractional(z)]) };
}
