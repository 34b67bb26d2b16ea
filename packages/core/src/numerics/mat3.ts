import type { Vec3 } from './vec3.js';
import { cross, dot } from './vec3.js';

/** A 3×3 matrix as three rows. Lattices hold a, b, c in their rows; a row vector times a matrix changes frame: cartesian = fractional · matrix. */
export type Mat3 = readonly [Vec3, Vec3, Vec3];

export const IDENTITY_MAT3: Mat3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export const determinant = (m: Mat3): number => dot(m[0], cross(m[1], m[2]));

export const transpose = (m: Mat3): Mat3 => [
  [m[0][0], m[1][0], m[2][0]],
  [m[0][1], m[1][1], m[2][1]],
  [m[0][2], m[1][2], m[2][2]],
];

/** Row vector times matrix, v · M. */
export const rowTimesMat3 = (v: Vec3, m: Mat3): Vec3 => [
  v[0] * m[0][0] + v[1] * m[1][0] + v[2] * m[2][0],
  v[0] * m[0][1] + v[1] * m[1][1] + v[2] * m[2][1],
  v[0] * m[0][2] + v[1] * m[1][2] + v[2] * m[2][2],
];

/** Matrix times column vector, M · v. */
export const mat3TimesColumn = (m: Mat3, v: Vec3): Vec3 => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];

export const multiplyMat3 = (a: Mat3, b: Mat3): Mat3 => [rowTimesMat3(a[0], b), rowTimesMat3(a[1], b), rowTimesMat3(a[2], b)];

export const scaleMat3 = (m: Mat3, factor: number): Mat3 => [
  [m[0][0] * factor, m[0][1] * factor, m[0][2] * factor],
  [m[1][0] * factor, m[1][1] * factor, m[1][2] * factor],
  [m[2][0] * factor, m[2][1] * factor, m[2][2] * factor],
];

/** Inverse by cofactors; the caller guarantees a determinant different from zero. */
export function invertMat3(m: Mat3): Mat3 {
  const [a, b, c] = m;
  const factor = 1 / determinant(m);
  return transpose([cross(b, c), cross(c, a), cross(a, b)].map((row) => [row[0] * factor, row[1] * factor, row[2] * factor]) as unknown as Mat3);
}
