/**
 * List the bases of one lattice that look like a given cell: each vector's length and each angle within a tolerance, and spanning the whole lattice.
 * This is step 4 of the matcher in S. P. Ong et al., Comput. Mater. Sci. 68, 314 (2013), doi:10.1016/j.commatsci.2012.10.028.
 */
export interface CellShape {
  /** Å. */
  readonly lengths: readonly [number, number, number];
  /** α, β, γ in degrees. */
  readonly angles: readonly [number, number, number];
}

/** @param vectors (9) rows a, b, c */
export function cellShape(vectors: Float64Array): CellShape {
  const product = (i: number, j: number): number =>
    vectors[3 * i]! * vectors[3 * j]! + vectors[3 * i + 1]! * vectors[3 * j + 1]! + vectors[3 * i + 2]! * vectors[3 * j + 2]!;
  const [a, b, c] = [Math.sqrt(product(0, 0)), Math.sqrt(product(1, 1)), Math.sqrt(product(2, 2))];
  const angle = (cosine: number): number => (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
  return { lengths: [a, b, c], angles: [angle(product(1, 2) / (b * c)), angle(product(0, 2) / (a * c)), angle(product(0, 1) / (a * b))] };
}

/**
 * @param vectors (9) rows of the lattice, Å
 * @param lengthTolerance relative, applied as a factor either way
 * @param angleTolerance degrees
 * @returns (nBases × 9) integer matrices M, row-major, det M = ±1; the basis is M times the rows
 */
export function findBases(vectors: Float64Array, target: CellShape, lengthTolerance: number, angleTolerance: number): Int32Array {
  const candidates = target.lengths.map((length) => vectorsOfLength(vectors, length / (1 + lengthTolerance), length * (1 + lengthTolerance)));
  const [as, bs, cs] = candidates as [Candidates, Candidates, Candidates];
  const [alpha, beta, gamma] = target.angles.map((angle) => cosineRange(angle, angleTolerance)) as [CosineRange, CosineRange, CosineRange];
  const bases: number[] = [];
  for (let i = 0; i < as.count; i++) {
    for (let j = 0; j < bs.count; j++) {
      if (!isWithin(gamma, as, i, bs, j)) continue;
      for (let k = 0; k < cs.count; k++) {
        if (!isWithin(alpha, bs, j, cs, k) || !isWithin(beta, as, i, cs, k)) continue;
        const [p, q, r] = [as.cells[3 * i]!, as.cells[3 * i + 1]!, as.cells[3 * i + 2]!];
        const [s, t, u] = [bs.cells[3 * j]!, bs.cells[3 * j + 1]!, bs.cells[3 * j + 2]!];
        const [v, w, x] = [cs.cells[3 * k]!, cs.cells[3 * k + 1]!, cs.cells[3 * k + 2]!];
        if (Math.abs(p * (t * x - u * w) - q * (s * x - u * v) + r * (s * w - t * v)) === 1) bases.push(p, q, r, s, t, u, v, w, x);
      }
    }
  }
  return Int32Array.from(bases);
}

type Nine = readonly [number, number, number, number, number, number, number, number, number];

/** Lattice vectors: whole-number components, and directions of unit length. */
interface Candidates {
  readonly count: number;
  readonly cells: readonly number[];
  readonly directions: readonly number[];
}

function vectorsOfLength(vectors: Float64Array, shortest: number, longest: number): Candidates {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = vectors as unknown as Nine;
  const volume = Math.abs(ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
  // A vector with component n along an axis is at least n plane spacings long.
  const reachA = Math.floor((longest * Math.hypot(by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx)) / volume);
  const reachB = Math.floor((longest * Math.hypot(cy * az - cz * ay, cz * ax - cx * az, cx * ay - cy * ax)) / volume);
  const reachC = Math.floor((longest * Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)) / volume);
  const cells: number[] = [];
  const directions: number[] = [];
  let count = 0;
  for (let p = -reachA; p <= reachA; p++) {
    for (let q = -reachB; q <= reachB; q++) {
      for (let r = -reachC; r <= reachC; r++) {
        const x = p * ax + q * bx + r * cx;
        const y = p * ay + q * by + r * cy;
        const z = p * az + q * bz + r * cz;
        const length = Math.sqrt(x * x + y * y + z * z);
        if (length <= shortest || length >= longest) continue;
        cells.push(p, q, r);
        directions.push(x / length, y / length, z / length);
        count++;
      }
    }
  }
  return { count, cells, directions };
}

interface CosineRange {
  readonly lowest: number;
  readonly highest: number;
}

const cosineRange = (angle: number, tolerance: number): CosineRange => ({
  lowest: angle + tolerance >= 180 ? -Infinity : Math.cos(((angle + tolerance) * Math.PI) / 180),
  highest: angle - tolerance <= 0 ? Infinity : Math.cos(((angle - tolerance) * Math.PI) / 180),
});

function isWithin({ lowest, highest }: CosineRange, u: Candidates, i: number, v: Candidates, j: number): boolean {
  const [p, q] = [u.directions, v.directions];
  const cosine = p[3 * i]! * q[3 * j]! + p[3 * i + 1]! * q[3 * j + 1]! + p[3 * i + 2]! * q[3 * j + 2]!;
  return cosine >= lowest && cosine <= highest;
}
