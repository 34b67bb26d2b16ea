import type { Structure } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';

/** Geometry as the tables hold it: 9 numbers for the lattice rows (Å), 3 for each site. */
export interface GeometryColumns {
  readonly lattice: number[];
  readonly fracCoords: number[];
  readonly atomicNumbers: number[];
  readonly nsites: number;
}

export function structureFromRow({ lattice, fracCoords, atomicNumbers }: GeometryColumns): Structure {
  const row = (flat: readonly number[], k: number): Vec3 => [flat[3 * k] ?? NaN, flat[3 * k + 1] ?? NaN, flat[3 * k + 2] ?? NaN];
  return {
    lattice: { vectors: [row(lattice, 0), row(lattice, 1), row(lattice, 2)] },
    atomicNumbers,
    fracCoords: atomicNumbers.map((_, site) => row(fracCoords, site)),
  };
}

export function columnsFromStructure({ lattice, fracCoords, atomicNumbers }: Structure): GeometryColumns {
  return { lattice: lattice.vectors.flat(), fracCoords: fracCoords.flat(), atomicNumbers: [...atomicNumbers], nsites: atomicNumbers.length };
}
