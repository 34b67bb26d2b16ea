import type { PredictionKnowledge } from '@kessho/core/prediction/create-prediction-stages';
import type { LetterWeightModel } from '@kessho/core/prediction/symmetry-proposal/letter-weight-model';
import type { PrototypeLikelihoodModel } from '@kessho/core/prediction/symmetry-proposal/prototype-likelihood';
import type { SymmetryModel, SymmetryFeatures } from '@kessho/core/prediction/symmetry-proposal/symmetry-model';

/** What a prediction stands on, with nothing learned in its proposals: prototypes and symmetries count as often as they occur in the anonymous formula, letters are all alike. */
export const withoutLearnedProposals = (knowledge: PredictionKnowledge): PredictionKnowledge => ({
  ...knowledge,
  likelihood: countCrystals(knowledge.likelihood),
  symmetry: countSymmetries(knowledge.symmetry),
  letterWeights: { ...knowledge.letterWeights, letters: {}, bilinear: knowledge.letterWeights.bilinear.map((row) => row.map(() => 0)) } satisfies LetterWeightModel,
});

/** Every crystal of the anonymous formula votes with the same weight. */
const countCrystals = (model: PrototypeLikelihoodModel): PrototypeLikelihoodModel => ({
  ...model,
  squaredDistances: new Float64Array(model.squaredDistances.length),
  shiftEmbeddings: model.shiftEmbeddings.map((embedding) => embedding.map(() => 0)),
  hullBias: model.hullBias.map(() => 0),
  experimentBias: model.experimentBias.map(() => 0),
  spaceGroupBias: model.spaceGroupBias.map(() => 0),
  formulaUnitsBias: model.formulaUnitsBias.map(() => 0),
});

const countSymmetries = (model: SymmetryModel): SymmetryModel => ({
  ...model,
  predict: async ({ frequencies }: SymmetryFeatures) => {
    const isKnown = frequencies.some((share) => share > 0);
    return { probabilities: Float64Array.from(frequencies, (share) => (isKnown ? share : 1 / frequencies.length)), volumeCorrection: 0, volumeDeviation: 0 };
  },
});
