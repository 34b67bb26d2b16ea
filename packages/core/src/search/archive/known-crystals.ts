import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import type { Outcome, SearchState } from '../search-types.js';
import { lowestOfNiches } from './population.js';

/** Compared with: the lowest niches of the composition, and its latest starts. */
const NICHES = 40;
const STARTS = 40;

/**
 * Is a crystal of the composition like one that the search knows already, at the default tolerances: a low phase, or what a relaxation began with of late? Relaxing it again would
 * most likely end there again.
 */
export function likenessToKnown(
  { phases, individuals }: Pick<SearchState, 'phases' | 'individuals'>,
  composition: Composition,
): (structure: Structure) => boolean {
  const isOwn = (other: Composition): boolean => sameComposition(other, composition);
  const structures = [
    ...individuals
      .map(({ start }) => start)
      .filter(({ atomicNumbers }) => isOwn(compositionFromSites(atomicNumbers)))
      .slice(-STARTS),
    ...lowestOfNiches(phases.filter((phase) => isOwn(phase.composition)))
      .slice(0, NICHES)
      .map((phase) => (individuals[phase.individual].outcome as Outcome).structure),
  ];
  const prepared: MatchableStructure[] = [];
  return (structure) => {
    const own = prepareForMatching(structure);
    return structures.some((known, k) => isSameStructure((prepared[k] ??= prepareForMatching(known)), own));
  };
}
