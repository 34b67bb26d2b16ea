import type { EnergyModel } from '../../energy/energy-model.js';
import type { Judgement, RelaxationResult, RelaxedCandidate, StageControl } from '../stage-types.js';
import { apartFromHeld } from './apart-from-held.js';
import { SETTLED } from './hold-candidates.js';
import { relaxStructures } from './relax-structures.js';

/** Moves with the judge. Each potential has its own bond lengths: energies at those of another are no order (`docs/benchmarks.md`, Judge). */
export const JUDGE_STEPS = 8;
/** eV/Å and GPa: where a finalist is that good already, further moves change nothing in the order. */
const NEAR = { fmax: 0.03, smaxGPa: 0.3, symmetry: 'keep' } as const;

/** Relax finalists briefly with the judge from where the searching potential left them, their symmetry kept; what was held is held by the judge as well; order kept. */
export async function judgeFinalists(
  finalists: readonly RelaxedCandidate[],
  judge: EnergyModel,
  pressureGPa: number,
  control: StageControl,
  maxSteps = JUDGE_STEPS,
): Promise<Judgement[]> {
  const relax = async (some: readonly RelaxedCandidate[], limits: typeof NEAR | typeof SETTLED): Promise<Judgement[]> => {
    const structures = some.map(({ relaxation }) => relaxation.structure);
    const results = await relaxStructures(structures, { model: judge }, { ...limits, maxSteps, pressureGPa }, control);
    return some.map(({ key }, i) => ({ key, model: judge.id, relaxation: results[i] as RelaxationResult }));
  };
  return apartFromHeld(
    finalists,
    (free) => relax(free, NEAR),
    (held) => relax(held, SETTLED),
  );
}
