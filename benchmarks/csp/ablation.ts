import type { Structure } from '@kessho/core/crystal/structure';
import type { PredictionPlan, PredictionStages } from '@kessho/core/prediction/stage-types';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';

const GENERATORS = ['both', 'substitution', 'symmetric'] as const;

/** What a run leaves out, to show what it is worth. */
export interface Ablation {
  readonly generators: (typeof GENERATORS)[number];
  /** No library entry of the crystal's own prototype imitates or votes. */
  readonly holdoutPrototype: boolean;
}

/** @throws {Error} for a generator that does not exist */
export function readAblation({ generators, holdoutPrototype }: { readonly generators: string; readonly holdoutPrototype: boolean }): Ablation {
  const known = GENERATORS.find((name) => name === generators);
  if (known === undefined) throw new Error(`--generators is one of ${GENERATORS.join(', ')}`);
  return { generators: known, holdoutPrototype };
}

/** The stages with the chunks of one generator taken out of every plan. */
export function ablate(stages: PredictionStages, { generators }: Ablation): PredictionStages {
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
