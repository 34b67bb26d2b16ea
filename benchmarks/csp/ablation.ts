import type { Structure } from '@kessho/core/crystal/structure';
import type { PredictionPlan, PredictionStages } from '@kessho/core/prediction/stage-types';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import { createPredictionStages } from '@kessho/core/prediction/create-prediction-stages';
import { loadPredictionKnowledge, type PredictionStagesOptions } from '@kessho/models/runtime/load-prediction-knowledge';
import { withoutLearnedProposals } from './unlearned-proposals.js';

const GENERATORS = ['both', 'substitution', 'symmetric'] as const;
const PROPOSALS = ['learned', 'counted'] as const;

/** What a run leaves out, to show what it is worth. */
export interface Ablation {
  readonly generators: (typeof GENERATORS)[number];
  /** No library entry of the crystal's own prototype imitates or votes. */
  readonly holdoutPrototype: boolean;
  /** `learned` by the models that ship, or `counted` as often as prototypes and symmetries occur in the anonymous formula. */
  readonly proposals: (typeof PROPOSALS)[number];
  /** Does the surrogate choose which random crystals the potential is asked about? */
  readonly surrogate: boolean;
}

/** Options of the command line, by the names of `parseArgs`. */
export const ABLATION_OPTIONS = {
  generators: { type: 'string', default: 'both' },
  'holdout-prototype': { type: 'boolean', default: false },
  proposals: { type: 'string', default: 'learned' },
  'without-surrogate': { type: 'boolean', default: false },
} as const;

interface AblationValues {
  readonly generators: string;
  readonly 'holdout-prototype': boolean;
  readonly proposals: string;
  readonly 'without-surrogate': boolean;
}

/** @throws {Error} for a name that does not exist */
export const readAblation = (values: AblationValues): Ablation => ({
  generators: oneOf(GENERATORS, 'generators', values.generators),
  holdoutPrototype: values['holdout-prototype'],
  proposals: oneOf(PROPOSALS, 'proposals', values.proposals),
  surrogate: !values['without-surrogate'],
});

function oneOf<Name extends string>(names: readonly Name[], option: string, value: string): Name {
  const known = names.find((name) => name === value);
  if (known === undefined) throw new Error(`--${option} is one of ${names.join(', ')}`);
  return known;
}

/** Load the stages without what the ablation leaves out; children that do their work are to be given the same `options`. */
export async function loadAblatedStages(ablation: Ablation, options: PredictionStagesOptions): Promise<PredictionStages> {
  const knowledge = await loadPredictionKnowledge(options);
  const stages = createPredictionStages(ablation.proposals === 'learned' ? knowledge : withoutLearnedProposals(knowledge));
  const { generators } = ablation;
  if (generators === 'both') return stages;
  return { ...stages, propose: async (request) => onlyChunksOf(await stages.propose(request), generators) };
}

const onlyChunksOf = (plan: PredictionPlan, generator: string): PredictionPlan => ({
  ...plan,
  chunks: plan.chunks.filter((chunk) => chunk.generator === generator).map((chunk, index) => ({ ...chunk, index })),
});

/** Tolerances of the symmetry search at which a crystal's label is taken, Å: a distorted crystal has several. */
const LABEL_TOLERANCES = [0.01, 0.05, 0.1];

/** Labels of a crystal's prototype. */
export const labelsOf = (structure: Structure): string[] => [
  ...new Set(LABEL_TOLERANCES.map((symprec) => prototypeLabel(structure, findSymmetry(structure, symprec)))),
];
