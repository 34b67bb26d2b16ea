import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import type { Rng } from '../../numerics/rng.js';
import { compositionKey, lowestOfCompositions, type ArchiveHull } from '../archive/hull-of-archive.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
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

/** What one relaxation more of a reduced composition promises: it is likely to have a stable phase, near the hull, and little tried. In units of its own. */
function promiseOfCompositions(
  { individuals, phases }: Pick<SearchState, 'individuals' | 'phases'>,
  hull: ArchiveHull | null,
  { stableShareOf = expectedShare }: Pick<SearchKnowledge, 'stableShareOf'>,
): (composition: Composition) => number {
  const tries = new Map<string, number>();
  for (const { start } of individuals) {
    const key = compositionKey(compositionFromSites(start.atomicNumbers));
    tries.set(key, (tries.get(key) ?? 0) + 1);
  }
  const lowest = lowestOfCompositions(phases);
  return (composition) => {
    const key = compositionKey(composition);
    const phase = lowest.get(key);
    const gap = hull === null || phase === undefined ? 0 : hull.aboveHull[phase.id];
    const unsettled = 1 / (1 + (tries.get(key) ?? 0) / PATIENCE);
    // a phase that was met again and again is probably the lowest there is
    return (stableShareOf(composition) * unsettled ** 2 * Math.exp(-gap / (GAP_SCALE * unsettled))) / (phase?.members ?? 1);
  };
}

/** A composition drawn by its promise. @throws {NoCandidatesError} where the constraints leave none */
export function promisingComposition(
  state: Pick<SearchState, 'request' | 'individuals' | 'phases'>,
  hull: ArchiveHull | null,
  knowledge: Pick<SearchKnowledge, 'referenceEntries' | 'stableShareOf'>,
  rng: Rng,
): Composition {
  const { request } = state;
  const { referenceEntries } = knowledge;
  const compositions =
    allCompositions(request, keepsLimits(request, referenceEntries)) ?? drawCompositions(DRAWN, () => proposeComposition(request, hull, referenceEntries, rng));
  if (compositions.length === 0) throw noComposition(request);
  return compositions[drawWeighted(compositions.map(promiseOfCompositions(state, hull, knowledge)), rng)];
}

/** Different ones of so many draws. */
function drawCompositions(count: number, draw: () => Composition): readonly Composition[] {
  const drawn = Array.from({ length: count }, draw);
  return [...new Map(drawn.map((composition) => [compositionKey(composition), composition])).values()];
}
