import type { SearchConstraints } from '../search-types.js';

/** Fewest and most units of so many atoms that a cell may hold; the most may be fewer than the fewest: then no cell holds them. */
export const unitBounds = (
  atoms: number,
  { minAtoms, maxAtoms }: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms'>,
): readonly [least: number, most: number] => [Math.max(1, Math.ceil(minAtoms / atoms)), Math.floor(maxAtoms / atoms)];
