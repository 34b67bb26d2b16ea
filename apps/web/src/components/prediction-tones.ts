import type { PredictionState } from '@kessho/schema/generated/graphql';
import type { ChipTone } from './chip';

/** The look of each state of a prediction. */
export const PREDICTION_TONES: { readonly [state in PredictionState]: ChipTone } = {
  QUEUED: 'neutral',
  RUNNING: 'running',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CANCELLED: 'warn',
};
