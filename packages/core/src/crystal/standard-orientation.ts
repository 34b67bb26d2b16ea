import type { Mat3 } from '../numerics/mat3.js';
import { determinant } from '../numerics/mat3.js';
import { changeBasis } from './change-basis.js';
import { cellParameters, latticeFromParameters } from './lattice.js';
import type { Structure } from './structure.js';

const INVERTED_AXES: Mat3 = [
  [-1, 0, 0],
  [0, -1, 0],
  [0, 0, -1],
];

/**
 * Turn a crystal so that a lies along x and b in the xy plane, as formats that keep only edges and angles have it.
 * A left-handed basis is first replaced by its opposite: with the edges and angles alone the crystal would turn into its mirror image.
 */
export function standardOrientation(structure: Structure): Structure {
  const rightHanded = determinant(structure.lattice.vectors) < 0 ? changeBasis(structure, INVERTED_AXES) : structure;
  return { ...rightHanded, lattice: latticeFromParameters(cellParameters(rightHanded.lattice)) };
}
