import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { EntityManager } from 'typeorm';
import { readCounts, readPlan } from './stage-outputs.js';

/** Pieces in each portion of a stage. The bounds follow from the plan and earlier outputs alone, never from who works. */
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
      return portions(sum(await readCounts(manager, predictionId, 'select')), (await readPlan(manager, predictionId)).relaxationChunkSize);
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const portions = (pieces: number, size: number): number[] =>
  Array.from({ length: Math.ceil(pieces / size) }, (_, k) => Math.min(size, pieces - k * size));
