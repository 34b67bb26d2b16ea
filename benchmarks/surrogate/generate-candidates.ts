import type { Composition } from '@kessho/core/composition/composition';
import { geometryTests } from '@kessho/core/prediction/screening/geometry-tests';
import type { Candidate, PredictionPlan, PredictionRequest, PredictionStages } from '@kessho/core/prediction/stage-types';

/** About `count` candidates of a held-out composition that pass the geometry tests: all templates of the budget `thorough`, and random crystals in its proportions. */
export async function generateCandidates(composition: Composition, count: number, seed: string, stages: PredictionStages): Promise<Candidate[]> {
  const request: PredictionRequest = { composition, seed, budget: 'thorough', maxAtoms: 60, spaceGroups: null, pressureGPa: 0, holdout: true };
  const plan = await stages.propose(request);
  const wanted = Math.max(0, count - plan.templates.length);
  const planned = plan.symmetricDraws.reduce((sum, draw) => sum + draw.count, 0);
  const scaled: PredictionPlan = {
    ...plan,
    symmetricDraws: plan.symmetricDraws.map((draw) => ({ ...draw, count: Math.max(1, Math.round((draw.count * wanted) / planned)) })),
    chunks: [
      { index: 0, generator: 'substitution', first: 0, count: plan.templates.length },
      { index: 1, generator: 'symmetric', first: 0, count: plan.symmetricDraws.length },
    ],
  };
  const reports = [await stages.generate(scaled, 0), await stages.generate(scaled, 1)];
  return reports
    .flatMap(({ candidates }) => candidates)
    .filter(({ structure }) => geometryTests(structure, plan.volumePerAtom).every(({ passed }) => passed));
}
