import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { EntityManager } from 'typeorm';
import type { StageOutputs } from '../stage-outputs.js';
import { storeCandidates } from './store-candidates.js';
import { storePlan } from './store-plan.js';
import { storeRanking } from './store-ranking.js';
import { storeRelaxed } from './store-relaxed.js';
import { storeScreening, storeSelection } from './store-screening.js';

export interface Storing<S extends WorkStage> {
  readonly manager: EntityManager;
  readonly prediction: Prediction;
  readonly chunkIndex: number;
  readonly output: StageOutputs[S];
  readonly stages: PredictionStages;
}

/** Writes the rows that users see from the output of a portion, in the transaction that stores the output. */
export const STAGE_WRITERS: { readonly [S in WorkStage]: (storing: Storing<S>) => Promise<void> } = {
  propose: ({ manager, prediction, output, stages }) => storePlan(manager, prediction.id, output, stages),
  generate: ({ manager, prediction, chunkIndex, output }) => storeCandidates(manager, prediction.id, chunkIndex, output),
  screen: ({ manager, prediction, output }) => storeScreening(manager, prediction.id, output),
  select: ({ manager, prediction, output }) => storeSelection(manager, prediction.id, output.selection),
  relax: ({ manager, prediction, output }) => storeRelaxed(manager, prediction, output),
  // Remembered crystal by crystal, as they were relaxed.
  reference: () => Promise.resolve(),
  rank: ({ manager, prediction, output }) => storeRanking(manager, prediction, output),
};
