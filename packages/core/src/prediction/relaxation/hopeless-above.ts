import type { RelaxationProgress } from './relaxation-options.js';

/** After a step that rose nothing is judged. What is left to gain is taken to be at most this many times the gain of the last step; a converging optimizer halves its gains. */
const GAINS_LEFT = 20;

/** Steps before anything is given up: the first ones repair the volume, and say nothing of the structure. */
const STEPS_BEFORE_JUDGMENT = 6;

/**
 * Give up structures that will end far above a known enthalpy, such as the lowest relaxed so far. The limit is fixed beforehand, so that a result does
 * not depend on the order in which others finish. A structure that creeps over a plateau before it falls is given up wrongly: keep the margin wide.
 * @param lowestEnthalpyPerAtom eV/atom @param marginPerAtom eV/atom
 */
export const hopelessAbove =
  (lowestEnthalpyPerAtom: number, marginPerAtom: number) =>
  ({ steps, enthalpyPerAtom, lastGainPerAtom }: RelaxationProgress): boolean =>
    steps >= STEPS_BEFORE_JUDGMENT && lastGainPerAtom >= 0 && enthalpyPerAtom - GAINS_LEFT * lastGainPerAtom > lowestEnthalpyPerAtom + marginPerAtom;
