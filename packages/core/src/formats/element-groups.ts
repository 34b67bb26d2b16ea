import type { Structure } from '../crystal/structure.js';
import { symbolOf } from '../elements/elements.js';

/** Sites of one element. */
export interface ElementGroup {
  readonly symbol: string;
  readonly atomicNumber: number;
  readonly sites: readonly number[];
}

/** The sites by element, in the order in which the elements first occur. */
export const elementGroups = ({ atomicNumbers }: Pick<Structure, 'atomicNumbers'>): ElementGroup[] =>
  [...new Set(atomicNumbers)].map((atomicNumber) => ({
    symbol: symbolOf(atomicNumber),
    atomicNumber,
    sites: [...atomicNumbers.keys()].filter((site) => atomicNumbers[site] === atomicNumber),
  }));
