import { hullOfArchive } from '../archive/hull-of-archive.js';
import { proposeComposition } from '../population/compositions.js';
import { firstPossible } from '../population/first-possible.js';
import { proposeRandom } from '../population/propose-random.js';
import { asAnEnd } from './as-an-end.js';
import { endToSearch, limitsAt } from './hull-search.js';
import { seedProposal } from './random-search.js';
import { NO_MEMORY, type Proposal, type SearchStrategy } from './search-strategy.js';

/** Random crystals of random stoichiometries of a system, or mixtures of end members, one after the other: what the search by hull is measured against. */
export const randomSystemSearch: SearchStrategy = {
  begin: async () => NO_MEMORY,
  next: async (state, knowledge, rng) => {
    const { request, begun, phases } = state;
    if (begun >= request.budget) return { kind: 'finished' };
    const seed = seedProposal(state);
    if (seed !== null) return { kind: 'individual', proposal: seed };
    const end = endToSearch(state, knowledge);
    const hull = hullOfArchive(phases, request, knowledge.referenceEntries);
    const proposal = await firstPossible(
      () => end ?? proposeComposition(request, null, knowledge.referenceEntries, rng),
      async (composition): Promise<Proposal> => {
        const random = proposeRandom(composition, end === null ? state : asAnEnd(state, end), knowledge, rng);
        return { operator: 'random', parents: [], ...random, fromPool: null, ...limitsAt(composition, hull, state) };
      },
    );
    return { kind: 'individual', proposal };
  },
  turns: false,
  learn: (state) => state,
};
