import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { withoutHandedness } from '../../symmetry/enantiomorphic-group.js';
import type { SymmetryDataset } from '../../symmetry/find-symmetry.js';
import type { RelaxedCandidate } from '../stage-types.js';

/** A relaxed structure with its symmetry; several candidates may have become it. */
export interface DistinctStructure {
  readonly candidate: RelaxedCandidate;
  readonly symmetry: SymmetryDataset;
  /** Sum over the merged candidates: each imitated another crystal and all of them meant this structure. */
  readonly likelihood: number;
  readonly mergedKeys: readonly string[];
}

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
 * agree to a few hundredths merge across groups.
 */
export function mergeDuplicates(
  relaxed: readonly RelaxedCandidate[],
  symmetryOf: (candidate: RelaxedCandidate) => SymmetryDataset,
): DistinctStructure[] {
  const enthalpy = ({ relaxation }: RelaxedCandidate): number => relaxation.enthalpyPerAtom;
  const rising = [...relaxed].sort((a, b) => enthalpy(a) - enthalpy(b) || (a.key < b.key ? -1 : 1));
  const groups: { lead: RelaxedCandidate; symmetry: SymmetryDataset; matchable: MatchableStructure; members: RelaxedCandidate[] }[] = [];
  for (const candidate of rising) {
    const symmetry = symmetryOf(candidate);
    const matchable = prepareForMatching(candidate.relaxation.structure);
    const home = groups.find((group) => {
      const gap = enthalpy(candidate) - enthalpy(group.lead);
      if (gap > SAME_ENTHALPY) return false;
      const sameGroup = withoutHandedness(group.symmetry.spaceGroup.number) === withoutHandedness(symmetry.spaceGroup.number);
      if (sameGroup && isSameStructure(group.matchable, matchable)) return true;
      return gap <= EQUAL_ENTHALPY && isSameStructure(group.matchable, matchable, EQUAL_GEOMETRY);
    });
    if (home) home.members.push(candidate);
    else groups.push({ lead: candidate, symmetry, matchable, members: [candidate] });
  }
  return groups.map(({ members }) => {
    const candidate = representative(members);
    return {
      candidate,
      symmetry: symmetryOf(candidate),
      likelihood: Math.min(
        1,
        members.reduce((sum, { origin }) => sum + origin.likelihood, 0),
      ),
      mergedKeys: members.filter((member) => member !== candidate).map(({ key }) => key),
    };
  });
}

/** @param members by rising enthalpy, at least one */
function representative(members: readonly RelaxedCandidate[]): RelaxedCandidate {
  const [lowest] = members as [RelaxedCandidate];
  return members
    .filter(({ relaxation }) => relaxation.enthalpyPerAtom - lowest.relaxation.enthalpyPerAtom <= AS_LOW_AS_THE_LOWEST)
    .reduce((best, member) => {
      const fewer = member.relaxation.structure.atomicNumbers.length - best.relaxation.structure.atomicNumbers.length;
      return fewer < 0 || (fewer === 0 && member.origin.likelihood > best.origin.likelihood) ? member : best;
    });
}
