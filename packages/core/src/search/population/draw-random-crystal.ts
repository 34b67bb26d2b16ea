import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import type { GeometryModel } from '../../prediction/generation/symmetric/geometry-model.js';
import { generateSymmetricCrystals } from '../../prediction/generation/symmetric/generate-symmetric-crystals.js';
import type { SearchConstraints } from '../search-types.js';

/** Lattices tried in one space group before another is drawn. */
const TRIES_PER_GROUP = 24;
/** Draws of a space group; groups that cannot hold the cell cost next to nothing. */
const MOST_GROUPS = 400;

export interface RandomCrystalRequest {
  /** Reduced. */
  readonly composition: Composition;
  readonly constraints: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms' | 'spaceGroups'>;
  /** Expected, Å³. */
  readonly volumePerAtom: number;
  readonly geometry: GeometryModel | null;
}

/**
 * Random crystals of one number of formula units in one space group, both uniform, the rest by the generator of the prediction. Random search of sensible structures
 * (Pickard and Needs 2011, doi:10.1088/0953-8984/23/5/053201) with symmetry as in USPEX (Lyakhov et al. 2013, doi:10.1016/j.cpc.2012.12.009).
 * @param count wanted; most of the work is done once a group @returns none where no group has room, which small cells with forced space groups may lead to
 */
export function drawRandomCrystals(
  { composition, constraints, volumePerAtom, geometry }: RandomCrystalRequest,
  count: number,
  rng: Rng,
): Structure[] {
  const atoms = atomCount(composition);
  const least = Math.max(1, Math.ceil(constraints.minAtoms / atoms));
  const most = Math.floor(constraints.maxAtoms / atoms);
  if (most < least) return [];
  for (let draw = 0; draw < MOST_GROUPS; draw++) {
    const formulaUnits = least + rng.integer(most - least + 1);
    const spaceGroup = constraints.spaceGroups === null ? 2 + rng.integer(229) : constraints.spaceGroups[rng.integer(constraints.spaceGroups.length)];
    const request = { composition, formulaUnits, spaceGroup, assignments: null, letterWeights: null, volumePerAtom, count, geometry, rng };
    const { crystals } = generateSymmetricCrystals(request, { triesPerCrystal: TRIES_PER_GROUP });
    if (crystals.length > 0) return crystals.map(({ structure }) => structure);
  }
  return [];
}
