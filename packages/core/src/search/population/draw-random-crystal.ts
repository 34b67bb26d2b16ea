import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import type { GeometryModel } from '../../prediction/generation/symmetric/geometry-model.js';
import { generateSymmetricCrystals } from '../../prediction/generation/symmetric/generate-symmetric-crystals.js';
import type { SymmetryShare } from '../../prediction/symmetry-proposal/share-symmetry.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import { unitBounds } from '../constraints/unit-bounds.js';
import type { SearchConstraints } from '../search-types.js';
import { drawWeighted } from '../selection/tournament.js';

/** Lattices tried in one space group before another is drawn. */
const TRIES_PER_GROUP = 24;
/** Draws of a space group; groups that cannot hold the cell cost next to nothing. */
const MOST_GROUPS = 400;
/** Of the tries so many follow what is likely, where that is known; the others, which find no room oftener, keep what nobody expects within reach. */
const LIKELY_SHARE = 0.5;

/** What is expected of the symmetry of a composition's crystals. */
export interface LikelySymmetry {
  /** Pairs of space group and formula units. */
  readonly pairs: readonly SymmetryShare[];
  readonly letterWeightsOf: SearchKnowledge['letterWeightsOf'];
}

export interface RandomCrystalRequest {
  /** Reduced. */
  readonly composition: Composition;
  readonly constraints: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms' | 'spaceGroups'>;
  /** Expected, Å³. */
  readonly volumePerAtom: number;
  readonly geometry: GeometryModel | null;
  /** What half of the tries follow; null for uniform draws. */
  readonly likely: LikelySymmetry | null;
}

/**
 * Random crystals of one number of formula units in one space group, both uniform or as likely, the rest by the generator of the prediction. Random search of sensible structures
 * (Pickard and Needs 2011, doi:10.1088/0953-8984/23/5/053201) with symmetry as in USPEX (Lyakhov et al. 2013, doi:10.1016/j.cpc.2012.12.009).
 * @param count wanted; most of the work is done once a group @returns none where no group has room, which small cells with forced space groups may lead to
 */
export function drawRandomCrystals(
  { composition, constraints, volumePerAtom, geometry, likely }: RandomCrystalRequest,
  count: number,
  rng: Rng,
): Structure[] {
  const [least, most] = unitBounds(atomCount(composition), constraints);
  if (most < least) return [];
  const { spaceGroups } = constraints;
  const fitting = (likely?.pairs ?? []).filter(
    ({ spaceGroup, formulaUnits }) => formulaUnits >= least && formulaUnits <= most && (spaceGroups === null || spaceGroups.includes(spaceGroup)),
  );
  const shares = fitting.map(({ probability }) => probability);
  for (let draw = 0; draw < MOST_GROUPS; draw++) {
    const isLikely = fitting.length > 0 && rng.uniform() < LIKELY_SHARE;
    const { formulaUnits, spaceGroup } = isLikely
      ? fitting[drawWeighted(shares, rng)]
      : {
          formulaUnits: least + rng.integer(most - least + 1),
          spaceGroup: spaceGroups === null ? 2 + rng.integer(229) : spaceGroups[rng.integer(spaceGroups.length)],
        };
    const cell = { ...composition, counts: composition.counts.map((n) => n * formulaUnits) };
    const letterWeights = (isLikely && likely?.letterWeightsOf?.(spaceGroup, cell)) || null;
    const request = { composition, formulaUnits, spaceGroup, assignments: null, letterWeights, volumePerAtom, count, geometry, rng };
    const { crystals } = generateSymmetricCrystals(request, { triesPerCrystal: TRIES_PER_GROUP });
    if (crystals.length > 0) return crystals.map(({ structure }) => structure);
  }
  return [];
}
