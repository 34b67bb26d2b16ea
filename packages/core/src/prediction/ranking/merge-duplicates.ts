import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import type { SymmetryDataset } from '../../symmetry/find-symmetry.js';
import type { RelaxedCandidate } from '../stage-types.js';
import { isHeld } from '../stop-reasons.js';
import { isSameCrystal, type ComparableCrystal } from './same-crystal.js';

/** A relaxed structure with its symmetry; several candidates may have become it. */
export interface DistinctStructure {
  readonly candidate: RelaxedCandidate;
  readonly symmetry: SymmetryDataset;
  readonly matchable: MatchableStructure;
  /** Sum over the merged candidates: each imitated another crystal and all of them meant this structure. */
  readonly likelihood: number;
  readonly mergedKeys: readonly string[];
}

type Member = Pick<DistinctStructure, 'candidate' | 'symmetry' | 'matchable'>;

/** Among members this close to the lowest the one with the fewest sites stands for all, then the likeliest: no supercell where a primitive cell was found, no distorted twin where the perfect one was. */
const AS_LOW_AS_THE_LOWEST = 5e-4;

/**
 * Merge candidates that relaxed to one structure (`same-crystal.ts`); the lowest stays. A held candidate adds nothing where a relaxed structure matches it, at
 * whatever enthalpy.
 */
export function mergeDuplicates(
  relaxed: readonly RelaxedCandidate[],
  symmetryOf: (candidate: RelaxedCandidate) => SymmetryDataset,
): DistinctStructure[] {
  const enthalpy = ({ candidate }: Member): number => candidate.relaxation.enthalpyPerAtom;
  const rising = relaxed
    .map((candidate): Member => ({ candidate, symmetry: symmetryOf(candidate), matchable: prepareForMatching(candidate.relaxation.structure) }))
    .sort((a, b) => enthalpy(a) - enthalpy(b) || (a.candidate.key < b.candidate.key ? -1 : 1));
  const groups: [Member, ...Member[]][] = [];
  for (const member of rising) {
    const home = groups.find(([lead]) => (isHeld(member.candidate) ? isSameStructure(lead.matchable, member.matchable) : isSameCrystal(comparable(lead), comparable(member))));
    if (home) home.push(member);
    else groups.push([member]);
  }
  return groups.map((members) => {
    const best = representative(members);
    const likelihood = members.reduce((sum, { candidate }) => sum + candidate.origin.likelihood, 0);
    return {
      ...best,
      likelihood: Math.min(1, likelihood),
      mergedKeys: members.filter((member) => member !== best).map(({ candidate }) => candidate.key),
    };
  });
}

const comparable = ({ candidate, symmetry, matchable }: Member): ComparableCrystal => ({
  enthalpyPerAtom: candidate.relaxation.enthalpyPerAtom,
  spaceGroup: symmetry.spaceGroup.number,
  matchable,
});

/** @param members by rising enthalpy */
function representative(members: readonly [Member, ...Member[]]): Member {
  const [lowest] = members;
  return members
    .filter(({ candidate }) => candidate.relaxation.enthalpyPerAtom - lowest.candidate.relaxation.enthalpyPerAtom <= AS_LOW_AS_THE_LOWEST)
    .reduce((best, member) => {
      const fewer = siteCount(member) - siteCount(best);
      return fewer < 0 || (fewer === 0 && member.candidate.origin.likelihood > best.candidate.origin.likelihood) ? member : best;
    });
}

const siteCount = ({ candidate }: Member): number => candidate.relaxation.structure.atomicNumbers.length;
