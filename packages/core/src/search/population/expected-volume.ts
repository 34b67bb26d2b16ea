import type { Composition } from '../../composition/composition.js';
import { lowestOfCompositions } from '../archive/hull-of-archive.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Phase, SearchState } from '../search-types.js';

/** Of one composition so many phases, the lowest, say how far the expectation is off. */
const WITNESSES = 7;
const BOUNDS: readonly [number, number] = [0.4, 1.6];

/**
 * Expected volume, Å³ per atom: that of the knowledge, which knows of no pressure, times the median of what relaxed phases have shown: the lowest of the composition,
 * or of each composition where there are several, since their enthalpies do not compare.
 */
export function expectedVolume(
  { phases, request }: Pick<SearchState, 'phases' | 'request'>,
  { volumePerAtomOf }: Pick<SearchKnowledge, 'volumePerAtomOf'>,
): (composition: Composition) => number {
  // cells of layers are mostly empty
  if (request.constraints.layer !== null) return volumePerAtomOf;
  const witnesses: readonly Phase[] =
    request.composition === null
      ? [...lowestOfCompositions(phases).values()]
      : [...phases].sort((a, b) => a.enthalpyPerAtom - b.enthalpyPerAtom || a.id - b.id).slice(0, WITNESSES);
  const ratios = witnesses.map(({ volumePerAtom, composition }) => volumePerAtom / volumePerAtomOf(composition)).sort((a, b) => a - b);
  const correction = ratios.length === 0 ? 1 : Math.min(BOUNDS[1], Math.max(BOUNDS[0], ratios[Math.floor(ratios.length / 2)]));
  return (composition) => correction * volumePerAtomOf(composition);
}
