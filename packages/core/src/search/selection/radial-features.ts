import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { latticeVolume } from '../../crystal/lattice.js';

/** CrySPY's fingerprint: to 8 Å in 20 points, smeared by 0.7 Å. */
const REACH = 8;
const POINTS = 20;
const SMEARING = 0.7;
const SPACING = REACH / POINTS;
/** By how much the ratio of the Gaussians at neighboring points falls from one point to the next. */
const FALL = Math.exp(-((SPACING / SMEARING) ** 2));

/**
 * Smeared radial distribution of each pair of elements less that of a gas, (20 × pairs): what a crystal looks like to a regression where no learned features exist
 * (after Valle and Oganov 2010, doi:10.1107/S0108767310026395). @param elements of the system, rising; they fix the order of the columns
 */
export function radialFeatures(structure: Structure, elements: readonly number[]): number[] {
  const { atomicNumbers, lattice } = structure;
  const pairs = elements.flatMap((_, i) => elements.slice(i).map((_z, k) => [i, i + k] as const));
  const column = elements.map((_, i) => elements.map((_z, j) => pairs.findIndex(([p, q]) => p === Math.min(i, j) && q === Math.max(i, j))));
  const counts = elements.map((z) => atomicNumbers.filter((other) => other === z).length);
  const features = new Array<number>(pairs.length * POINTS).fill(0);
  const volume = latticeVolume(lattice);
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), REACH);
  const place = atomicNumbers.map((z) => elements.indexOf(z));
  for (let edge = 0; edge < edgeCount; edge++) {
    const [i, j] = [place[centers[edge]], place[neighbors[edge]]];
    const distance = distances[edge];
    // every unlike pair comes as two edges
    const weight = volume / (counts[i] * counts[j] * (i === j ? 1 : 2) * 4 * Math.PI * distance ** 2 * SMEARING * Math.sqrt(2 * Math.PI));
    // the Gaussian at one point after the other, each from the one before: a dense cell has hundreds of thousands of edges
    let value = weight * Math.exp(-(((SPACING - distance) / SMEARING) ** 2) / 2);
    let ratio = Math.exp((SPACING * (2 * distance - 3 * SPACING)) / (2 * SMEARING ** 2));
    const first = column[i][j] * POINTS;
    for (let k = 0; k < POINTS; k++) {
      features[first + k] += value;
      value *= ratio;
      ratio *= FALL;
    }
  }
  return features.map((g, k) => (counts[pairs[Math.floor(k / POINTS)][0]] * counts[pairs[Math.floor(k / POINTS)][1]] === 0 ? 0 : g - 1));
}
