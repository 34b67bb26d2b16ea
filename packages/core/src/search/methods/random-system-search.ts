import { hullOfArchive } from '../archive/hull-of-archive.js';
import { proposeComposition } from '../population/compositions.js';
import { proposeRandom } from '../population/propose-random.js';
import { elementToSearch, limitsAt } from './hull-search.js';
import { seedProposal } from './random-search.js';
import { NO_MEMORY, type SearchStrategy } from './search-strategy.js';

/** Random crystals of random stoichiometries of a system, one after the other: what the search by hull is measured against. */
export const randomSystemSearch: SearchStrategy = {
  begin: async () => NO_MEMORY,
  next: async (state, knowledge, rng) => {
    const { request, begun, phases } = state;
    if (begun >= request.budget) return { kind: 'finished' };
    const seed = seedProposal(state);
    if (seed !== null) return { kind: 'individual', proposal: seed };
    const element = elementToSearch(state, knowledge);
    const composition =
      element === null ? proposeComposition(request, null, knowledge.referenceEntries, rng) : { atomicNumbers: [element], counts: [1] };
    const random = proposeRandom(composition, state, knowledge, rng);
    const limits = limitsAt(composition, hullOfArchive(phases, request, knowledge.referenceEntries), state);
    return { kind: 'individual', proposal: { operator: 'random', parents: [], ...random, fromPool: null, ...limits } };
  },
  turns: false,
  learn: (state) => state,
};
