import { beforeAll, describe, expect, it } from 'vitest';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { predictStructures, type PredictionResult } from '@kessho/core/prediction/predict-structures';
import type { PredictionRequest, PredictionStages } from '@kessho/core/prediction/stage-types';
import { loadPredictionStages } from './load-prediction-stages.js';

const request = (formula: string, over: Partial<PredictionRequest> = {}): PredictionRequest => ({
  composition: parseFormula(formula),
  seed: '1',
  budget: 'quick',
  maxAtoms: 12,
  spaceGroups: null,
  pressureGPa: 0,
  holdout: true,
  ...over,
});

describe('a prediction with the models that ship', () => {
  let stages: PredictionStages;
  const predict = (asked: PredictionRequest, concurrency = 1): Promise<PredictionResult> =>
    predictStructures(asked, stages, { signal: null, onEvent: () => undefined, concurrency, observer: null });
  beforeAll(async () => {
    stages = await loadPredictionStages({ threads: 1 });
  });

  it('finds rock salt for MgO though no MgO is known to it', async () => {
    const { structures, funnel } = await predict(request('MgO'));
    const [first] = structures;
    expect(first?.spaceGroup.number).toBe(225);
    expect(first?.prototype).toBe('AB_cF8_225_a_b');
    expect(first?.knownMatch).toBeNull();
    expect(structures.every(({ origin }) => origin.generator !== 'substitution' || origin.sourceFormula !== 'MgO')).toBe(true);
    const certainty = structures.reduce((sum, { probability }) => sum + probability, 0);
    expect(certainty).toBeGreaterThan(0.5);
    expect(certainty).toBeLessThan(1);
    expect(funnel.generated).toBeGreaterThanOrEqual(funnel.valid);
    expect(funnel.ranked).toBe(structures.length);
  }, 240_000);

  it('gives the same structures to the last digit whatever is in work at once', async () => {
    const asked = request('CsCl', { maxAtoms: 8, spaceGroups: [221, 225, 194, 62] });
    const [one, three] = [await predict(asked, 1), await predict(asked, 3)];
    const digest = ({ structures }: PredictionResult): string =>
      JSON.stringify(structures.map(({ key, relaxation }) => [key, relaxation.structure, relaxation.energyPerAtom]));
    expect(digest(three)).toBe(digest(one));
  }, 240_000);

  it('draws other random crystals with another seed, and the same ones with the same', async () => {
    const draw = async (seed: string): Promise<string> => {
      const plan = await stages.propose(request('CsCl', { seed }));
      const chunk = plan.chunks.find(({ generator }) => generator === 'symmetric');
      const { candidates } = await stages.generate(plan, chunk?.index ?? -1);
      expect(candidates.length).toBeGreaterThan(0);
      return JSON.stringify(candidates.map(({ structure }) => structure));
    };
    const [one, again, other] = [await draw('1'), await draw('1'), await draw('2')];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('refuses elements the potential does not know before any work', async () => {
    await expect(stages.propose(request('Og2'))).rejects.toMatchObject({ code: 'UnsupportedElement' });
  });

  it('names known crystals and the reference set where nothing is held out', async () => {
    const { structures } = await predict(request('NaCl', { holdout: false, maxAtoms: 4 }));
    expect(structures[0]?.knownMatch).toMatch(/^mp-/);
    expect(Math.abs(structures[0]?.energyAboveHull as number)).toBeLessThan(0.02);
    expect(stages.referenceSet.model.sha256).toBe(stages.models[0]?.sha256);
  }, 240_000);

  it('stops when aborted', async () => {
    const abort = new AbortController();
    const run = predictStructures(request('MgO'), stages, {
      signal: abort.signal,
      onEvent: ({ stage }) => stage === 'screen' && abort.abort(),
      concurrency: 1,
      observer: null,
    });
    await expect(run).rejects.toMatchObject({ code: 'Aborted' });
  }, 60_000);
});
