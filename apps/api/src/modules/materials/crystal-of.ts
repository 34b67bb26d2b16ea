import type { Material } from '@kessho/schema/entities/material';
import type { GeometryColumns } from '../structures/structure-from-row.js';

/** The crystal of a material, with the tolerance of its symmetry; null where none was imported. */
export function crystalOf({
  lattice,
  fracCoords,
  atomicNumbers,
  nsites,
  symprec,
}: Material): (GeometryColumns & { readonly symprec: number | null }) | null {
  if (lattice === null || fracCoords === null || atomicNumbers === null || nsites === null) return null;
  return { lattice, fracCoords, atomicNumbers, nsites, symprec };
}
