import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionError } from '../database/connection-errors.js';
import type { Notifications } from '../database/notifications.js';
import { WORK_CHANNEL } from '../database/notifications.js';
import type { Log } from '../log.js';

export interface TakingOptions {
  readonly notifications: Notifications;
  readonly stopping: AbortSignal;
  readonly log: Log;
  /** Names what failed in the log: `worker error`. */
  readonly failure: string;
  /** Without word of new work the queue is looked at this often. */
  readonly idleMs: number;
}

/** Take jobs and work on them, one at a time, until told to stop; a failure is logged, and the next job taken after a pause. */
export async function takeUntilStopped<Job>(
  take: () => Promise<Job | null>,
  workOn: (job: Job) => Promise<void>,
  { notifications, stopping, log, failure, idleMs }: TakingOptions,
): Promise<void> {
  let wake = new AbortController();
  const stopListening = notifications.on(WORK_CHANNEL, () => wake.abort());
  stopping.addEventListener('abort', () => wake.abort());
  while (!stopping.aborted) {
    wake = new AbortController();
    try {
      const job = await take();
      if (job !== null) await workOn(job);
      else if (!stopping.aborted) await delay(idleMs, undefined, { signal: wake.signal }).catch(() => undefined);
    } catch (error) {
      if (stopping.aborted) break;
      if (!isConnectionError(error)) log(failure, { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await delay(idleMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  stopListening();
}
