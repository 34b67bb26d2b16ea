import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import type { ChunkClaim } from './chunk-claims.js';
import { sumStage } from './chunk-claims.js';
import type { ChunkJob } from './definitions.js';
import { planFurtherPortions, planStage } from './plan-stage.js';
import type { PredictionTransaction } from './prediction-transaction.js';
import { inPredictionTransaction } from './prediction-transaction.js';
import type { StageOutputs } from './stage-outputs.js';
import { countPieces, encodeOutput } from './stage-outputs.js';
import { heldUnder } from './lease.js';
import { isLive } from './statuses.js';
import { STAGE_WRITERS } from './storing/store-output.js';
import type { Storing } from './storing/store-output.js';

/** Adds jobs within a transaction. */
export type Enqueue = (manager: EntityManager, jobs: readonly ChunkJob[]) => Promise<void>;

/**
 * Store the output of a portion with its rows, and start the next stage when it was the last of its own; all or nothing.
 * False where the claim was lost or the prediction has ended: then nothing is written.
 */
export async function completeChunk<S extends WorkStage>(
  database: DataSource,
  claim: ChunkClaim,
  stage: S,
  output: StageOutputs[S],
  enqueue: Enqueue,
): Promise<boolean> {
  const bytes = encodeOutput(output);
  const written = await inPredictionTransaction(database, claim.key.predictionId, async (transaction) => {
    const { manager, prediction } = transaction;
    if (!isLive(prediction.state)) return false;
    const rows = await queryRows(
      manager,
      `UPDATE prediction_chunk SET state = 'done', done = total, output = $2, output_count = $3, finished_at = now(), claim_token = NULL,
         failure_code = NULL, failure_message = NULL
       WHERE ${heldUnder('$1')} RETURNING chunk_index`,
      [claim.token, bytes, countPieces(stage, output)],
    );
    if (rows.length === 0) return false;
    const write = STAGE_WRITERS[stage] as (storing: Storing<S>) => Promise<void>;
    await write({ manager, prediction, chunkIndex: claim.key.chunkIndex, output, stages: claim.stages });
    await sumStage(manager, claim.key);
    transaction.touch();
    await advance(transaction, stage, claim.stages, enqueue);
    return true;
  });
  return written ?? false;
}

/** If all portions of the stage are through, go on to its next round, or to the next stage that has anything to do. */
async function advance(transaction: PredictionTransaction, stage: WorkStage, stages: PredictionStages, enqueue: Enqueue): Promise<void> {
  const { manager, prediction } = transaction;
  const [{ open } = { open: 0 }] = await queryRows<{ open: number }>(
    manager,
    `SELECT count(*)::int AS open FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2 AND state <> 'done'`,
    [prediction.id, stage],
  );
  if (open > 0) return;
  const further = await planFurtherPortions(manager, prediction.id, stage, stages);
  if (further.length > 0) return beginPortions(transaction, stage, further, enqueue);
  await endStage(transaction, stage);
  const next = WORK_STAGES[WORK_STAGES.indexOf(stage) + 1];
  if (next === undefined) {
    await transaction.become('succeeded');
    transaction.record('succeeded', null, 'The structures are ranked');
    return;
  }
  const portions = await planStage(manager, prediction.id, next);
  if (portions.length > 0) return beginPortions(transaction, next, portions, enqueue);
  if (next === 'relax') {
    const message = await describeLosses(manager, prediction.id);
    await transaction.become('failed', { code: 'NoCandidates', message });
    transaction.record('failed', 'select', message);
    return;
  }
  await advance(transaction, next, stages, enqueue);
}

async function endStage({ manager, prediction, record }: PredictionTransaction, stage: WorkStage): Promise<void> {
  const now = new Date();
  const rows = await queryRows(
    manager,
    `UPDATE prediction_stage SET state = 'done', started_at = coalesce(started_at, $3), finished_at = $3 WHERE prediction_id = $1 AND name = $2 RETURNING name`,
    [prediction.id, stage, now],
  );
  // A prediction whose hull needs no references has no such stage.
  if (rows.length > 0) record('stage-finished', stage, `Stage ${stage} is through`);
}

export async function beginPortions(
  { manager, prediction }: PredictionTransaction,
  stage: WorkStage,
  portions: readonly number[],
  enqueue: Enqueue,
): Promise<void> {
  const rows = await queryRows<{ index: number }>(
    manager,
    `INSERT INTO prediction_chunk (prediction_id, stage, chunk_index, state, total)
     SELECT $1, $2, (before + ordinality - 1)::int, 'pending', pieces FROM unnest($3::int[]) WITH ORDINALITY AS u(pieces, ordinality),
       (SELECT count(*) AS before FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2) c
     RETURNING chunk_index AS index`,
    [prediction.id, stage, portions],
  );
  await sumStage(manager, { predictionId: prediction.id, stage });
  const { turn } = prediction;
  await enqueue(
    manager,
    rows.map(({ index }) => ({ predictionId: prediction.id, stage, chunkIndex: index, turn })),
  );
}

async function describeLosses(manager: EntityManager, predictionId: string): Promise<string> {
  const rows = await queryRows<{ reason: string; count: number }>(
    manager,
    'SELECT reason, sum(count)::int AS count FROM rejection_count WHERE prediction_id = $1 GROUP BY reason ORDER BY count DESC',
    [predictionId],
  );
  const losses = rows.map(({ reason, count }) => `${reason}: ${count}`).join(', ');
  return `No structure could be made for this composition (${losses || 'no prototype and no Wyckoff assignment fits within the atom limit'})`;
}
