import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { covalentRadiusOf } from '../elements/covalent-radius.js';
import { buildNeighborList } from './neighbor-list.js';

/** Closer than this no two atoms of a crystal are; a potential trained near equilibrium says nothing there, and metal–metal pairs are softer than that. */
export const LEAST_PAIR_RATIO = 0.5;

/** The smallest distance over the sum of the two covalent radii, periodic images of the same site included; 1 where no pair is closer than its sum. */
export function shortestPairRatio(structure: Structure): number {
  const radii = structure.atomicNumbers.map(covalentRadiusOf);
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), 2 * Math.max(...radii));
  let shortest = 1;
  for (let edge = 0; edge < edgeCount; edge++) {
    const ratio = distances[edge]! / (radii[centers[edge]!]! + radii[neighbors[edge]!]!);
    if (ratio < shortest) shortest = ratio;
  }
  return shortest;
}
