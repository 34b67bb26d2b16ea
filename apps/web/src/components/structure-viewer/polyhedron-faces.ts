import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, cross, dot, norm, scaleVec3, subtractVec3 } from '@kessho/core/numerics/vec3';

/** Corners this far from a plane, Å, still lie in it: the bases of distorted polyhedra are drawn as one face. */
const FLATNESS = 0.05;

/**
 * The faces of the convex hull of a few points, each a list of corner indices in order around the face.
 * Every plane through three corners with all others on one side is a face; for the at most a dozen corners of a coordination polyhedron that is fast.
 */
export function polyhedronFaces(corners: readonly Vec3[]): number[][] {
  const faces = new Map<string, number[]>();
  const at = (index: number): Vec3 => corners[index] ?? [0, 0, 0];
  for (let i = 0; i < corners.length; i++) {
    for (let j = i + 1; j < corners.length; j++) {
      for (let k = j + 1; k < corners.length; k++) {
        const direction = cross(subtractVec3(at(j), at(i)), subtractVec3(at(k), at(i)));
        const length = norm(direction);
        if (length < 1e-6) continue;
        const normal = scaleVec3(direction, 1 / length);
        const heights = corners.map((corner) => dot(normal, subtractVec3(corner, at(i))));
        if (heights.some((height) => height > FLATNESS) && heights.some((height) => height < -FLATNESS)) continue;
        const members = heights.flatMap((height, index) => (Math.abs(height) <= FLATNESS ? [index] : []));
        faces.set(
          members.join(),
          around(
            members.map((index) => at(index)),
            normal,
          ).map((place) => members[place] ?? 0),
        );
      }
    }
  }
  return [...faces.values()];
}

/** The places of coplanar points in order around their middle. @param normal of length 1 */
export function around(points: readonly Vec3[], normal: Vec3): number[] {
  const middle = scaleVec3(points.reduce<Vec3>(addVec3, [0, 0, 0]), 1 / points.length);
  const first = subtractVec3(points[0] ?? middle, middle);
  const second = cross(normal, first);
  const angle = (point: Vec3): number => Math.atan2(dot(subtractVec3(point, middle), second), dot(subtractVec3(point, middle), first));
  return points.map((_, place) => place).sort((left, right) => angle(points[left] ?? middle) - angle(points[right] ?? middle));
}
