import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, cross, dot, norm, scaleVec3 } from '@kessho/core/numerics/vec3';

const MOST_INDEX = 9;

/** `1 1 0`, `110`, `1-10`, `(1, -1, 0)`. @returns null for anything else, and for three zeros */
export function millerFromText(text: string): Vec3 | null {
  const match = /^\s*[([{]?\s*([-−]?\d)[\s,]*([-−]?\d)[\s,]*([-−]?\d)\s*[)\]}]?\s*$/.exec(text);
  if (match === null) return null;
  const [h = 0, k = 0, l = 0] = match.slice(1).map((index) => Number(index.replace('−', '-')) + 0);
  return [h, k, l].every((index) => index === 0) || [h, k, l].some((index) => Math.abs(index) > MOST_INDEX) ? null : [h, k, l];
}

/** `1 -1 0` */
export const textFromMiller = (hkl: Vec3): string => hkl.join(' ');

/** Normal of the planes of these Miller indices, h a* + k b* + l c*, 1/Å: its length is one over their distance. */
export function planeNormal([a, b, c]: Mat3, [h, k, l]: Vec3): Vec3 {
  const [bc, ca, ab] = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = dot(a, bc);
  return addVec3(addVec3(scaleVec3(bc, h / volume), scaleVec3(ca, k / volume)), scaleVec3(ab, l / volume));
}

/** Å */
export const planeSpacing = (lattice: Mat3, hkl: Vec3): number => 1 / norm(planeNormal(lattice, hkl));
