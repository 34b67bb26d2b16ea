import { cartesianFromFractional } from '@kessho/core/crystal/coordinates';
import type { Lattice } from '@kessho/core/crystal/lattice';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { symbolOf } from '@kessho/core/elements/elements';
import { structureFromRow } from '../../modules/structures/structure-from-row.js';
import type { StructureRow } from './structure-row.js';

/** Lattice rows and positions in Å, and the element on each site. */
export function structureSites({ lattice, frac_coords, atomic_numbers, nsites }: StructureRow): {
  readonly lattice: Lattice;
  readonly cartesian: readonly Vec3[];
  readonly symbols: readonly string[];
} {
  const structure = structureFromRow({ lattice, fracCoords: frac_coords, atomicNumbers: atomic_numbers, nsites });
  return {
    lattice: structure.lattice,
    cartesian: cartesianFromFractional(structure.lattice, structure.fracCoords),
    symbols: structure.atomicNumbers.map(symbolOf),
  };
}
