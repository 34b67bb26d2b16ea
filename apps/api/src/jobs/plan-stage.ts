import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { EntityManager } from 'typeorm';
import { readCounts, readOutputs, readPlan } from './stage-outputs.js';

/** Pieces in each portion of a stage, of its first round where it has several. The bounds follow from the plan and earlier outputs alone, never from who works. */
export async function planStage(manager: EntityManager, predictionId: string, stage: WorkStage): Promise<number[]> {
  switch (stage) {
    case 'propose':
    case 'select':
    case 'rank':
      return [1];
    case 'generate':
      return (await readPlan(manager, predictionId)).chunks.map(() => 1);
    case 'screen':
      return portions(sum(await readCounts(manager, predictionId, 'generate')), (await readPlan(manager, predictionId)).screeningChunkSize);
    case 'relax':
      return planRound(manager, predictionId, 0);
    case 'reference':
      return (await readPlan(manager, predictionId)).references.map(({ crystals }) => crystals.length);
  }
}

/** Once all portions of a stage are through: those of its next round; none where it has no other, or where that would bring nothing. */
export async function planFurtherPortions(
  manager: EntityManager,
  predictionId: string,
  stage: WorkStage,
  stages: PredictionStages,
): Promise<number[]> {
  if (stage !== 'relax') return [];
  const relaxed = sum(await readCounts(manager, predictionId, 'relax'));
  const further = await planRound(manager, predictionId, relaxed);
  if (further.length === 0) return [];
  const plan = await readPlan(manager, predictionId);
  const chosen = (await readOutputs(manager, predictionId, 'select')).flatMap((output) => output.chosen);
  return stages.goesOn(plan, chosen, (await readOutputs(manager, predictionId, 'relax')).flat()) ? further : [];
}

async function planRound(manager: EntityManager, predictionId: string, relaxed: number): Promise<number[]> {
  const { relaxationRoundSize, relaxationChunkSize } = await readPlan(manager, predictionId);
  const left = sum(await readCounts(manager, predictionId, 'select')) - relaxed;
  return portions(Math.min(left, relaxationRoundSize), relaxationChunkSize);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const portions = (pieces: number, size: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil(pieces / size)) }, (_, k) => Math.min(size, pieces - k * size));
