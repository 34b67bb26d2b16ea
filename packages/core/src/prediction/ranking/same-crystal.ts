import { isSameStructure } from '../../matching/match-structures.js';
import type { MatchableStructure } from '../../matching/matchable-structure.js';
import { withoutHandedness } from '../../symmetry/enantiomorphic-group.js';

/** Relaxed twice, one structure has the same enthalpy to this, eV/atom. */
export const SAME_ENTHALPY = 5e-3;
/** What agrees this well is one structure whatever groups were found: a free relaxation ends a few hundredths of an Å off its symmetry. */
const EQUAL_ENTHALPY = 5e-4;
const EQUAL_GEOMETRY = { length: 0.03, site: 0.03, angle: 2 };

/** What a comparison of relaxed structures looks at. */
export interface ComparableCrystal {
  readonly enthalpyPerAtom: number;
  /** 1–230; null where no group was found. */
  readonly spaceGroup: number | null;
  readonly matchable: MatchableStructure;
}

/**
 * Did two relaxations end in one structure? Matcher defaults, same space group up to handedness, enthalpies within 5 meV/atom. The group is part of the test since
 * the matcher's tolerance takes a ferroelectric distortion for the undistorted crystal, and users ask for both; only structures that agree to a few hundredths are
 * the same across groups.
 */
export function isSameCrystal(one: ComparableCrystal, other: ComparableCrystal): boolean {
  const gap = Math.abs(one.enthalpyPerAtom - other.enthalpyPerAtom);
  if (gap > SAME_ENTHALPY) return false;
  const sameGroup = one.spaceGroup !== null && other.spaceGroup !== null && withoutHandedness(one.spaceGroup) === withoutHandedness(other.spaceGroup);
  if (sameGroup && isSameStructure(one.matchable, other.matchable)) return true;
  return gap <= EQUAL_ENTHALPY && isSameStructure(one.matchable, other.matchable, EQUAL_GEOMETRY);
}
