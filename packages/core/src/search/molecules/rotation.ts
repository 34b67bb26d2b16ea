import { invertMat3, multiplyMat3, transpose, type Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { norm, scaleVec3, type Vec3 } from '../../numerics/vec3.js';

/** Rows · matrix turns them by an angle about an axis (Rodrigues). @param axis of any length but 0 */
export function rotationAbout(axis: Vec3, angleRad: number): Mat3 {
  const [x, y, z] = scaleVec3(axis, 1 / norm(axis));
  const [s, c] = [Math.sin(angleRad), Math.cos(angleRad)];
  const t = 1 - c;
  return [
    [t * x * x + c, t * x * y + s * z, t * x * z - s * y],
    [t * x * y - s * z, t * y * y + c, t * y * z + s * x],
    [t * x * z + s * y, t * y * z - s * x, t * z * z + c],
  ];
}

/** Uniform over all rotations: a unit quaternion of four normal numbers. */
export function randomRotation(rng: Rng): Mat3 {
  const axis: Vec3 = [rng.normal(), rng.normal(), rng.normal()];
  return rotationAbout(axis, 2 * Math.atan2(norm(axis), rng.normal()));
}

/** Sweeps of the iteration; it converges quadratically. */
const SWEEPS = 30;

/** The orthogonal factor of a matrix with determinant ≠ 0: what a deformation turns (Higham 1986, doi:10.1137/0907079). */
export function orthogonalFactor(matrix: Mat3): Mat3 {
  let factor = matrix;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const other = transpose(invertMat3(factor));
    factor = factor.map((row, i) => row.map((x, j) => (x + other[i][j]) / 2)) as unknown as Mat3;
  }
  return factor;
}

/** What turns with a cell as it is deformed into another: rows · this. */
export const turnBetween = (from: Mat3, to: Mat3): Mat3 => orthogonalFactor(multiplyMat3(invertMat3(from), to));
