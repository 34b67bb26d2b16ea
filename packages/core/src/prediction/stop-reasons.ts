import type { Candidate, RelaxationResult } from './stage-types.js';

/** Did a relaxation end in a structure that can be ranked? */
export const isSound = ({ stopReason }: Pick<RelaxationResult, 'stopReason'>): boolean => stopReason === 'converged' || stopReason === 'step-limit' || stopReason === 'held';

/** Is a candidate kept near the crystal it imitates (`relaxation/hold-candidates.ts`)? */
export const isHeld = ({ origin }: Pick<Candidate, 'origin'>): boolean => origin.generator === 'substitution' && origin.relaxation === 'held';
