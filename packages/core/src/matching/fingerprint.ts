/**
 * A short vector of numbers for each structure, near to each other where the structures are: a screen for duplicates among thousands.
 *
 * For each pair of elements the radial distribution function, up to 2.5 units of (V/nsites)^(1/3), sampled with cubic B-splines and damped to zero at
 * the end, so that no atom enters or leaves abruptly (after A. R. Oganov, M. Valle, J. Chem. Phys. 130, 104504 (2009), doi:10.1063/1.3079326, with
 * splines in place of Gaussians and lengths relative to the volume). It does not depend on cell, origin, orientation, handedness or the order of
 * sites. Equal fingerprints do not prove equal structures: rare pairs of different crystals share all their distances.
 */
import { latticeVolume } from '../crystal/lattice.js';
import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { buildNeighborList } from '../neighbors/neighbor-list.js';

export interface Fingerprint {
  /** Distinct, rising. */
  readonly atomicNumbers: readonly number[];
  /** Without common divisor: `counts[k]` belongs to `atomicNumbers[k]`. */
  readonly counts: readonly number[];
  /** (nPairs × 32), pairs (0,0), (0,1), …, (1,1), …; weighted such that the plain Euclidean distance counts each pair by its share of all pairs. */
  readonly values: Float64Array;
}

/** Units of (V/nsites)^(1/3). */
const REACH = 2.5;

/** Splines per pair of elements. */
const SAMPLES = 32;

/** Below this no crystal has a neighbor, so it is not sampled. */
const START = 0.4;
const SPACING = (REACH - START) / SAMPLES;

export function fingerprint(structure: Structure): Fingerprint {
  const { atomicNumbers } = structure;
  const elements = [...new Set(atomicNumbers)].sort((a, b) => a - b);
  const elementOf = Int32Array.from(atomicNumbers, (z) => elements.indexOf(z));
  const counts = elements.map((_, k) => elementOf.reduce((count, element) => count + (element === k ? 1 : 0), 0));
  const unitLength = Math.cbrt(latticeVolume(structure.lattice) / atomicNumbers.length);
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), REACH * unitLength);
  const values = new Float64Array(((elements.length * (elements.length + 1)) / 2) * SAMPLES);
  for (let edge = 0; edge < edgeCount; edge++) {
    const [i, j] = [elementOf[centers[edge]!]!, elementOf[neighbors[edge]!]!];
    if (i <= j) addDistance(values, pairIndex(i, j, elements.length) * SAMPLES, distances[edge]! / unitLength);
  }
  weighPairs(values, counts, atomicNumbers.length);
  const divisor = counts.reduce(greatestCommonDivisor);
  return { atomicNumbers: elements, counts: counts.map((count) => count / divisor), values };
}

/**
 * Distance of fingerprints below which two relaxed structures are very likely the same, to be confirmed by `isSameStructure`.
 *
 * Calibrated on 2,500 pairs of Materials Project crystals (`test/golden/matching/generate.py --pairs 2500 --seed 101`): what a relaxation leaves
 * (0.01 Å, 0.3 % strain) stays below 0.016 in 99 of 100 cases; of 646 pairs of different polymorphs with equal cells 11 are below 0.02, the nearest
 * at 0.009: they differ in which of two like elements sits where. Not the other way round: the matcher forgives a strain of several percent, which
 * reaches 0.15 and more, so a large distance does not prove two structures different.
 */
export const SAME_STRUCTURE_DISTANCE = 0.02;

/** Relative difference of two fingerprints, |x − y| / (|x| + |y|): 0 for equal ones, at most 1, and 1 where the compositions differ. */
export function fingerprintDistance(one: Fingerprint, other: Fingerprint): number {
  if (!isSameList(one.atomicNumbers, other.atomicNumbers) || !isSameList(one.counts, other.counts)) return 1;
  let [difference, first, second] = [0, 0, 0];
  for (let k = 0; k < one.values.length; k++) {
    const [x, y] = [one.values[k]!, other.values[k]!];
    difference += (x - y) * (x - y);
    first += x * x;
    second += y * y;
  }
  return difference === 0 ? 0 : Math.sqrt(difference) / (Math.sqrt(first) + Math.sqrt(second));
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

const isSameList = (one: readonly number[], other: readonly number[]): boolean => one.length === other.length && one.every((x, k) => x === other[k]);

/** Place of the pair i ≤ j of n elements in the order (0,0), (0,1), …, (1,1), … */
const pairIndex = (i: number, j: number, n: number): number => i * n - (i * (i - 1)) / 2 + j - i;

/** Spread one distance over the four splines that see it, divided by the area of the sphere and damped by (1 − (r/R)²)². */
function addDistance(values: Float64Array, offset: number, distance: number): void {
  // Two atoms on one place, or nearly: counted at the start of the range.
  const r = Math.max(distance, START);
  const position = (r - START) / SPACING;
  const cell = Math.floor(position);
  const t = position - cell;
  const damping = (1 - (r / REACH) ** 2) ** 2;
  const weight = damping / (4 * Math.PI * r * r * SPACING * 6);
  const s = 1 - t;
  const splines = [s * s * s, 3 * t * t * t - 6 * t * t + 4, 3 * s * s * s - 6 * s * s + 4, t * t * t];
  for (let k = 0; k < 4; k++) {
    const sample = cell + k - 1;
    if (sample >= 0 && sample < SAMPLES) values[offset + sample]! += weight * splines[k]!;
  }
}

/** Turn sums over the cell into radial distribution functions g_ij = sums · V/(N_i N_j) with V = N in reduced units, times the root of the pair's share. */
function weighPairs(values: Float64Array, counts: readonly number[], nSites: number): void {
  counts.forEach((countI, i) =>
    counts.forEach((countJ, j) => {
      if (i > j) return;
      const share = ((i === j ? 1 : 2) * countI * countJ) / (nSites * nSites);
      const factor = (nSites / (countI * countJ)) * Math.sqrt(share);
      const first = pairIndex(i, j, counts.length) * SAMPLES;
      for (let k = first; k < first + SAMPLES; k++) values[k]! *= factor;
    }),
  );
}
