import type { Composition } from '../../composition/composition.js';

/** Beyond this many assignments only those that put one element after the other are listed: 5 elements of equal count have 120. */
const MOST_ASSIGNMENTS = 120;

/**
 * All ways to put the elements of a reduced composition on slots of equal counts, in lexicographic order of the slots.
 * @param slotCounts reduced counts in rising order
 */
export function slotAssignments(composition: Composition, slotCounts: readonly number[]): number[][] {
  const remaining = composition.atomicNumbers.map((z, k) => ({ z, count: composition.counts[k] as number, used: false }));
  const assignments: number[][] = [];
  const elements: number[] = [];
  const place = (slot: number): void => {
    if (assignments.length >= MOST_ASSIGNMENTS) return;
    if (slot === slotCounts.length) {
      assignments.push([...elements]);
      return;
    }
    for (const species of remaining) {
      if (species.used || species.count !== slotCounts[slot]) continue;
      species.used = true;
      elements.push(species.z);
      place(slot + 1);
      elements.pop();
      species.used = false;
    }
  };
  place(0);
  return assignments;
}
