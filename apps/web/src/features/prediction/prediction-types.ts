import type {
  PredictionEnergyVolumeQuery,
  PredictionQuery,
  PredictionStructuresQuery,
  PredictionUpdatedSubscription,
} from '@kessho/schema/generated/graphql';

export type Prediction = NonNullable<PredictionQuery['prediction']>;
/** The part that changes while a prediction runs. */
export type PredictionProgress = PredictionUpdatedSubscription['predictionUpdated']['prediction'];
export type RankedRow = NonNullable<PredictionStructuresQuery['prediction']>['structures']['edges'][number]['node'];
export type EnergyVolumePoint = NonNullable<PredictionEnergyVolumeQuery['prediction']>['energyVolume'][number];

const FINAL_STATES: readonly Prediction['state'][] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

export const isFinal = ({ state }: Pick<Prediction, 'state'>): boolean => FINAL_STATES.includes(state);
