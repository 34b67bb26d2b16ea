import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, SearchState } from '../search-types.js';
import { surrogateFor } from '../selection/describe-crystals.js';
import { chooseNew } from './choose-new.js';
import { proposeRandoms } from './propose-random.js';

/** Crystals to choose from: drawing and describing them costs well under a relaxation. Radial distributions are dearer than the surrogate and tell less. */
const CROWD = 48;
const RADIAL_CROWD = 16;

/** Of many random crystals of a composition, half of them of likely symmetry, the most promising. @throws {NoCandidatesError} where the constraints leave none */
export async function promisingRandom(
  composition: Composition,
  state: SearchState,
  knowledge: SearchKnowledge,
  rng: Rng,
): Promise<{ readonly structure: Structure; readonly discarded: Individual['discarded'] }> {
  const crowd = surrogateFor(state.request, knowledge) === null ? RADIAL_CROWD : CROWD;
  const likely = (await knowledge.likelySymmetryOf?.(composition)) ?? null;
  const { structures, discarded } = proposeRandoms(composition, crowd, state, knowledge, likely, rng);
  const proposals = structures.map((structure) => ({ structure }));
  const { chosen, passedOver } = await chooseNew(proposals, state, knowledge, rng);
  return { ...chosen, discarded: { ...discarded, ...passedOver } };
}
