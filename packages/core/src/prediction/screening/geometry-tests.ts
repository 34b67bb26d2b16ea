import { latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { LEAST_PAIR_RATIO, shortestPairRatio } from '../../neighbors/shortest-pair-ratio.js';
import type { ScreeningTest } from '../stage-types.js';

/** Volume against the predicted one. */
const SMALLEST_VOLUME_RATIO = 0.4;
const LARGEST_VOLUME_RATIO = 2.5;

/** Tests on the geometry alone, cheapest first; those after a failed one are still reported. */
export function geometryTests(structure: Structure, volumePerAtom: number): ScreeningTest[] {
  const volumeRatio = latticeVolume(structure.lattice) / structure.atomicNumbers.length / volumePerAtom;
  const pairRatio = shortestPairRatio(structure);
  return [
    { name: 'volume-too-small', value: volumeRatio, threshold: SMALLEST_VOLUME_RATIO, passed: volumeRatio >= SMALLEST_VOLUME_RATIO },
    { name: 'volume-too-large', value: volumeRatio, threshold: LARGEST_VOLUME_RATIO, passed: volumeRatio <= LARGEST_VOLUME_RATIO },
    { name: 'atoms-too-close', value: pairRatio, threshold: LEAST_PAIR_RATIO, passed: pairRatio >= LEAST_PAIR_RATIO },
  ];
}
