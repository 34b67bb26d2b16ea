import type { Vec3 } from '../numerics/vec3.js';
import type { Structure } from './structure.js';

/** Operations under which a structure is exactly what it was, as flat arrays. They form a group modulo lattice translations; the identity is one. */
export interface SiteSymmetry {
  readonly operationCount: number;
  /** (nOperations × 9), W row by row, on column fractional coordinates: x′ = W x + w. */
  readonly rotations: Float64Array;
  /** (nOperations × 3), w; up to lattice translations. */
  readonly translations: Float64Array;
  /** (nOperations × nSites), the site of the structure onto which each site is mapped. */
  readonly permutations: Int32Array;
}

/** Many structures as flat arrays, for kernels. Structure s owns atoms `structureOffsets[s]` to `structureOffsets[s + 1] − 1`. */
export interface StructureBatch {
  /** (nStructures + 1), starts at 0. */
  readonly structureOffsets: Int32Array;
  /** (nAtoms) */
  readonly atomicNumbers: Int32Array;
  /** (nAtoms × 3), fractional; not necessarily wrapped. */
  readonly fracCoords: Float64Array;
  /** (nStructures × 9), rows a, b, c of each lattice, Å. */
  readonly lattices: Float64Array;
  /** (nStructures), null where none is known; left out where none is known of any. A kernel may use them to save work, or do without. */
  readonly symmetries?: readonly (SiteSymmetry | null)[];
}

export const batchSize = (batch: StructureBatch): number => batch.structureOffsets.length - 1;

export function packStructures(structures: readonly Structure[]): StructureBatch {
  const structureOffsets = new Int32Array(structures.length + 1);
  structures.forEach((structure, s) => (structureOffsets[s + 1] = (structureOffsets[s] as number) + structure.atomicNumbers.length));
  const nAtoms = structureOffsets[structures.length] as number;
  const batch = {
    structureOffsets,
    atomicNumbers: new Int32Array(nAtoms),
    fracCoords: new Float64Array(3 * nAtoms),
    lattices: new Float64Array(9 * structures.length),
  };
  structures.forEach(({ lattice, atomicNumbers, fracCoords }, s) => {
    const first = structureOffsets[s] as number;
    batch.atomicNumbers.set(atomicNumbers, first);
    fracCoords.forEach((position, i) => batch.fracCoords.set(position, 3 * (first + i)));
    lattice.vectors.forEach((vector, axis) => batch.lattices.set(vector, 9 * s + 3 * axis));
  });
  return batch;
}

/** The inverse of `packStructures`; coordinates are returned as they stand, without wrapping. */
export function unpackStructures(batch: StructureBatch): Structure[] {
  const vec = (array: Float64Array, at: number): Vec3 => [array[at] as number, array[at + 1] as number, array[at + 2] as number];
  return Array.from({ length: batchSize(batch) }, (_, s) => {
    const first = batch.structureOffsets[s] as number;
    const last = batch.structureOffsets[s + 1] as number;
    return {
      lattice: { vectors: [vec(batch.lattices, 9 * s), vec(batch.lattices, 9 * s + 3), vec(batch.lattices, 9 * s + 6)] },
      atomicNumbers: Array.from(batch.atomicNumbers.subarray(first, last)),
      fracCoords: Array.from({ length: last - first }, (_unused, i) => vec(batch.fracCoords, 3 * (first + i))),
    };
  });
}
