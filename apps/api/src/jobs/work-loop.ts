import { setTimeout as delay } from 'node:timers/promises';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { DataSource } from 'typeorm';
import { isConnectionError } from '../database/connection-errors.js';
import type { Notifications } from '../database/notifications.js';
import { PREDICTION_CHANNEL, WORK_CHANNEL } from '../database/notifications.js';
import { withReconnect } from '../database/with-reconnect.js';
import type { Log } from '../log.js';
import { claimChunk, renewClaim } from './chunk-claims.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { Queue } from './queue.js';
import { runChunk } from './run-chunk.js';
import { giveUpOrphans, sweep } from './sweep.js';

export interface WorkLoopOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly notifications: Notifications;
  readonly leases: LeaseKeeper;
  readonly stages: PredictionStages;
  readonly modelsVersion: string;
  /** Name of this worker in the rows of its claims. */
  readonly worker: string;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

/** Without word of new work the queue is looked at this often. */
const IDLE_MS = 1000;
const SWEEP_MS = 2000;
const ORPHANS_MS = 60_000;

/** Take portions and work on them, one at a time, until told to stop. */
export async function workLoop(options: WorkLoopOptions): Promise<void> {
  const { queue, notifications, stopping, log } = options;
  let wake = new AbortController();
  const stopListening = notifications.on(WORK_CHANNEL, () => wake.abort());
  stopping.addEventListener('abort', () => wake.abort());
  const sweeping = sweepUntilStopped(options);
  while (!stopping.aborted) {
    wake = new AbortController();
    try {
      const job = await queue.take();
      if (job === null) {
        if (!stopping.aborted) await delay(IDLE_MS, undefined, { signal: wake.signal }).catch(() => undefined);
        continue;
      }
      await workOn(options, job.key);
      await withReconnect(() => queue.finish(job.jobId), stopping);
    } catch (error) {
      if (stopping.aborted) break;
      if (!isConnectionError(error)) log('worker error', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await delay(IDLE_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  stopListening();
  await sweeping;
}

async function workOn(options: WorkLoopOptions, key: Parameters<typeof claimChunk>[1]): Promise<void> {
  const { database, queue, notifications, leases, stages, modelsVersion, worker, stopping, log } = options;
  const claim = await withReconnect(() => claimChunk(database, key, worker, modelsVersion), stopping);
  if (claim === null) return;
  const lost = new AbortController();
  const release = leases.hold(claim.token, () => lost.abort());
  // Word of a change of this prediction: look at once whether it was a cancellation.
  const stopListening = notifications.on(PREDICTION_CHANNEL, (predictionId) => {
    if (predictionId !== key.predictionId) return;
    renewClaim(database, claim).then(
      (holds) => (holds ? undefined : lost.abort()),
      () => undefined,
    );
  });
  try {
    const signal = AbortSignal.any([lost.signal, stopping]);
    await runChunk({ database, stages, claim, signal, stopping, enqueue: queue.add, log });
  } finally {
    stopListening();
    release();
  }
}

async function sweepUntilStopped({ database, queue, modelsVersion, stopping, log }: WorkLoopOptions): Promise<void> {
  for (let orphansAt = Date.now(); !stopping.aborted;) {
    await delay(SWEEP_MS, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    try {
      await sweep(database, queue.add);
      if (Date.now() - orphansAt < ORPHANS_MS) continue;
      orphansAt = Date.now();
      await giveUpOrphans(database, modelsVersion);
    } catch (error) {
      if (!isConnectionError(error)) log('sweep failed', { message: error instanceof Error ? error.message : String(error) });
    }
  }
}
