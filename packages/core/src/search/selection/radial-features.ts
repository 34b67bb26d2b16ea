import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { latticeVolume } from '../../crystal/lattice.js';

/** CrySPY's fingerprint: to 8 Å in 20 points, smeared by 0.7 Å. */
const REACH = 8;
const POINTS = 20;
const SMEARING = 0.7;

/**
 * Smeared radial distribution of each pair of elements less that of a gas, (20 × pairs): what a crystal looks like to a regression where no learned features exist
 * (after Valle and Oganov 2010, doi:10.1107/S0108767310026395). @param elements of the system, rising; they fix the order of the columns
 */
export function radialFeatures(structure: Structure, elements: readonly number[]): number[] {
  const { atomicNumbers, lattice } = structure;
  const pairs = elements.flatMap((_, i) => elements.slice(i).map((_z, k) => [i, i + k] as const));
  const column = new Map(pairs.map(([i, j], at) => [`${i}-${j}`, at]));
  const counts = elements.map((z) => atomicNumbers.filter((other) => other === z).length);
  const features = new Array<number>(pairs.length * POINTS).fill(0);
  const volume = latticeVolume(lattice);
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), REACH);
  const place = atomicNumbers.map((z) => elements.indexOf(z));
  for (let edge = 0; edge < edgeCount; edge++) {
    const [i, j] = [place[centers[edge]], place[neighbors[edge]]].sort((p, q) => p - q);
    const at = column.get(`${i}-${j}`) as number;
    // every unlike pair comes as two edges
    const weight = volume / (counts[i] * counts[j] * (i === j ? 1 : 2) * 4 * Math.PI * distances[edge] ** 2 * SMEARING * Math.sqrt(2 * Math.PI));
    for (let k = 0; k < POINTS; k++)
      features[at * POINTS + k] += weight * Math.exp(-(((((k + 1) * REACH) / POINTS - distances[edge]) / SMEARING) ** 2) / 2);
  }
  return features.map((g, k) => (counts[pairs[Math.floor(k / POINTS)][0]] * counts[pairs[Math.floor(k / POINTS)][1]] === 0 ? 0 : g - 1));
}
