import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { ChunkState } from '@kessho/schema/entities/prediction-chunk';
import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import type { Prediction } from '@kessho/schema/entities/prediction';
import { Prediction as PredictionRow } from '@kessho/schema/entities/prediction';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import type { WorkerStages } from '../stages-source.js';
import type { ChunkKey } from './definitions.js';
import type { PredictionTransaction } from './prediction-transaction.js';
import { inPredictionTransaction } from './prediction-transaction.js';
import { heldUnder, SILENCE_MS, taking } from './lease.js';
import { isClaimable, isLive } from './statuses.js';

/** The right to write the output of one portion, until it is lost. */
export interface ChunkClaim {
  readonly key: ChunkKey;
  readonly token: string;
  readonly prediction: Prediction;
  /** With the models the prediction was made for. */
  readonly stages: PredictionStages;
}

/** Take a portion. Null where it is done, cancelled, held by a living worker, or made for models that are not among `workerStages`. */
export function claimChunk(database: DataSource, key: ChunkKey, worker: string, workerStages: WorkerStages): Promise<ChunkClaim | null> {
  return inPredictionTransaction(database, key.predictionId, async (transaction) => {
    const { manager, prediction } = transaction;
    if (!isLive(prediction.state)) return null;
    const stages = await workerStages.of(prediction.modelsVersion);
    if (stages === null) return null;
    const [chunk] = await queryRows<{ state: ChunkState; silent: number; attempts: number }>(
      manager,
      `SELECT state, attempts, ${SILENCE_MS} AS silent
       FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2 AND chunk_index = $3 FOR UPDATE`,
      [key.predictionId, key.stage, key.chunkIndex],
    );
    if (chunk === undefined || !isClaimable(chunk.state, chunk.silent)) return null;
    const [{ token } = { token: '' }] = await queryRows<{ token: string }>(
      manager,
      `UPDATE prediction_chunk SET ${taking('$4')}, done = 0, started_at = coalesce(started_at, now())
       WHERE prediction_id = $1 AND stage = $2 AND chunk_index = $3 RETURNING claim_token AS token`,
      [key.predictionId, key.stage, key.chunkIndex, worker],
    );
    if (chunk.state === 'running') transaction.record('chunk-retried', key.stage, `Portion ${key.chunkIndex + 1} lost its worker and was taken over`);
    await beginStage(transaction, key);
    return { key, token, prediction, stages };
  });
}

async function beginStage(transaction: PredictionTransaction, { predictionId, stage }: ChunkKey): Promise<void> {
  const { manager, prediction } = transaction;
  transaction.touch();
  if (prediction.state === 'queued') await transaction.become('running');
  await manager.increment(PredictionStage, { predictionId, name: stage }, 'attempts', 1);
  const { affected } = await manager.update(
    PredictionStage,
    { predictionId, name: stage, state: 'pending' },
    { state: 'running', startedAt: new Date() },
  );
  if (!affected) return;
  await manager.update(PredictionRow, predictionId, { stage });
  transaction.record('stage-started', stage, `Stage ${stage} began`);
}

/** Pieces of the portion that are through, for those who watch. */
export async function reportProgress(database: DataSource, { key, token }: ChunkClaim, share: number): Promise<void> {
  await inPredictionTransaction(database, key.predictionId, async (transaction) => {
    const rows = await queryRows(
      transaction.manager,
      `UPDATE prediction_chunk SET done = least(total, floor(total * $2::float8))::int, heartbeat_at = now() WHERE ${heldUnder('$1')} RETURNING done`,
      [token, share],
    );
    if (rows.length === 0) return;
    await sumStage(transaction.manager, key);
    transaction.touch();
  });
}

/** Give a portion back unfinished, to be taken by anyone. */
export async function releaseClaim(
  database: DataSource,
  { key, token }: ChunkClaim,
  reason: { readonly code: string; readonly message: string } | null,
  enqueue: (manager: EntityManager, prediction: Prediction) => Promise<void>,
): Promise<void> {
  await inPredictionTransaction(database, key.predictionId, async ({ manager, prediction, record }) => {
    const rows = await queryRows(
      manager,
      `UPDATE prediction_chunk SET state = 'pending', claim_token = NULL, done = 0, heartbeat_at = now(), failure_code = $2, failure_message = $3,
         attempts = attempts - CASE WHEN $2::text IS NULL THEN 1 ELSE 0 END
       WHERE ${heldUnder('$1')} RETURNING chunk_index`,
      [token, reason?.code ?? null, reason?.message ?? null],
    );
    if (rows.length === 0) return;
    record(
      'chunk-retried',
      key.stage,
      reason ? `Portion ${key.chunkIndex + 1} will be repeated: ${reason.message}` : `Portion ${key.chunkIndex + 1} was handed on`,
    );
    await enqueue(manager, prediction);
  });
}

/** Bring the stage's counter in line with its portions. */
export async function sumStage(manager: EntityManager, { predictionId, stage }: Pick<ChunkKey, 'predictionId' | 'stage'>): Promise<void> {
  await queryRows(
    manager,
    `UPDATE prediction_stage s SET done = c.done, total = c.total
     FROM (SELECT coalesce(sum(done), 0)::int AS done, coalesce(sum(total), 0)::int AS total FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2) c
     WHERE s.prediction_id = $1 AND s.name = $2`,
    [predictionId, stage],
  );
}
