/**
 * The stages that ship, with so many random crystals planned that a few predictions fill a table. The potential looks at the first portion of each prediction
 * alone; the others get the energies of the surrogate as it was pre-trained. Loaded through KESSHO_STAGES_MODULE.
 */
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { geometryTests } from '@kessho/core/prediction/screening/geometry-tests';
import type { SurrogateModel } from '@kessho/core/prediction/screening/surrogate/surrogate-model';
import type { Candidate, PredictionPlan, PredictionStages, ScreenedCandidate } from '@kessho/core/prediction/stage-types';
import { loadPredictionStages as loadShippedStages } from '@kessho/models/runtime/load-prediction-stages';
import { lazySurrogate } from '@kessho/models/surrogate/lazy-surrogate';

export const modelsVersion = 'shipped:many-candidates';

/** Random crystals planned for one prediction. */
export const CANDIDATES_EACH = 10_500;

export async function loadPredictionStages(options: { readonly threads: number }): Promise<PredictionStages> {
  const stages = await loadShippedStages(options);
  const surrogate = lazySurrogate();
  return {
    ...stages,
    propose: async (request) => withManyDraws(await stages.propose(request)),
    screen: (plan, candidates, control) =>
      candidates[0]?.key.startsWith('c0000')
        ? stages.screen(plan, candidates, control)
        : screenBySurrogateAlone(candidates, plan.volumePerAtom, surrogate),
  };
}

function withManyDraws(plan: PredictionPlan): PredictionPlan {
  const planned = plan.symmetricDraws.reduce((sum, { count }) => sum + count, 0);
  return { ...plan, symmetricDraws: plan.symmetricDraws.map((draw) => ({ ...draw, count: Math.ceil((draw.count * CANDIDATES_EACH) / planned) })) };
}

async function screenBySurrogateAlone(
  candidates: readonly Candidate[],
  volumePerAtom: number,
  surrogate: SurrogateModel,
): Promise<ScreenedCandidate[]> {
  const tests = candidates.map(({ structure }) => geometryTests(structure, volumePerAtom));
  const isValid = tests.map((results) => results.every(({ passed }) => passed));
  const { priors } = await surrogate.featuresOf(packStructures(candidates.filter((_, i) => isValid[i]).map(({ structure }) => structure)));
  let place = 0;
  return candidates.map((candidate, i) => ({
    ...candidate,
    screening: {
      tests: tests[i] ?? [],
      energyPerAtom: isValid[i] ? (priors[place++] as number) : null,
      surrogate: null,
      briefRelaxation: null,
      duplicateOf: null,
      passed: false,
    },
  }));
}
