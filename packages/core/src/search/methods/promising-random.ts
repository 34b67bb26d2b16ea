import type { Composition } from '../../composition/composition.js';
import type { Rng } from '../../numerics/rng.js';
import { lowestPhase } from '../archive/population.js';
import { chooseNew } from '../population/choose-new.js';
import { proposeRandoms } from '../population/propose-random.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { surrogateFor } from '../selection/describe-crystals.js';
import { limitsFrom, type Proposal } from './search-strategy.js';

/** Crystals to choose from: drawing and describing them costs well under a relaxation. Radial distributions are dearer than the surrogate and tell less. */
const CROWD = 48;
const RADIAL_CROWD = 16;

/** The most promising of many random crystals of the composition that is searched. */
export async function promisingRandom(state: SearchState, knowledge: SearchKnowledge, rng: Rng): Promise<Proposal> {
  const crowd = surrogateFor(state.request, knowledge) === null ? RADIAL_CROWD : CROWD;
  const composition = state.request.composition as Composition;
  const likely = (await knowledge.likelySymmetryOf?.(composition)) ?? null;
  const { structures, discarded } = proposeRandoms(composition, crowd, state, knowledge, likely, rng);
  const proposals = structures.map((structure) => ({ structure }));
  const { chosen, passedOver } = await chooseNew(proposals, state, knowledge, rng);
  const limits = limitsFrom(lowestPhase(state.phases)?.enthalpyPerAtom ?? null);
  return { operator: 'random', parents: [], ...chosen, discarded: { ...discarded, ...passedOver }, fromPool: null, ...limits };
}
