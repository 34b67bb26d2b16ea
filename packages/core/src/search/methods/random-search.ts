import type { Composition } from '../../composition/composition.js';
import { lowestPhase } from '../archive/population.js';
import { proposeRandom } from '../population/propose-random.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { limitsFrom, NO_MEMORY, type Proposal, type SearchStrategy } from './search-strategy.js';

/** The next seed; null where all are taken. Seeds come first, and are never given up. */
export function seedProposal({ request: { seeds }, individuals }: SearchState): Proposal | null {
  const structure = seeds[individuals.length];
  return structure === undefined ? null : { operator: 'seed', parents: [], structure, discarded: {}, fromPool: null, ...limitsFrom(null) };
}

/** A random crystal of the composition that is searched. */
export function randomProposal(state: SearchState, knowledge: SearchKnowledge, rng: Rng): Proposal {
  const random = proposeRandom(state.request.composition as Composition, state, knowledge, rng);
  return { operator: 'random', parents: [], ...random, fromPool: null, ...limitsFrom(lowestPhase(state.phases)?.enthalpyPerAtom ?? null) };
}

/** Random crystals with symmetry, one after the other: what every other method is measured against. */
export const randomSearch: SearchStrategy = {
  begin: async () => NO_MEMORY,
  next: async (state, knowledge, rng) =>
    state.begun >= state.request.budget
      ? { kind: 'finished' }
      : { kind: 'individual', proposal: seedProposal(state) ?? randomProposal(state, knowledge, rng) },
  turns: false,
  learn: (state) => state,
};
