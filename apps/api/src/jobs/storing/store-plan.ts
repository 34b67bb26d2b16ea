import type { PredictionPlan, PredictionStages } from '@kessho/core/prediction/stage-types';
import { Prediction } from '@kessho/schema/entities/prediction';
import type { EntityManager } from 'typeorm';
import { ensureModel, ensureReferenceSet } from '../../modules/models/ensure-models.js';
import { insertJson } from './insert-json.js';
import { rowId } from './row-id.js';

const COLUMNS = {
  id: 'uuid',
  prediction_id: 'uuid',
  space_group_number: 'integer',
  space_group_symbol: 'text',
  ordinal: 'integer',
  probability: 'double precision',
  assignments: 'jsonb',
  impossible_because: 'text',
};

export const proposalId = (predictionId: string, spaceGroup: number): string => rowId('symmetry-proposal', predictionId, String(spaceGroup));

/** Symmetry proposals, and the models the prediction stands on. */
export async function storePlan(manager: EntityManager, predictionId: string, plan: PredictionPlan, stages: PredictionStages): Promise<void> {
  const byProbability = [...plan.symmetryProposals].sort((a, b) => b.probability - a.probability || a.spaceGroup.number - b.spaceGroup.number);
  const rows = byProbability.map(({ spaceGroup, probability, assignments, impossibleBecause }, ordinal) => ({
    id: proposalId(predictionId, spaceGroup.number),
    prediction_id: predictionId,
    space_group_number: spaceGroup.number,
    space_group_symbol: spaceGroup.symbol,
    ordinal,
    probability,
    assignments,
    impossible_because: impossibleBecause,
  }));
  await insertJson(manager, 'symmetry_proposal', COLUMNS, rows);
  const modelIds: string[] = [];
  for (const model of stages.models) modelIds.push(await ensureModel(manager, model));
  // Under pressure there is none yet: the ranking names what was relaxed for it.
  const referenceSetId = plan.request.pressureGPa === 0 ? await ensureReferenceSet(manager, stages.referenceSet) : null;
  await manager.update(Prediction, predictionId, { predictedVolumePerAtom: plan.volumePerAtom, modelIds, referenceSetId });
}
