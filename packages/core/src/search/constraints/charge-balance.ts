import type { Composition } from '../../composition/composition.js';
import { elementOf } from '../../elements/elements.js';

/**
 * Can common oxidation states, one for each atom, add up to nothing? Atoms of one element may differ, as in Fe3O4. An element alone, and compounds of metals, which
 * have no negative state in common use, are balanced by the state 0.
 */
export function isChargeBalanced({ atomicNumbers, counts }: Composition): boolean {
  const states = atomicNumbers.map((z) => elementOf(z).commonOxidationStates);
  if (atomicNumbers.length === 1 || states.every((ofElement) => ofElement.every((state) => state >= 0))) return true;
  let sums = new Set([0]);
  states.forEach((ofElement, k) => {
    for (let atom = 0; atom < counts[k]; atom++) sums = new Set([...sums].flatMap((sum) => ofElement.map((state) => sum + state)));
  });
  return sums.has(0);
}
