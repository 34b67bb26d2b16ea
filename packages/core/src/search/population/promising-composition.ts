import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import type { Rng } from '../../numerics/rng.js';
import { compositionKey, lowestOfCompositions, type ArchiveHull } from '../archive/hull-of-archive.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchRequest, SearchState } from '../search-types.js';
import { drawWeighted } from '../selection/tournament.js';
import { expectedShare } from '../stoichiometry/expected-share.js';
import { allCompositions } from './all-compositions.js';
import { keepsLimits, noComposition, proposeComposition } from './compositions.js';

/** Compositions that are drawn to choose one from, where there are too many to weigh them all. */
const DRAWN = 256;
/**
 * Of compositions with t relaxations a share of about 1/(1 + t/PATIENCE) is unsettled: something lower is still to come. In searches of systems that no benchmark names
 * at least 60 % fell further after one, 31 % after four, 10 % after eight; what such a search misses is not among these. What one relaxation more has to offer falls
 * with its square.
 */
const PATIENCE = 3;
/** eV/atom, times the unsettled share: so far above the hull the promise is 1/e. One in four of those compositions fell by 0.15 after one, by 0.02 after four. */
const GAP_SCALE = 0.5;

/** A composition with what does not change while a search runs. */
interface Listed {
  readonly composition: Composition;
  readonly key: string;
  /** Probability that it has a stable phase. */
  readonly share: number;
}

/** A composition drawn by its promise: likely to have a stable phase, near the hull, and little tried. @throws {NoCandidatesError} where the constraints leave none */
export function promisingComposition(
  state: Pick<SearchState, 'request' | 'individuals' | 'phases'>,
  hull: ArchiveHull | null,
  knowledge: CompositionKnowledge,
  rng: Rng,
): Composition {
  const { request } = state;
  const draw = (): Composition => proposeComposition(request, hull, knowledge.referenceEntries, rng);
  const listed = allListed(request, knowledge) ?? listOf(Array.from({ length: DRAWN }, draw), knowledge);
  if (listed.length === 0) throw noComposition(request);
  return listed[drawWeighted(listed.map(promises(state, hull)), rng)].composition;
}

/** What one relaxation more of a composition promises, in units of its own. */
function promises({ individuals, phases }: Pick<SearchState, 'individuals' | 'phases'>, hull: ArchiveHull | null): (listed: Listed) => number {
  const tries = new Map<string, number>();
  for (const { start } of individuals) {
    const key = compositionKey(compositionFromSites(start.atomicNumbers));
    tries.set(key, (tries.get(key) ?? 0) + 1);
  }
  const lowest = lowestOfCompositions(phases);
  return ({ key, share }) => {
    const phase = lowest.get(key);
    const gap = hull === null || phase === undefined ? 0 : hull.aboveHull[phase.id];
    const unsettled = 1 / (1 + (tries.get(key) ?? 0) / PATIENCE);
    // a phase that was met again and again is probably the lowest there is
    return (share * unsettled ** 2 * Math.exp(-gap / (GAP_SCALE * unsettled))) / (phase?.members ?? 1);
  };
}

type CompositionKnowledge = Pick<SearchKnowledge, 'referenceEntries' | 'stableShareOf'>;

/** Tens of thousands of compositions are listed once a search, not once a task. */
const listings = new WeakMap<SearchRequest, { readonly knowledge: CompositionKnowledge; readonly listed: readonly Listed[] | null }>();

function allListed(request: SearchRequest, knowledge: CompositionKnowledge): readonly Listed[] | null {
  const known = listings.get(request);
  if (known?.knowledge === knowledge) return known.listed;
  const compositions = allCompositions(request, keepsLimits(request, knowledge.referenceEntries));
  const listed = compositions && listOf(compositions, knowledge);
  listings.set(request, { knowledge, listed });
  return listed;
}

/** Each once. */
function listOf(compositions: readonly Composition[], { stableShareOf = expectedShare }: CompositionKnowledge): readonly Listed[] {
  const byKey = new Map(compositions.map((composition) => [compositionKey(composition), composition]));
  return [...byKey].map(([key, composition]) => ({ composition, key, share: stableShareOf(composition) }));
}
