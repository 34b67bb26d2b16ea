import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, dot, norm, scaleVec3, subtractVec3 } from '@kessho/core/numerics/vec3';
import { planeNormal } from './miller-indices';
import { around } from './polyhedron-faces';

/** Of a stack of more planes only the middle one is drawn: the others would hide it. */
const MOST_PLANES = 12;
/** Å²: crossings nearer than this are one, where a plane goes through a corner. */
const SAME_POINT = 1e-6;

const ORIGIN: Vec3 = [0, 0, 0];

/** The corners of the box of cells, and its edges as pairs of them. */
const CORNERS: readonly Vec3[] = [0, 1].flatMap((x) => [0, 1].flatMap((y) => [0, 1].map((z): Vec3 => [x, y, z])));
const EDGES = CORNERS.flatMap((from) =>
  CORNERS.filter((to) => {
    const along = subtractVec3(to, from);
    return dot(along, along) === 1 && dot(along, [1, 1, 1]) === 1;
  }).map((to) => [from, to] as const),
);

/** Where the planes h x + k y + l z = n of whole n cut the drawn cells: polygons, their corners in order, Å. */
export function planeCuts(lattice: Mat3, supercell: Vec3, hkl: Vec3): Vec3[][] {
  const box = (corner: Vec3): Vec3 => [corner[0] * supercell[0], corner[1] * supercell[1], corner[2] * supercell[2]];
  const heights = CORNERS.map((corner) => dot(box(corner), hkl));
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  const all = Array.from({ length: highest - lowest + 1 }, (_, k) => lowest + k);
  const direction = planeNormal(lattice, hkl);
  const normal = scaleVec3(direction, 1 / norm(direction));
  const wanted = all.length - 2 > MOST_PLANES ? [Math.round((lowest + highest) / 2)] : all;
  return wanted
    .map((height) => {
      const crossings = EDGES.flatMap(([from, to]): Vec3[] => {
        const [start, end] = [dot(box(from), hkl) - height, dot(box(to), hkl) - height];
        if (start * end > 0 || start === end) return [];
        const share = start / (start - end);
        return [rowTimesMat3(addVec3(scaleVec3(box(from), 1 - share), scaleVec3(box(to), share)), lattice)];
      });
      const corners = distinct(crossings);
      return corners.length < 3 ? [] : around(corners, normal).map((place) => corners[place] ?? ORIGIN);
    })
    .filter((corners) => corners.length > 0);
}

const distinct = (points: readonly Vec3[]): Vec3[] =>
  points.filter((point, place) => points.findIndex((other) => dot(subtractVec3(point, other), subtractVec3(point, other)) < SAME_POINT) === place);
