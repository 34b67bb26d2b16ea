import type { Structure } from '../../crystal/structure.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import type { Outcome, SearchState } from '../search-types.js';
import { lowestOfNiches } from './population.js';

/** Compared with: the lowest niches, and the latest starts. */
const NICHES = 40;
const STARTS = 40;

/**
 * Is a crystal like one that the search knows already, at the default tolerances: a low phase, or what a relaxation began with of late? Relaxing it again would
 * most likely end there again.
 */
export function likenessToKnown({ phases, individuals }: Pick<SearchState, 'phases' | 'individuals'>): (structure: Structure) => boolean {
  const structures = [
    ...individuals.slice(-STARTS).map(({ start }) => start),
    ...lowestOfNiches(phases)
      .slice(0, NICHES)
      .map((phase) => (individuals[phase.individual].outcome as Outcome).structure),
  ];
  const prepared: MatchableStructure[] = [];
  return (structure) => {
    const own = prepareForMatching(structure);
    return structures.some((known, k) => isSameStructure((prepared[k] ??= prepareForMatching(known)), own));
  };
}
