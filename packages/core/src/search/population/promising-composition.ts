import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import type { Rng } from '../../numerics/rng.js';
import { compositionKey, lowestOfCompositions, type ArchiveHull } from '../archive/hull-of-archive.js';
import { isChargeBalanced } from '../constraints/charge-balance.js';
import type { SearchState } from '../search-types.js';
import { drawWeighted } from '../selection/tournament.js';
import { proposeComposition } from './compositions.js';

/** Compositions that are drawn to choose one from. */
const DRAWN = 24;
/**
 * How the share of compositions that have a stable phase falls with the atoms in the formula, and what it is where charges do not balance: binary and ternary systems of
 * the Materials Project have one at 29 % of the compositions of two atoms, 4 % at five, 1 % at eight, 0.2 % at fourteen; among unbalanced ones a half to a third of that.
 */
const SIZE_EXPONENT = 3;
const UNBALANCED_SHARE = 0.4;
/** eV/atom: so far above the hull the promise has fallen to 1/e. */
const GAP_SCALE = 0.1;
/** After so many relaxations of a composition its promise has fallen to a quarter. */
const PATIENCE = 4;

/** A composition drawn by its promise: simple, balanced, near the hull, and little tried. */
export function promisingComposition(
  { request, individuals, phases }: Pick<SearchState, 'request' | 'individuals' | 'phases'>,
  hull: ArchiveHull | null,
  references: readonly HullEntry[],
  rng: Rng,
): Composition {
  const tries = new Map<string, number>();
  for (const { start } of individuals) {
    const key = compositionKey(compositionFromSites(start.atomicNumbers));
    tries.set(key, (tries.get(key) ?? 0) + 1);
  }
  const lowest = lowestOfCompositions(phases);
  const promiseOf = (composition: Composition): number => {
    const key = compositionKey(composition);
    const phase = lowest.get(key);
    const gap = hull === null || phase === undefined ? 0 : hull.aboveHull[phase.id];
    const prior = (isChargeBalanced(composition) ? 1 : UNBALANCED_SHARE) / atomCount(composition) ** SIZE_EXPONENT;
    const times = tries.get(key) ?? 0;
    const left = Math.exp(-gap / (GAP_SCALE * (1 + PATIENCE / Math.max(1, times)))) / (1 + times / PATIENCE) ** 2;
    // a phase that was met again and again is probably the lowest there is
    return (prior * left) / (phase?.members ?? 1);
  };
  const drawn = new Map<string, Composition>();
  for (let draw = 0; draw < DRAWN; draw++) {
    const composition = proposeComposition(request, hull, references, rng);
    drawn.set(compositionKey(composition), composition);
  }
  const compositions = [...drawn.values()];
  return compositions[drawWeighted(compositions.map(promiseOf), rng)];
}
