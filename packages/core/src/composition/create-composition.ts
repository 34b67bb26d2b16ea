import { symbolOf } from '../elements/elements.js';
import type { Composition } from './composition.js';

/** Atomic number → count, in any order, as a composition; elements with count 0 are left out. Counts are whole and not negative. */
export function compositionFromCounts(counts: ReadonlyMap<number, number>): Composition {
  const present = [...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
  return { atomicNumbers: present.map(([z]) => z), counts: present.map(([, count]) => count) };
}

/** Composition of a whole cell from the atomic number of each site; not reduced. */
export function compositionFromSites(atomicNumbers: readonly number[]): Composition {
  const counts = new Map<number, number>();
  for (const z of atomicNumbers) counts.set(z, (counts.get(z) ?? 0) + 1);
  return compositionFromCounts(counts);
}

/** Element symbols of the composition with their counts, by rising atomic number. */
export const symbolCounts = ({ atomicNumbers, counts }: Composition): [symbol: string, count: number][] =>
  atomicNumbers.map((z, k) => [symbolOf(z), counts[k]]);
