import type { StageControl } from '@kessho/core/prediction/stage-types';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { withReconnect } from '../database/with-reconnect.js';
import type { Log } from '../log.js';
import type { ChunkClaim } from './chunk-claims.js';
import { releaseClaim, reportProgress } from './chunk-claims.js';
import type { Enqueue } from './complete-chunk.js';
import { completeChunk } from './complete-chunk.js';
import { chunkName } from './definitions.js';
import { describeFailure } from './failures.js';
import { inPredictionTransaction } from './prediction-transaction.js';
import { STAGE_RUNNERS } from './run-stage.js';
import type { StageWork } from './run-stage.js';
import type { StageOutputs } from './stage-outputs.js';
import { heldUnder, MAX_ATTEMPTS } from './lease.js';
import { isLive } from './statuses.js';

export interface ChunkWork {
  readonly database: DataSource;
  readonly claim: ChunkClaim;
  /** Fires when the claim is gone or the worker stops. */
  readonly signal: AbortSignal;
  /** Fires when the worker stops. */
  readonly stopping: AbortSignal;
  readonly enqueue: Enqueue;
  readonly log: Log;
}

/** A portion reports how far it is at most this often. */
const PROGRESS_MS = 500;

/** Work on a claimed portion to its end: written, failed, dropped or handed back. */
export async function runChunk(work: ChunkWork): Promise<void> {
  const { claim, signal, log } = work;
  const { stage } = claim.key;
  try {
    await runAndStore(work, stage);
  } catch (error) {
    if (signal.aborted) {
      if (work.stopping.aborted) await handBack(work, null);
      return;
    }
    const { code, message, isTransient } = describeFailure(error, `portion ${chunkName(claim.key)}`);
    log('portion failed', { chunk: chunkName(claim.key), code, message: error instanceof Error ? (error.stack ?? error.message) : message });
    if (isTransient && (await attemptsOf(work)) < MAX_ATTEMPTS) await withReconnect(() => handBack(work, { code, message }), signal);
    else await withReconnect(() => failPrediction(work, code, message), signal);
  }
}

async function runAndStore<S extends WorkStage>({ database, claim, signal, enqueue, log }: ChunkWork, stage: S): Promise<void> {
  const startedAt = Date.now();
  const control: StageControl = { signal, onProgress: progressReporter(database, claim) };
  const run = STAGE_RUNNERS[stage] as (work: StageWork) => Promise<StageOutputs[S]>;
  const output = await withReconnect(
    () => run({ database, stages: claim.stages, prediction: claim.prediction, chunkIndex: claim.key.chunkIndex, control }),
    signal,
  );
  signal.throwIfAborted();
  const written = await withReconnect(() => completeChunk(database, claim, stage, output, enqueue), signal);
  log(written ? 'portion done' : 'portion dropped: no longer ours', { chunk: chunkName(claim.key), ms: Date.now() - startedAt });
}

/** Writes progress now and then; a write that fails is no loss. */
function progressReporter(database: DataSource, claim: ChunkClaim): (done: number, total: number) => void {
  let reportedAt = Date.now();
  let busy = false;
  return (done, total) => {
    if (busy || total === 0 || done >= total || Date.now() - reportedAt < PROGRESS_MS) return;
    reportedAt = Date.now();
    busy = true;
    reportProgress(database, claim, done / total)
      .catch(() => undefined)
      .finally(() => (busy = false));
  };
}

async function handBack({ database, claim, enqueue }: ChunkWork, reason: { readonly code: string; readonly message: string } | null): Promise<void> {
  await releaseClaim(database, claim, reason, (manager, { turn }) => enqueue(manager, [{ ...claim.key, turn }]));
}

async function attemptsOf({ database, claim }: ChunkWork): Promise<number> {
  const { predictionId, stage, chunkIndex } = claim.key;
  const [row] = await database.query<{ attempts: number }[]>(
    'SELECT attempts FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2 AND chunk_index = $3',
    [predictionId, stage, chunkIndex],
  );
  return row?.attempts ?? MAX_ATTEMPTS;
}

async function failPrediction({ database, claim }: ChunkWork, code: string, message: string): Promise<void> {
  await inPredictionTransaction(database, claim.key.predictionId, async ({ manager, prediction, become, record }) => {
    if (!isLive(prediction.state)) return;
    const rows = await queryRows(
      manager,
      `UPDATE prediction_chunk SET state = 'failed', failure_code = $2, failure_message = $3, claim_token = NULL
       WHERE ${heldUnder('$1')} RETURNING chunk_index`,
      [claim.token, code, message.slice(0, 2000)],
    );
    if (rows.length === 0) return;
    await become('failed', { code, message });
    record('failed', claim.key.stage, message);
  });
}
