/** A child process that runs stages for its parent; it ends with the parent. Its one argument holds the options to load them with, as JSON. */
import type { JudgingStages } from '@kessho/core/prediction/stage-types';
import type { PredictionStagesOptions } from './load-prediction-knowledge.js';
import { loadPredictionStages } from './load-prediction-stages.js';
import { serveCalls } from './serve-calls.js';
import type { StageCall } from './stage-messages.js';

const stages = await loadPredictionStages(JSON.parse(process.argv[2] as string) as PredictionStagesOptions);

serveCalls((call: StageCall, signal) => {
  const control = { signal, onProgress: null };
  switch (call.stage) {
    case 'generate':
      return stages.generate(...call.args);
    case 'screen':
      return stages.screen(...call.args, control);
    case 'relax':
      return stages.relax(...call.args, control);
    case 'reference':
      return stages.reference(...call.args, control);
    case 'judge':
      return (stages.judging as JudgingStages).judge(...call.args, control);
  }
});
