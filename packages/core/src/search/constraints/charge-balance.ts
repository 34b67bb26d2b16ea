import type { Composition } from '../../composition/composition.js';
import { elementOf } from '../../elements/elements.js';

/**
 * Can common oxidation states, one for each atom, add up to nothing? Atoms of one element may differ, as in Fe3O4. An element alone, and compounds of metals, which
 * have no negative state in common use, are balanced by the state 0.
 */
export function isChargeBalanced({ atomicNumbers, counts }: Composition): boolean {
  const states = atomicNumbers.map((z) => elementOf(z).commonOxidationStates);
  if (atomicNumbers.length === 1 || states.every((ofElement) => ofElement.every((state) => state >= 0))) return true;
  const total = atomicNumbers.reduce((sums, z, k) => sumset(sums, chargesOf(z, counts[k])), new Set([0]));
  return total.has(0);
}

/** What so many atoms of an element may add up to; kept, since a search asks again and again. */
function chargesOf(z: number, atoms: number): ReadonlySet<number> {
  const known = charges.get(z) ?? [new Set([0])];
  charges.set(z, known);
  while (known.length <= atoms) known.push(sumset(known[known.length - 1], new Set(elementOf(z).commonOxidationStates)));
  return known[atoms];
}

/** By atomic number, then by the number of atoms. */
const charges = new Map<number, Set<number>[]>();

const sumset = (sums: ReadonlySet<number>, others: ReadonlySet<number>): Set<number> =>
  new Set([...sums].flatMap((sum) => [...others].map((other) => sum + other)));
