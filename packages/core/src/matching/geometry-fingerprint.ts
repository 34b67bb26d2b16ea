/**
 * A crystal's geometry as a point of a vector space, near to those of similar crystals: what "similar structures" are found by.
 *
 *     g_c(r) = Σ_{pairs i, j of class c} δ(r − r_ij) / (4π r² N),   F_c = √w_c (g_c / w_c − 1),   w_c the share of class c among all pairs
 *
 * Two classes, pairs of like and of unlike elements, so that an element is never named: NaCl and MgO are one point, diamond and zinc blende are two. Lengths
 * in units of (V/N)^(1/3): density counts as little. Each class is sampled with cubic B-splines and damped to zero at the end of the range, so that no atom
 * enters abruptly, and the whole is scaled to length 1. It depends on neither cell, origin, orientation, handedness nor order of sites.
 *
 * After the fingerprint of A. R. Oganov and M. Valle, J. Chem. Phys. 130, 104504 (2009), doi:10.1063/1.3079326, its weights and its cosine distance (M. Valle
 * and A. R. Oganov, Acta Cryst. A66, 507 (2010), doi:10.1107/S0108767310026395), with two classes of pairs in the place of all pairs of elements. Equal
 * fingerprints do not prove equal crystals: rare pairs of different crystals share all their distances.
 */
import { latticeVolume } from '../crystal/lattice.js';
import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { buildNeighborList } from '../neighbors/neighbor-list.js';

/** Units of (V/nsites)^(1/3). */
const REACH = 3;
/** Below this no crystal has a neighbor, so it is not sampled. */
const START = 0.4;
/** Splines of each class. */
const SAMPLES = 32;
const SPACING = (REACH - START) / SAMPLES;

/** Numbers of a fingerprint. */
export const FINGERPRINT_LENGTH = 2 * SAMPLES;

/** (FINGERPRINT_LENGTH), first the pairs of like elements, then of unlike ones; of length 1. */
export function geometryFingerprint(structure: Structure): Float64Array {
  const { atomicNumbers, lattice } = structure;
  const nSites = atomicNumbers.length;
  const unitLength = Math.cbrt(latticeVolume(lattice) / nSites);
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), REACH * unitLength);
  const values = new Float64Array(FINGERPRINT_LENGTH);
  for (let edge = 0; edge < edgeCount; edge++) {
    const isLike = atomicNumbers[centers[edge]!] === atomicNumbers[neighbors[edge]!];
    addDistance(values, isLike ? 0 : SAMPLES, distances[edge]! / unitLength);
  }
  const likeShare = shareOfLikePairs(atomicNumbers);
  weighClass(values.subarray(0, SAMPLES), nSites, likeShare);
  weighClass(values.subarray(SAMPLES), nSites, 1 - likeShare);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function shareOfLikePairs(atomicNumbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const z of atomicNumbers) counts.set(z, (counts.get(z) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count ** 2, 0) / atomicNumbers.length ** 2;
}

/** Falls to zero with zero slope at the end of the range. @param r units of (V/nsites)^(1/3) */
const damping = (r: number): number => (1 - (r / REACH) ** 2) ** 2;

/** Spread one distance over the four splines that see it, divided by the area of the sphere. */
function addDistance(values: Float64Array, offset: number, distance: number): void {
  // Two atoms on one place, or nearly: counted at the start of the range.
  const r = Math.max(distance, START);
  const position = (r - START) / SPACING;
  const cell = Math.floor(position);
  const t = position - cell;
  const s = 1 - t;
  const weight = damping(r) / (4 * Math.PI * r * r * SPACING * 6);
  const splines = [s * s * s, 3 * t * t * t - 6 * t * t + 4, 3 * s * s * s - 6 * s * s + 4, t * t * t];
  for (let k = 0; k < 4; k++) {
    const sample = cell + k - 1;
    if (sample >= 0 && sample < SAMPLES) values[offset + sample]! += weight * splines[k]!;
  }
}

/** Turn the damped sums of a class into √w (g/w − 1), damped alike; a class without pairs is 0. */
function weighClass(sums: Float64Array, nSites: number, share: number): void {
  for (let k = 0; k < SAMPLES; k++) {
    sums[k] = share > 0 ? Math.sqrt(share) * (sums[k]! / (nSites * share) - damping(START + k * SPACING)) : 0;
  }
}
