import { compositionFromSites } from '../../composition/create-composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { likenessToKnown } from '../archive/known-crystals.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, SearchState } from '../search-types.js';
import { orderByPromise } from './order-by-promise.js';

export interface Choice<T> {
  readonly chosen: T;
  /** Of the others, by reason. */
  readonly passedOver: Individual['discarded'];
}

/** Of several crystals of one composition the most promising that is like none the search knows; where all are, the most promising. @param proposals at least one */
export async function chooseNew<T extends { readonly structure: Structure }>(
  proposals: readonly T[],
  state: SearchState,
  knowledge: SearchKnowledge,
  rng: Rng,
): Promise<Choice<T>> {
  const structures = proposals.map(({ structure }) => structure);
  const order = proposals.length === 1 ? [0] : await orderByPromise(structures, state, knowledge, rng);
  const isKnown = likenessToKnown(state, compositionFromSites(structures[0].atomicNumbers));
  const place = order.findIndex((one) => !isKnown(structures[one]));
  const known = place < 0 ? order.length - 1 : place;
  const lessPromising = proposals.length - 1 - known;
  return {
    chosen: proposals[order[Math.max(0, place)]],
    passedOver: { ...(known > 0 ? { known } : {}), ...(lessPromising > 0 ? { 'less-promising': lessPromising } : {}) },
  };
}
