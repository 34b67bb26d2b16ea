import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { isChargeBalanced } from '../constraints/charge-balance.js';

/**
 * How the share of compositions that have a stable phase falls with the atoms in the formula, and what it is where charges do not balance: binary and ternary systems of
 * the Materials Project have one at 29 % of the compositions of two atoms, 4 % at five, 1 % at eight, 0.2 % at fourteen; among unbalanced ones a half to a third of that.
 */
const SIZE_FACTOR = 4;
const SIZE_EXPONENT = 3;
const MOST = 0.3;
const UNBALANCED_SHARE = 0.4;

/** Share of chemical systems in which a composition of so many atoms has a stable phase. @param composition reduced */
export const expectedShare = (composition: Composition): number =>
  (isChargeBalanced(composition) ? 1 : UNBALANCED_SHARE) * Math.min(MOST, SIZE_FACTOR / atomCount(composition) ** SIZE_EXPONENT);
