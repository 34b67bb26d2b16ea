import type { MatchableStructure } from './matchable-structure.js';
import type { MatchingTolerances } from './matching-tolerances.js';
import { DEFAULT_MATCHING_TOLERANCES } from './matching-tolerances.js';
import { searchOverlays } from './overlay-search.js';

/** Whether two structures are the same after renaming elements. */
export interface AnonymousMatch {
  /** Some renaming brings the largest distance within the site tolerance: `StructureMatcher.fit_anonymous`. */
  readonly matches: boolean;
  /** Least rms over all renamings, in units of (V/nsites)^(1/3): `get_rms_anonymous`; null where it exceeds the site tolerance. */
  readonly rms: number | null;
  /** The renaming with that rms, as pairs of atomic numbers [in a, in b], rising by the first; null where rms is. */
  readonly mapping: readonly (readonly [number, number])[] | null;
}

/** Compare two structures over every assignment of elements that keeps the counts. */
export function matchAnonymous(a: MatchableStructure, b: MatchableStructure, tolerances: Partial<MatchingTolerances> = {}): AnonymousMatch {
  const complete = { ...DEFAULT_MATCHING_TOLERANCES, ...tolerances };
  let matches = false;
  let best: { readonly rms: number; readonly elementOf: readonly number[] } | null = null as { rms: number; elementOf: readonly number[] } | null;
  if (a.atomCount === b.atomCount && a.atomicNumbers.length === b.atomicNumbers.length) {
    for (const elementOf of renamings(countsOf(a), countsOf(b))) {
      searchOverlays(a, b, elementOf, complete, ({ rms, maximum }) => {
        matches ||= maximum < complete.site;
        if (rms < complete.site && (best === null || rms < best.rms)) best = { rms, elementOf };
        return false;
      });
    }
  }
  if (best === null) return { matches: false, rms: null, mapping: null };
  const mapping = best.elementOf.map((element, k): readonly [number, number] => [a.atomicNumbers[element]!, b.atomicNumbers[k]!]);
  return { matches, rms: best.rms, mapping: mapping.sort(([x], [y]) => x - y) };
}

const countsOf = ({ offsets }: MatchableStructure): number[] => Array.from(offsets.subarray(1), (offset, k) => offset - offsets[k]!);

/** All assignments of the elements of a to those of b with equal counts; entry k is the element of a that becomes element k of b. */
function* renamings(counts: readonly number[], wanted: readonly number[], chosen: readonly number[] = []): Generator<readonly number[]> {
  if (chosen.length === wanted.length) yield chosen;
  else
    for (const [k, count] of counts.entries())
      if (count === wanted[chosen.length] && !chosen.includes(k)) yield* renamings(counts, wanted, [...chosen, k]);
}
