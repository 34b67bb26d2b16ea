import type { Mat3 } from '../../numerics/mat3.js';
import { rowTimesMat3 } from '../../numerics/mat3.js';
import { norm, subtractVec3, type Vec3 } from '../../numerics/vec3.js';

/** Shortest distance between images of two positions, Å, in a cell whose angles are not far from 90°. */
export function periodicDistance(vectors: Mat3, x: Vec3, y: Vec3): number {
  const [dx, dy, dz] = subtractVec3(x, y).map((d) => d - Math.round(d));
  let shortest = Infinity;
  for (let i = -1; i <= 1; i++)
    for (let j = -1; j <= 1; j++) for (let k = -1; k <= 1; k++) shortest = Math.min(shortest, norm(rowTimesMat3([dx + i, dy + j, dz + k], vectors)));
  return shortest;
}
