import type { EnergyModel } from '../energy/energy-model.js';
import { hopelessAbove } from '../prediction/relaxation/hopeless-above.js';
import { relaxStructures } from '../prediction/relaxation/relax-structures.js';
import type { RelaxationResult } from '../prediction/stage-types.js';
import { isSound } from '../prediction/stop-reasons.js';
import type { RelaxTask } from './search-knowledge.js';

/** Far enough to tell good from bad, and for what is near the best to where soft modes have settled; as `prediction/relaxation/relax-candidates.ts`. */
const FIRST_PASS = { fmax: 0.05, smaxGPa: 0.5, symmetry: 'keep' } as const;
const SECOND_PASS = { fmax: 0.01, smaxGPa: 0.1, maxSteps: 60, symmetry: 'keep' } as const;

/** Relaxations with one potential: the symmetry that a structure begins with is kept. */
export const relaxTaskWith =
  (model: EnergyModel): RelaxTask =>
  async ({ structure, maxSteps, giveUpAbove, refineBelow }, pressureGPa, control) => {
    const earlyStop = giveUpAbove === null ? null : hopelessAbove(giveUpAbove, 0);
    const [first] = (await relaxStructures([structure], { model }, { ...FIRST_PASS, maxSteps, pressureGPa, earlyStop }, control)) as [
      RelaxationResult,
    ];
    if (first.stopReason !== 'converged' || (refineBelow !== null && first.enthalpyPerAtom > refineBelow)) return first;
    const [second] = (await relaxStructures([first.structure], { model }, { ...SECOND_PASS, pressureGPa }, control)) as [RelaxationResult];
    // what the second pass could not finish is still converged by the measure of the first
    return isSound(second) ? { ...second, stopReason: 'converged', steps: first.steps + second.steps } : first;
  };
