import { createPredictionStages } from '@kessho/core/prediction/create-prediction-stages';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import { loadPredictionKnowledge, type PredictionStagesOptions } from './load-prediction-knowledge.js';

/**
 * The stages of a prediction, bound to what ships with this package.
 * @throws {ModelFileInvalidError} for a file that is not the one its manifest describes
 */
export const loadPredictionStages = async (options: PredictionStagesOptions): Promise<PredictionStages> => createPredictionStages(await loadPredictionKnowledge(options));
