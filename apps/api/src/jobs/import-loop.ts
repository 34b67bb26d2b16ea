import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import type { Notifications } from '../database/notifications.js';
import { withReconnect } from '../database/with-reconnect.js';
import { sweepImports } from '../imports/storing/sweep-imports.js';
import type { Log } from '../log.js';
import type { Queue } from './queue.js';
import { sweepUntilStopped } from './sweep-until-stopped.js';
import { takeUntilStopped } from './take-until-stopped.js';

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
  const { database, queue, stopping, log } = options;
  const sweeping = sweepUntilStopped(() => sweepImports(database, queue.addImports), {
    ...options,
    failure: 'sweep of imports failed',
    everyMs: SWEEP_MS,
  });
  const workOn = async ({ jobId, importId }: { readonly jobId: string; readonly importId: string }): Promise<void> => {
    const code = await runImportProcess(importId, stopping);
    if (code !== 0) log('import process ended', { import: importId, code });
    await withReconnect(() => queue.finishImport(jobId), stopping);
  };
  await takeUntilStopped(queue.takeImport, workOn, { ...options, failure: 'import error', idleMs: IDLE_MS });
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
