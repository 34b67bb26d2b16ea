import type { Mat3 } from '../numerics/mat3.js';
import { mat3TimesColumn, multiplyMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3 } from '../numerics/vec3.js';

/** A symmetry operation on column fractional coordinates, x′ = W x + w. */
export interface SymmetryOperation {
  /** W, integer, row by row. */
  readonly rotation: Mat3;
  /** w, each in [0, 1). Tabulated ones are multiples of 1/24; detected ones are real, since the origin of an input cell is arbitrary. */
  readonly translation: Vec3;
}

export const applyOperation = ({ rotation, translation }: SymmetryOperation, x: Vec3): Vec3 => addVec3(mat3TimesColumn(rotation, x), translation);

/** First `second`, then `first`; the translation is not wrapped. */
export const composeOperations = (first: SymmetryOperation, second: SymmetryOperation): SymmetryOperation => ({
  rotation: multiplyMat3(first.rotation, second.rotation),
  translation: applyOperation(first, second.translation),
});
