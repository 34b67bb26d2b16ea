import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionError } from '../database/connection-errors.js';
import type { Log } from '../log.js';

export interface SweepingOptions {
  readonly stopping: AbortSignal;
  readonly log: Log;
  /** Names what failed in the log: `sweep failed`. */
  readonly failure: string;
  readonly everyMs: number;
}

/** Sweep again and again until told to stop; a failure is logged and does not end it. */
export async function sweepUntilStopped(sweep: () => Promise<void>, { stopping, log, failure, everyMs }: SweepingOptions): Promise<void> {
  while (!stopping.aborted) {
    await delay(everyMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    try {
      await sweep();
    } catch (error) {
      if (!isConnectionError(error)) log(failure, { message: error instanceof Error ? error.message : String(error) });
    }
  }
}
