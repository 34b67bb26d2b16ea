import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { SearchConstraints } from '../search-types.js';

/** Fewest and most formula units that a cell may hold; the most may be fewer than the fewest: then no cell holds them. @param composition one formula unit */
export function formulaUnitBounds(
  composition: Composition,
  { minAtoms, maxAtoms }: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms'>,
): readonly [least: number, most: number] {
  const atoms = atomCount(composition);
  return [Math.max(1, Math.ceil(minAtoms / atoms)), Math.floor(maxAtoms / atoms)];
}
