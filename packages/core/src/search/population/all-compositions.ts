import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import { atomCount, reduceComposition } from '../../composition/reduce-composition.js';
import { compositionKey } from '../archive/hull-of-archive.js';
import { endMembersOf } from '../constraints/end-members.js';
import type { SearchRequest } from '../search-types.js';

/** Mixtures of the ends of the hull; beyond that listing them would cost more than a choice is worth. */
const MOST_MIXTURES = 30_000;

/** All compositions of a search, reduced; null where there are too many to list. @param fits does it keep the constraints? */
export function allCompositions(request: SearchRequest, fits: (composition: Composition) => boolean): readonly Composition[] | null {
  const ends = endMembersOf(request);
  const found = new Map<string, Composition>();
  let mixtures = 0;
  const fill = (place: number, counts: ReadonlyMap<number, number>, left: number): boolean => {
    if (place === ends.length) {
      if (++mixtures > MOST_MIXTURES) return false;
      if (counts.size === 0) return true;
      const composition = reduceComposition(compositionFromCounts(counts));
      const key = compositionKey(composition);
      if (!found.has(key) && fits(composition)) found.set(key, composition);
      return true;
    }
    const { atomicNumbers, counts: own } = ends[place];
    const atoms = atomCount(ends[place]);
    for (let units = 0; units * atoms <= left; units++) {
      const more = new Map(counts);
      if (units > 0) atomicNumbers.forEach((z, k) => more.set(z, (more.get(z) ?? 0) + units * own[k]));
      if (!fill(place + 1, more, left - units * atoms)) return false;
    }
    return true;
  };
  return fill(0, new Map(), request.constraints.maxAtoms) ? [...found.values()] : null;
}
