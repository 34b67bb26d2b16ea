import type { RelaxedCandidate } from '../stage-types.js';
import type { DistinctStructure } from './merge-duplicates.js';
import { distinctStructures, energyOfSearch, orderByEnergies, type RankingInput } from './rank-structures.js';

/** Structures that the judge looks at, at most. */
export const FINALISTS = 30;
/** As many of them are the first of the order without a judge, wherever their energies lie. */
const FIRST_OF_ORDER = 10;

/** What may be ranked first: the first of the order by the searching potential, filled up with the lowest in enthalpy, in rising enthalpy. */
export function chooseFinalists(relaxed: readonly RelaxedCandidate[], input: Pick<RankingInput, 'order' | 'unknownShare' | 'spaceGroupProbabilities'>): RelaxedCandidate[] {
  const distinct = distinctStructures(relaxed);
  const chosen = new Set<DistinctStructure>(
    orderByEnergies(distinct, energyOfSearch, input)
      .slice(0, FIRST_OF_ORDER)
      .map(({ structure }) => structure),
  );
  for (const structure of distinct) if (chosen.size < FINALISTS) chosen.add(structure);
  return distinct.filter((structure) => chosen.has(structure)).map(({ candidate }) => candidate);
}
