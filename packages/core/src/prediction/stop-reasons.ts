import type { RelaxationResult } from './stage-types.js';

/** Did a relaxation end in a structure that can be ranked? */
export const isSound = ({ stopReason }: Pick<RelaxationResult, 'stopReason'>): boolean => stopReason === 'converged' || stopReason === 'step-limit';
