import { readFileSync } from 'node:fs';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { rankTemplates } from '@kessho/core/prediction/symmetry-proposal/rank-templates';
import { symmetryFeatures } from '@kessho/core/prediction/symmetry-proposal/symmetry-features';
import type { SymmetryClass } from '@kessho/core/prediction/symmetry-proposal/symmetry-model';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPrototypeLibrary } from '../prototypes/load-prototype-library.js';
import { loadVolumeModel } from '../prototypes/load-volume-model.js';
import { loadNovelty } from '../symmetry/load-novelty.js';
import { loadPrototypeLikelihood } from '../symmetry/load-prototype-likelihood.js';
import { createOnnxSymmetryModel } from './create-onnx-symmetry-model.js';
import { loadSymmetryEngineFromPackage } from './load-symmetry-engine.js';
import { modelDirectory } from './model-directory.js';

type Share = readonly [spaceGroup: number, formulaUnits: number, share: number];

/** Made by training/symmetry/export.py: what the Python side tells the network of held-out compositions, and what that answers. */
interface Golden {
  readonly compositions: readonly {
    readonly formula: string;
    readonly elements: readonly number[];
    readonly counts: readonly number[];
    readonly evidence: readonly number[];
    readonly expectedLogVolume: number;
    readonly votes: readonly Share[];
    readonly frequencies: readonly Share[];
    readonly probabilities: readonly Share[];
    readonly volume: readonly [number, number];
  }[];
}

const golden = JSON.parse(readFileSync(`${modelDirectory('symmetry', 'space-group', '1')}golden.json`, 'utf8')) as Golden;
const library = loadPrototypeLibrary().library;
const likelihood = loadPrototypeLikelihood();
const volumes = loadVolumeModel();
const model = createOnnxSymmetryModel();
const shareOf = (shares: ArrayLike<number>, [spaceGroup, formulaUnits]: Share): number =>
  shares[model.classes.findIndex((known: SymmetryClass) => known.spaceGroup === spaceGroup && known.formulaUnits === formulaUnits)] as number;
const featuresOf = (formula: string): ReturnType<typeof symmetryFeatures> => {
  const composition = parseFormula(formula);
  const { crystals } = rankTemplates(composition, library, { likelihood, novelty: loadNovelty() }, { maxAtoms: 1000, spaceGroups: null, holdout: true, count: 0 });
  return symmetryFeatures(composition, crystals, model.classes, volumes);
};

beforeAll(loadSymmetryEngineFromPackage);

describe('the symmetry model that ships', () => {
  // the library keeps energies in steps of 1 meV/atom and lengths in steps of 0.006 Å, the training does not
  it.each(golden.compositions)('hears of $formula what it heard in training, and answers as it did there', async (known) => {
    const { features, expectedLogVolume } = featuresOf(known.formula);
    expect(features.elements).toEqual(known.elements);
    expect(features.counts).toEqual(known.counts);
    for (const share of known.votes) expect(Math.abs(shareOf(features.votes, share) - share[2])).toBeLessThan(0.02);
    for (const share of known.frequencies) expect(Math.abs(shareOf(features.frequencies, share) - share[2])).toBeLessThan(0.02);
    known.evidence.forEach((value, k) => expect(features.evidence[k]).toBeCloseTo(value, 1));
    expect(expectedLogVolume).toBeCloseTo(known.expectedLogVolume, 2);
    const { probabilities, volumeCorrection, volumeDeviation } = await model.predict(features);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
    for (const share of known.probabilities) expect(Math.abs(shareOf(probabilities, share) - share[2])).toBeLessThan(0.02);
    expect(volumeCorrection).toBeCloseTo(known.volume[0], 2);
    expect(volumeDeviation).toBeCloseTo(known.volume[1], 2);
  });

  it('answers for kinds of composition that nobody has made, and for many elements', async () => {
    for (const formula of ['Li17Sc23Se41', 'LiNaKRbCsMgCaSrBaO9']) {
      const { features } = featuresOf(formula);
      const { probabilities, volumeDeviation } = await model.predict(features);
      expect(probabilities.every((p) => p >= 0)).toBe(true);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
      expect(volumeDeviation).toBeGreaterThan(0);
    }
  });

  it('does not care in which order the elements are given', async () => {
    const [one, other] = [await model.predict(featuresOf('BaTiO3').features), await model.predict(featuresOf('O3TiBa').features)];
    expect([...other.probabilities]).toEqual([...one.probabilities]);
  });
});
