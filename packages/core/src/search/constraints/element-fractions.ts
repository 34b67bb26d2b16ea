import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { ElementFraction } from '../search-types.js';
import { countOf } from './end-members.js';

/** Of an atomic fraction: 0.333 written for a third is another number, 1/3 computed twice is not. */
const ROUNDING = 1e-9;

/** Bounds of a count, both included. */
export interface CountBounds {
  readonly least: number;
  readonly most: number;
}

export function keepsFractions(composition: Composition, fractions: readonly ElementFraction[]): boolean {
  const atoms = atomCount(composition);
  return fractions.every(({ atomicNumber, least, most }) => {
    const share = countOf(composition, atomicNumber) / atoms;
    return share >= least - ROUNDING && share <= most + ROUNDING;
  });
}

/** How many atoms of each element a cell of so many may hold; null where no choice fills it. */
export function countBounds(elements: readonly number[], fractions: readonly ElementFraction[], atoms: number): CountBounds[] | null {
  const bounds = elements.map((z) => {
    const { least = 0, most = 1 } = fractions.find(({ atomicNumber }) => atomicNumber === z) ?? {};
    return { least: Math.max(0, Math.ceil(atoms * (least - ROUNDING))), most: Math.floor(atoms * (most + ROUNDING)) };
  });
  const sum = (side: keyof CountBounds): number => bounds.reduce((total, one) => total + one[side], 0);
  return bounds.every(({ least, most }) => least <= most) && sum('least') <= atoms && sum('most') >= atoms ? bounds : null;
}
