import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { isConnectionError } from '../database/connection-errors.js';
import type { Notifications } from '../database/notifications.js';
import { WORK_CHANNEL } from '../database/notifications.js';
import { withReconnect } from '../database/with-reconnect.js';
import { sweepImports } from '../imports/storing/sweep-imports.js';
import type { Log } from '../log.js';
import type { Queue } from './queue.js';

export interface ImportLoopOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly notifications: Notifications;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

const IDLE_MS = 2000;
const SWEEP_MS = 5000;
const PROGRAM = fileURLToPath(new URL('../import-process.js', import.meta.url));

/** Take imports and have each done by a process of its own, one at a time, until told to stop: evaluations of a potential would stall it in this one. */
export async function importLoop(options: ImportLoopOptions): Promise<void> {
  const { queue, notifications, stopping, log } = options;
  let wake = new AbortController();
  const stopListening = notifications.on(WORK_CHANNEL, () => wake.abort());
  stopping.addEventListener('abort', () => wake.abort());
  const sweeping = sweepUntilStopped(options);
  while (!stopping.aborted) {
    wake = new AbortController();
    try {
      const job = await queue.takeImport();
      if (job === null) {
        if (!stopping.aborted) await delay(IDLE_MS, undefined, { signal: wake.signal }).catch(() => undefined);
        continue;
      }
      const code = await runImportProcess(job.importId, stopping);
      if (code !== 0) log('import process ended', { import: job.importId, code });
      await withReconnect(() => queue.finishImport(job.jobId), stopping);
    } catch (error) {
      if (stopping.aborted) break;
      if (!isConnectionError(error)) log('import error', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await delay(IDLE_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  stopListening();
  await sweeping;
}

/** Exit code of the process; null where a signal ended it. */
function runImportProcess(importId: string, stopping: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, [importId], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const stop = (): void => void child.kill('SIGTERM');
    if (stopping.aborted) stop();
    stopping.addEventListener('abort', stop);
    child.once('error', reject);
    child.once('exit', (code) => {
      stopping.removeEventListener('abort', stop);
      resolve(code);
    });
  });
}

async function sweepUntilStopped({ database, queue, stopping, log }: ImportLoopOptions): Promise<void> {
  while (!stopping.aborted) {
    await delay(SWEEP_MS, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    try {
      await sweepImports(database, queue.addImports);
    } catch (error) {
      if (!isConnectionError(error)) log('sweep of imports failed', { message: error instanceof Error ? error.message : String(error) });
    }
  }
}
