import type { Composition } from '../../composition/composition.js';
import { spaceGroupSymbol } from '../../symmetry/space-group.js';
import type { SymmetryProposal } from '../stage-types.js';
import type { LetterWeightModel } from './letter-weight-model.js';
import { rankAssignments } from './rank-assignments.js';
import type { TemplateRanking } from './rank-templates.js';
import type { SymmetryShares } from './share-symmetry.js';

/** Assignments listed with a space group. */
const ASSIGNMENTS_SHOWN = 20;
/** Most probable space groups for which assignments beyond those of known crystals are listed. */
const GROUPS_ENUMERATED = 30;

/** Space groups, the most probable first, each with its likeliest Wyckoff assignments. */
export function proposeSymmetry(
  composition: Composition,
  ranking: TemplateRanking,
  shares: SymmetryShares,
  letterWeights: LetterWeightModel,
): SymmetryProposal[] {
  return [...shares.spaceGroups]
    .sort(([g, p], [h, q]) => q - p || g - h)
    .map(([number, probability], place) => ({
      spaceGroup: { number, symbol: spaceGroupSymbol(number) },
      probability,
      assignments: rankAssignments(composition, number, {
        votes: ranking.votes.filter(({ prototype }) => prototype.spaceGroup === number),
        unknownShare: ranking.unknownShare,
        pairs: shares.pairs.filter(({ spaceGroup }) => spaceGroup === number),
        letterWeights: place < GROUPS_ENUMERATED ? letterWeights : null,
        limit: ASSIGNMENTS_SHOWN,
      }),
      impossibleBecause: null,
    }));
}
