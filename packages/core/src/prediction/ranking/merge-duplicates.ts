import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { withoutHandedness } from '../../symmetry/enantiomorphic-group.js';
import type { SymmetryDataset } from '../../symmetry/find-symmetry.js';
import type { RelaxedCandidate } from '../stage-types.js';
import { isHeld } from '../stop-reasons.js';

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

/** Relaxed twice, one structure has the same enthalpy to this, eV/atom. */
const SAME_ENTHALPY = 5e-3;
/** What agrees this well is one structure whatever groups were found: a free relaxation ends a few hundredths of an Å off its symmetry. */
const EQUAL_ENTHALPY = 5e-4;
const EQUAL_GEOMETRY = { length: 0.03, site: 0.03, angle: 2 };
/** Among members this close to the lowest the one with the fewest sites stands for all, then the likeliest: no supercell where a primitive cell was found, no distorted twin where the perfect one was. */
const AS_LOW_AS_THE_LOWEST = 5e-4;

/**
 * Merge candidates that relaxed to one structure: matcher defaults, same space group up to handedness, enthalpies within 5 meV/atom. The lowest stays. The group
 * is part of the test since the matcher's tolerance takes a ferroelectric distortion for the undistorted crystal, and users ask for both; only structures that
 * agree to a few hundredths merge across groups. A held candidate adds nothing where a relaxed structure matches it, at whatever enthalpy.
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
    const home = groups.find(([lead]) => {
      if (isHeld(member.candidate)) return isSameStructure(lead.matchable, member.matchable);
      const gap = enthalpy(member) - enthalpy(lead);
      if (gap > SAME_ENTHALPY) return false;
      const sameGroup = withoutHandedness(lead.symmetry.spaceGroup.number) === withoutHandedness(member.symmetry.spaceGroup.number);
      if (sameGroup && isSameStructure(lead.matchable, member.matchable)) return true;
      return gap <= EQUAL_ENTHALPY && isSameStructure(lead.matchable, member.matchable, EQUAL_GEOMETRY);
    });
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
