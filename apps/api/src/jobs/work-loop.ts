import type { DataSource } from 'typeorm';
import type { Notifications } from '../database/notifications.js';
import { PREDICTION_CHANNEL } from '../database/notifications.js';
import { withReconnect } from '../database/with-reconnect.js';
import type { Log } from '../log.js';
import type { WorkerStages } from '../stages-source.js';
import { claimChunk } from './chunk-claims.js';
import { renewLease } from './lease.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { LoadSearchModels } from '../searches/search-models.js';
import { advance } from '../searches/advance-search.js';
import { runSearchJob } from '../searches/run-search-job.js';
import { giveUpOrphanSearches, stalledSearches, sweepSearches } from '../searches/sweep-searches.js';
import type { SearchTaskKey } from './definitions.js';
import type { Queue, QueuedChunk } from './queue.js';
import { runChunk } from './run-chunk.js';
import { sweepUntilStopped } from './sweep-until-stopped.js';
import { giveUpOrphans, sweep } from './sweep.js';
import { takeUntilStopped } from './take-until-stopped.js';

export interface WorkLoopOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly notifications: Notifications;
  readonly leases: LeaseKeeper;
  readonly loadModels: LoadSearchModels;
  /** Of the models that search. */
  readonly modelsVersion: string;
  readonly stages: WorkerStages;
  /** Name of this worker in the rows of its claims. */
  readonly worker: string;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

const IDLE_MS = 1000;
const SWEEP_MS = 2000;
const ORPHANS_MS = 60_000;

type Job = ({ readonly kind: 'portion' } & QueuedChunk) | { readonly kind: 'search'; readonly jobId: string; readonly key: SearchTaskKey };

/** Take portions of predictions and, where none waits, tasks of searches, and work on them, one at a time, until told to stop. */
export async function workLoop(options: WorkLoopOptions): Promise<void> {
  const { database, queue, stages, stopping } = options;
  let orphansAt = Date.now();
  const sweepAll = async (): Promise<void> => {
    await sweep(database, queue.add);
    await sweepSearches(database, queue.addSearchTasks);
    for (const searchId of await stalledSearches(database)) await advance(options, searchId);
    if (Date.now() - orphansAt < ORPHANS_MS) return;
    orphansAt = Date.now();
    await giveUpOrphans(database, await stages.versions());
    await giveUpOrphanSearches(database, [options.modelsVersion]);
  };
  const sweeping = sweepUntilStopped(sweepAll, { ...options, failure: 'sweep failed', everyMs: SWEEP_MS });
  const take = async (): Promise<Job | null> => {
    const portion = await queue.take();
    if (portion !== null) return { kind: 'portion', ...portion };
    const task = await queue.takeSearchTask();
    return task === null ? null : { kind: 'search', ...task };
  };
  const workOnJob = async (job: Job): Promise<void> => {
    if (job.kind === 'portion') await workOn(options, job.key);
    else await runSearchJob(options, job.key);
    await withReconnect(() => (job.kind === 'portion' ? queue.finish(job.jobId) : queue.finishSearchTask(job.jobId)), stopping);
  };
  await takeUntilStopped(take, workOnJob, { ...options, failure: 'worker error', idleMs: IDLE_MS });
  await sweeping;
}

async function workOn(options: WorkLoopOptions, key: Parameters<typeof claimChunk>[1]): Promise<void> {
  const { database, queue, notifications, leases, stages, worker, stopping, log } = options;
  const claim = await withReconnect(() => claimChunk(database, key, worker, stages), stopping);
  if (claim === null) return;
  const lost = new AbortController();
  const release = leases.hold('prediction_chunk', claim.token, () => lost.abort());
  // Word of a change of this prediction: look at once whether it was a cancellation.
  const stopListening = notifications.on(PREDICTION_CHANNEL, (predictionId) => {
    if (predictionId !== key.predictionId) return;
    renewLease(database, 'prediction_chunk', claim.token).then(
      (holds) => (holds ? undefined : lost.abort()),
      () => undefined,
    );
  });
  try {
    const signal = AbortSignal.any([lost.signal, stopping]);
    await runChunk({ database, claim, signal, stopping, enqueue: queue.add, log });
  } finally {
    stopListening();
    release();
  }
}
