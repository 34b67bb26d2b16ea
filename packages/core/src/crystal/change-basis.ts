import type { Mat3 } from '../numerics/mat3.js';
import { determinant, invertMat3, multiplyMat3, rowTimesMat3 } from '../numerics/mat3.js';
import { createLattice } from './lattice.js';
import type { Structure } from './structure.js';
import { createStructure, InvalidStructureError } from './structure.js';

/**
 * Describe the same crystal by other basis vectors, newMatrix = P · matrix; sites keep their order.
 * @param transformation P, whole numbers, determinant ±1
 * @throws {InvalidStructureError} for any other P, which would lose or invent sites
 */
export function changeBasis(structure: Structure, transformation: Mat3): Structure {
  if (!transformation.flat().every(Number.isInteger) || Math.abs(determinant(transformation)) !== 1) {
    throw new InvalidStructureError(`A change of basis needs whole numbers and determinant ±1, got ${JSON.stringify(transformation)}`);
  }
  const inverse = invertMat3(transformation);
  return createStructure(
    createLattice(multiplyMat3(transformation, structure.lattice.vectors)),
    structure.atomicNumbers,
    structure.fracCoords.map((position) => rowTimesMat3(position, inverse)),
  );
}
