import type { AssignmentWorkspace } from '../numerics/linear-assignment.js';
import { createAssignmentWorkspace, solveLinearAssignment } from '../numerics/linear-assignment.js';
import { lllTransformation } from './lll-basis.js';

/** A cell on which two crystals are laid over each other, with the positions of both in its Lenstra–Lenstra–Lovász basis. */
export interface OverlayCell {
  /** (9) rows of the reduced basis, Å. */
  readonly vectors: Float64Array;
  /** (27 × 3) the lattice translations by −1, 0 and 1 along each axis, Å. */
  readonly images: Float64Array;
  /** (9) integer; positions in the reduced basis = positions · inverse. */
  readonly inverse: Int32Array;
  /** Largest difference along each reduced axis at which two sites are still paired, fractional. */
  readonly tolerance: readonly [number, number, number];
  /** Half the shortest length a lattice vector can have, Å: a shorter vector is the shortest among its images. */
  readonly safeLength: number;
}

/** Distances of the paired sites after the best rigid shift, in units of (V/nsites)^(1/3). */
export interface PairingDistances {
  readonly rms: number;
  readonly maximum: number;
}

/** Cost that stands for a forbidden pair; larger than any squared distance in a crystal. */
const FORBIDDEN = 1e20;

/**
 * @param metric (9) Gram matrix of the cell, Å²
 * @param reach perpendicular distance beyond which sites are not paired, Å
 */
export function overlayCell(metric: Float64Array, reach: number): OverlayCell {
  const transformation = lllTransformation(metric);
  const g = (i: number, j: number): number => {
    let sum = 0;
    for (let p = 0; p < 3; p++) for (let q = 0; q < 3; q++) sum += transformation[3 * i + p]! * metric[3 * p + q]! * transformation[3 * j + q]!;
    return sum;
  };
  // a along x, b in the xy plane
  const ax = Math.sqrt(g(0, 0));
  const bx = g(0, 1) / ax;
  const by = Math.sqrt(g(1, 1) - bx * bx);
  const cx = g(0, 2) / ax;
  const cy = (g(1, 2) - bx * cx) / by;
  const cz = Math.sqrt(g(2, 2) - cx * cx - cy * cy);
  // Plane spacings, V / |b × c| and so on.
  const spacingA = (ax * by * cz) / Math.hypot(by * cz, bx * cz, bx * cy - by * cx);
  const spacingB = (by * cz) / Math.hypot(cy, cz);
  const images = new Float64Array(81);
  for (let k = 0; k < 27; k++) {
    const [p, q, r] = [Math.floor(k / 9) - 1, (Math.floor(k / 3) % 3) - 1, (k % 3) - 1];
    images.set([p * ax + q * bx + r * cx, q * by + r * cy, r * cz], 3 * k);
  }
  return {
    vectors: Float64Array.of(ax, 0, 0, bx, by, 0, cx, cy, cz),
    images,
    inverse: invertUnimodular(transformation, 0),
    tolerance: [reach / spacingA, reach / spacingB, reach / cz],
    // No lattice vector is shorter than the shortest Gram–Schmidt vector.
    safeLength: Math.min(ax, by, cz) / 2,
  };
}

/** Inverse of the integer matrix with determinant ±1 that starts at `at`. */
export function invertUnimodular(matrices: Int32Array, at: number): Int32Array {
  const [a, b, c, d, e, f, g, h, i] = matrices.subarray(at, at + 9) as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * adjugate[0]! + b * adjugate[3]! + c * adjugate[6]!;
  return Int32Array.from(adjugate, (entry) => entry * determinant);
}

/** Space for the largest block of equal atoms, reused over all translations. */
export interface PairingWorkspace {
  readonly costs: Float64Array;
  readonly vectors: Float64Array;
  readonly columnOf: Int32Array;
  readonly shifts: Float64Array;
  readonly assignment: AssignmentWorkspace;
}

export const createPairingWorkspace = (atomCount: number, largestBlock: number): PairingWorkspace => ({
  costs: new Float64Array(largestBlock * largestBlock),
  vectors: new Float64Array(3 * largestBlock * largestBlock),
  columnOf: new Int32Array(largestBlock),
  shifts: new Float64Array(3 * atomCount),
  assignment: createAssignmentWorkspace(largestBlock),
});

/** Sites of one element: `count` sites from `first` in one crystal and from `second` in the other. */
export interface SiteBlock {
  readonly first: number;
  readonly second: number;
  readonly count: number;
}

/**
 * Pair the sites of two crystals at the least sum of squared distances, element by element, then remove the mean displacement.
 * @param first (nAtoms × 3) positions in the reduced basis of `cell`
 * @param second likewise, already shifted onto the first
 * @param unitLength (V/nsites)^(1/3), Å
 * @returns null where some site has no partner within the tolerance
 */
export function pairSites(
  first: Float64Array,
  second: Float64Array,
  blocks: readonly SiteBlock[],
  cell: OverlayCell,
  unitLength: number,
  workspace: PairingWorkspace,
): PairingDistances | null {
  const { costs, vectors, columnOf, shifts, assignment } = workspace;
  let paired = 0;
  let [meanX, meanY, meanZ] = [0, 0, 0];
  for (const block of blocks) {
    if (!fillBlock(first, second, block, cell, workspace)) return null;
    const { count } = block;
    solveLinearAssignment(costs, count, columnOf, assignment);
    for (let row = 0; row < count; row++) {
      const pair = row * count + columnOf[row]!;
      if (costs[pair]! >= FORBIDDEN) return null;
      meanX += shifts[3 * paired] = vectors[3 * pair]!;
      meanY += shifts[3 * paired + 1] = vectors[3 * pair + 1]!;
      meanZ += shifts[3 * paired + 2] = vectors[3 * pair + 2]!;
      paired++;
    }
  }
  meanX /= paired;
  meanY /= paired;
  meanZ /= paired;
  let sum = 0;
  let largest = 0;
  for (let k = 0; k < paired; k++) {
    const squared = (shifts[3 * k]! - meanX) ** 2 + (shifts[3 * k + 1]! - meanY) ** 2 + (shifts[3 * k + 2]! - meanZ) ** 2;
    sum += squared;
    if (squared > largest) largest = squared;
  }
  return { rms: Math.sqrt(sum / paired) / unitLength, maximum: Math.sqrt(largest) / unitLength };
}

/**
 * Shortest vectors from each site of the second crystal (rows) to each of the first (columns), and their squares as costs.
 * @returns false where some site has no partner within the tolerance
 */
function fillBlock(first: Float64Array, second: Float64Array, block: SiteBlock, cell: OverlayCell, { costs, vectors }: PairingWorkspace): boolean {
  const { vectors: cellVectors, images } = cell;
  const ax = cellVectors[0]!;
  const bx = cellVectors[3]!;
  const by = cellVectors[4]!;
  const cx = cellVectors[6]!;
  const cy = cellVectors[7]!;
  const cz = cellVectors[8]!;
  const toleranceA = cell.tolerance[0];
  const toleranceB = cell.tolerance[1];
  const toleranceC = cell.tolerance[2];
  const safe = cell.safeLength * cell.safeLength;
  const count = block.count;
  for (let row = 0; row < count; row++) {
    const i = 3 * (block.second + row);
    const ia = second[i]!;
    const ib = second[i + 1]!;
    const ic = second[i + 2]!;
    let partners = 0;
    for (let column = 0; column < count; column++) {
      const pair = row * count + column;
      const j = 3 * (block.first + column);
      let a = first[j]! - ia;
      let b = first[j + 1]! - ib;
      let c = first[j + 2]! - ic;
      a -= Math.round(a);
      b -= Math.round(b);
      c -= Math.round(c);
      costs[pair] = FORBIDDEN;
      if (Math.abs(a) > toleranceA || Math.abs(b) > toleranceB || Math.abs(c) > toleranceC) continue;
      partners++;
      let x = a * ax + b * bx + c * cx;
      let y = b * by + c * cy;
      let z = c * cz;
      let shortest = x * x + y * y + z * z;
      if (shortest >= safe) {
        // Difference of the wrapped positions, then all images one cell to either side.
        a = wrap(first[j]!) - wrap(ia);
        b = wrap(first[j + 1]!) - wrap(ib);
        c = wrap(first[j + 2]!) - wrap(ic);
        const u = a * ax + b * bx + c * cx;
        const v = b * by + c * cy;
        const w = c * cz;
        let nearest = 0;
        shortest = Infinity;
        for (let k = 0; k < 81; k += 3) {
          x = u + images[k]!;
          y = v + images[k + 1]!;
          z = w + images[k + 2]!;
          const squared = x * x + y * y + z * z;
          if (squared < shortest) {
            shortest = squared;
            nearest = k;
          }
        }
        x = u + images[nearest]!;
        y = v + images[nearest + 1]!;
        z = w + images[nearest + 2]!;
      }
      costs[pair] = shortest;
      vectors[3 * pair] = x;
      vectors[3 * pair + 1] = y;
      vectors[3 * pair + 2] = z;
    }
    if (partners === 0) return false;
  }
  return true;
}

const wrap = (x: number): number => x - Math.floor(x);
