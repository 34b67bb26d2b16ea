import type { Composition } from '../../composition/composition.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';

/** So many phases, the lowest of their composition first, say how far the expectation is off. */
const WITNESSES = 7;
const BOUNDS: readonly [number, number] = [0.4, 1.6];

/** Expected volume, Å³ per atom: that of the knowledge, which knows of no pressure, times the median of what relaxed phases have shown. */
export function expectedVolume({ phases }: Pick<SearchState, 'phases'>, { volumePerAtomOf }: Pick<SearchKnowledge, 'volumePerAtomOf'>): (composition: Composition) => number {
  const ratios = [...phases]
    .sort((a, b) => a.enthalpyPerAtom - b.enthalpyPerAtom || a.id - b.id)
    .slice(0, WITNESSES)
    .map(({ volumePerAtom, composition }) => volumePerAtom / volumePerAtomOf(composition))
    .sort((a, b) => a - b);
  const correction = ratios.length === 0 ? 1 : Math.min(BOUNDS[1], Math.max(BOUNDS[0], ratios[Math.floor(ratios.length / 2)]));
  return (composition) => correction * volumePerAtomOf(composition);
}
