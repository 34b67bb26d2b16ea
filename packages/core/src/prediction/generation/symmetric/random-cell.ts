import type { LatticeShape } from './lattice-shape.js';

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Write the primitive vectors of a conventional cell of given shape and primitive volume: primitive = P · conventional, a along x, b in the xy plane.
 * @param primitiveMatrix (9), P row by row
 * @param vectors (9), Å; written
 * @returns whether the angles close a cell
 */
export function writePrimitiveVectors(shape: LatticeShape, primitiveVolume: number, primitiveMatrix: Float64Array, vectors: Float64Array): boolean {
  const { bOverA, cOverA, alpha, beta, gamma } = shape;
  const ca = alpha === 90 ? 0 : Math.cos(radians(alpha));
  const cb = beta === 90 ? 0 : Math.cos(radians(beta));
  const cg = gamma === 90 ? 0 : Math.cos(radians(gamma));
  const sg = Math.sqrt(1 - cg * cg);
  const cy = (ca - cb * cg) / sg;
  const height = 1 - cb * cb - cy * cy;
  // Below this the three vectors lie in a plane for every purpose.
  if (height < 1e-3) return false;
  const cz = Math.sqrt(height);
  const p = primitiveMatrix;
  const det = p[0]! * (p[4]! * p[8]! - p[5]! * p[7]!) - p[1]! * (p[3]! * p[8]! - p[5]! * p[6]!) + p[2]! * (p[3]! * p[7]! - p[4]! * p[6]!);
  const a = Math.cbrt(primitiveVolume / (det * bOverA * cOverA * sg * cz));
  const b = a * bOverA;
  const c = a * cOverA;
  for (let row = 0; row < 9; row += 3) {
    vectors[row] = p[row]! * a + p[row + 1]! * b * cg + p[row + 2]! * c * cb;
    vectors[row + 1] = p[row + 1]! * b * sg + p[row + 2]! * c * cy;
    vectors[row + 2] = p[row + 2]! * c * cz;
  }
  return true;
}
