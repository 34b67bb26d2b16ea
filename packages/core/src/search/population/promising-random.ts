import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, SearchState } from '../search-types.js';
import { surrogateFor } from '../selection/describe-crystals.js';
import { chooseNew } from './choose-new.js';
import { proposeRandoms, type Crowd } from './propose-random.js';

/** Radial distributions are dearer than the surrogate and tell less: then so many at most. */
const RADIAL_CROWD = 16;

/**
 * Of many random crystals of a composition, half of them of likely symmetry, the most promising.
 * @param crowd to choose from; drawing and describing them costs less than a relaxation
 * @throws {NoCandidatesError} where the constraints leave none
 */
export async function promisingRandom(
  composition: Composition,
  { count, perGroup }: Crowd,
  state: SearchState,
  knowledge: SearchKnowledge,
  rng: Rng,
): Promise<{ readonly structure: Structure; readonly discarded: Individual['discarded'] }> {
  const most = surrogateFor(state.request, knowledge) === null ? RADIAL_CROWD : Infinity;
  const pairs = await knowledge.likelySymmetryOf?.(composition);
  const likely = pairs === undefined ? null : { pairs, letterWeightsOf: knowledge.letterWeightsOf };
  const { structures, discarded } = proposeRandoms(composition, { count: Math.min(count, most), perGroup }, state, knowledge, likely, rng);
  const proposals = structures.map((structure) => ({ structure }));
  const { chosen, passedOver } = await chooseNew(proposals, state, knowledge, rng);
  return { ...chosen, discarded: { ...discarded, ...passedOver } };
}
