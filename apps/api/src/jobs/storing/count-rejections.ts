import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { EntityManager } from 'typeorm';
import { insertJson } from './insert-json.js';

/** Add to the counts of what a stage threw away. */
export async function countRejections(
  manager: EntityManager,
  predictionId: string,
  stage: WorkStage,
  reasons: Iterable<readonly [string, number]>,
): Promise<void> {
  const counts = new Map<string, number>();
  for (const [reason, count] of reasons) counts.set(reason, (counts.get(reason) ?? 0) + count);
  const rows = [...counts].filter(([, count]) => count > 0).map(([reason, count]) => ({ prediction_id: predictionId, stage, reason, count }));
  await insertJson(
    manager,
    'rejection_count',
    { prediction_id: 'uuid', stage: 'text', reason: 'text', count: 'integer' },
    rows,
    'ON CONFLICT (prediction_id, stage, reason) DO UPDATE SET count = rejection_count.count + excluded.count',
  );
}
