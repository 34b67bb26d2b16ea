import type { DataSource } from 'typeorm';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import { queryRows } from '../database/query-rows.js';
import type { Enqueue } from './complete-chunk.js';
import { inPredictionTransaction } from './prediction-transaction.js';
import { LEASE_MS, MAX_ATTEMPTS, silentFor, WAITING_MS } from './lease.js';
import { isLive, ORPHAN_MS } from './statuses.js';

const MOST_AT_ONCE = 500;

interface OpenChunk {
  readonly prediction_id: string;
  readonly stage: WorkStage;
  readonly chunk_index: number;
  readonly turn: number;
}

/** Look for portions whose worker fell silent and for lost jobs, and queue them. Any number of processes may do this at the same time. */
export async function sweep(database: DataSource, enqueue: Enqueue): Promise<void> {
  const silent = await queryRows<OpenChunk & { attempts: number }>(
    database,
    `SELECT c.prediction_id, c.stage, c.chunk_index, c.attempts, p.turn FROM prediction_chunk c JOIN prediction p ON p.id = c.prediction_id
     WHERE c.state = 'running' AND ${silentFor(LEASE_MS, 'c')} LIMIT ${MOST_AT_ONCE}`,
  );
  for (const chunk of silent) await takeOver(database, chunk, enqueue);
  await database.transaction(async (manager) => {
    const waiting = await queryRows<OpenChunk>(
      manager,
      `UPDATE prediction_chunk c SET heartbeat_at = now() FROM prediction p
       WHERE p.id = c.prediction_id AND (c.prediction_id, c.stage, c.chunk_index) IN (
         SELECT prediction_id, stage, chunk_index FROM prediction_chunk
         WHERE state = 'pending' AND ${silentFor(WAITING_MS)} ORDER BY heartbeat_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING c.prediction_id, c.stage, c.chunk_index, p.turn`,
    );
    await enqueue(manager, waiting.map(jobOf));
  });
}

const jobOf = ({ prediction_id, stage, chunk_index, turn }: OpenChunk) => ({ predictionId: prediction_id, stage, chunkIndex: chunk_index, turn });

/** Give the portion of a silent worker back, or give up on a portion that has cost too many of them. */
async function takeOver(database: DataSource, chunk: OpenChunk & { attempts: number }, enqueue: Enqueue): Promise<void> {
  const { prediction_id: predictionId, stage, chunk_index: index } = chunk;
  await inPredictionTransaction(database, predictionId, async ({ manager, prediction, become, record }) => {
    if (!isLive(prediction.state)) return;
    const rows = await queryRows<{ attempts: number }>(
      manager,
      `UPDATE prediction_chunk SET state = 'pending', claim_token = NULL, done = 0, heartbeat_at = now()
       WHERE prediction_id = $1 AND stage = $2 AND chunk_index = $3 AND state = 'running' AND ${silentFor(LEASE_MS)}
       RETURNING attempts`,
      [predictionId, stage, index],
    );
    const [row] = rows;
    if (row === undefined) return;
    if (row.attempts >= MAX_ATTEMPTS) {
      const message = `Portion ${index + 1} of stage ${stage} ended ${row.attempts} workers`;
      await become('failed', { code: 'WorkerLost', message });
      record('failed', stage, message);
      return;
    }
    record('chunk-retried', stage, `Portion ${index + 1} lost its worker and is queued again`);
    await enqueue(manager, [jobOf(chunk)]);
  });
}

/** Give up on predictions that were accepted for models which no worker has had for a long time. */
export async function giveUpOrphans(database: DataSource, modelsVersions: readonly string[]): Promise<void> {
  const orphans = await queryRows<{ id: string }>(
    database,
    `SELECT p.id FROM prediction p WHERE p.state IN ('queued', 'running') AND p.models_version <> ALL($1::text[]) AND p.created_at < now() - $2 * interval '1 millisecond'
       AND NOT EXISTS (SELECT FROM prediction_chunk c WHERE c.prediction_id = p.id AND c.started_at > now() - $2 * interval '1 millisecond')`,
    [modelsVersions, ORPHAN_MS],
  );
  for (const { id } of orphans) {
    await inPredictionTransaction(database, id, async ({ prediction, become, record }) => {
      if (!isLive(prediction.state)) return;
      const message = 'The models it was accepted for have been replaced or removed; start it again';
      await become('failed', { code: 'ModelsReplaced', message });
      record('failed', prediction.stage, message);
    });
  }
}
