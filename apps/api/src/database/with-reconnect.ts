import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionError } from './connection-errors.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** Repeat `work` while the database is away, with growing pauses; every other error passes. `work` must be safe to repeat. */
export async function withReconnect<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isConnectionError(error)) throw error;
      await delay(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}
