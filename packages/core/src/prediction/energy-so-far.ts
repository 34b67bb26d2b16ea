import type { ScreenedCandidate } from './stage-types.js';

/** Lowest energy the screening saw of a candidate, eV/atom: after its first steps of relaxation where it took them; infinite where it was never evaluated. */
export const energySoFar = ({ screening: { briefRelaxation, energyPerAtom } }: ScreenedCandidate): number => briefRelaxation?.energyPerAtom ?? energyPerAtom ?? Infinity;
