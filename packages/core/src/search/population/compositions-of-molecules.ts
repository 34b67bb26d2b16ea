import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchRequest } from '../search-types.js';

/** Share of the molecules and elements that a composition may be made of. */
const OPEN_SHARE = 0.8;

/**
 * A molecule, and what else a cell has room for of a random subset of molecules and elements; the number of atoms is uniform, so that small formulas come oftener.
 * Compositions drawn atom by atom would seldom hold a molecule of several.
 */
export function compositionOfMolecules({ elements, constraints: { maxAtoms, molecules } }: SearchRequest, rng: Rng): Composition {
  const ofMolecules = molecules.map(({ atomicNumbers }) => atomicNumbers);
  const first = ofMolecules[rng.integer(ofMolecules.length)];
  const open = [...ofMolecules, ...elements.map((z) => [z])].filter(() => rng.uniform() < OPEN_SHARE);
  const sites = [...first];
  for (let room = rng.integer(maxAtoms - first.length + 1); room > 0;) {
    const fitting = open.filter(({ length }) => length <= room);
    if (fitting.length === 0) break;
    const added = fitting[rng.integer(fitting.length)];
    sites.push(...added);
    room -= added.length;
  }
  const counts = new Map<number, number>();
  for (const z of sites) counts.set(z, (counts.get(z) ?? 0) + 1);
  return reduceComposition(compositionFromCounts(counts));
}
