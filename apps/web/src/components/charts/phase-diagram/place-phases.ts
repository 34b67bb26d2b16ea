export type Point2 = readonly [x: number, y: number];
export type Point3 = readonly [x: number, y: number, z: number];

/** Corners of a regular triangle of side 1, the third on top; y points down as in SVG. */
export const TRIANGLE: readonly Point2[] = [
  [0, Math.sqrt(3) / 2],
  [1, Math.sqrt(3) / 2],
  [0.5, 0],
];

/** The same triangle lying flat around the origin, its corners at distance 1 from it. */
export const FLOOR: readonly Point3[] = [
  [-Math.sqrt(3) / 2, 0, 0.5],
  [Math.sqrt(3) / 2, 0, 0.5],
  [0, 0, -1],
];

/** Corners of a regular tetrahedron around the origin, at distance 1 from it; the fourth on top. */
export const TETRAHEDRON: readonly Point3[] = [
  [-Math.sqrt(2 / 3), 1 / 3, Math.SQRT2 / 3],
  [Math.sqrt(2 / 3), 1 / 3, Math.SQRT2 / 3],
  [0, 1 / 3, -(2 * Math.SQRT2) / 3],
  [0, -1, 0],
];

/** The point whose barycentric coordinates are the fractions: Σ fractionᵢ · cornerᵢ. */
export function barycentric<Point extends readonly number[]>(corners: readonly Point[], fractions: readonly number[]): Point {
  const dimensions = corners[0]?.length ?? 0;
  return Array.from({ length: dimensions }, (_, k) =>
    corners.reduce((sum, corner, i) => sum + (corner[k] ?? 0) * (fractions[i] ?? 0), 0),
  ) as unknown as Point;
}

export interface Turn {
  /** About the vertical axis, degrees. */
  readonly yaw: number;
  /** About the horizontal one, degrees. */
  readonly pitch: number;
}

/** Turn by yaw, then by pitch; seen from far away along z, so that the third coordinate is only depth: greater is nearer. */
export function turnPoint([x, y, z]: Point3, { yaw, pitch }: Turn): Point3 {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const [xTurned, zTurned] = [x * Math.cos(a) + z * Math.sin(a), z * Math.cos(a) - x * Math.sin(a)];
  return [xTurned, y * Math.cos(b) - zTurned * Math.sin(b), zTurned * Math.cos(b) + y * Math.sin(b)];
}
