import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPort } from '@kessho/api/supervisor/find-port';
import { FIRST_PORT, runProgram } from '../api/child-process.js';

export interface RunningDashboard {
  /** Without a trailing slash. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const READY_MS = 120_000;

/** The whole product on free ports and an empty database, with these files imported. @throws {Error} where it does not start or an import fails */
export async function startDashboard(materials: readonly string[]): Promise<RunningDashboard> {
  const home = await mkdtemp(join(tmpdir(), 'kessho-lighthouse-home-'));
  // PostgreSQL runs under another user where this runs as root.
  await chmod(home, 0o755);
  const port = await findPort('127.0.0.1', FIRST_PORT);
  const webPort = await findPort('127.0.0.1', port + 1);
  const environment = { DATABASE_URL: '', KESSHO_HOME: home, KESSHO_PORT: String(port), KESSHO_WEB_PORT: String(webPort), KESSHO_WORKERS: '1' };
  const child = spawn(process.execPath, [new URL(import.meta.resolve('@kessho/api/start')).pathname], {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${webPort}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  try {
    for (const deadline = Date.now() + READY_MS; !(await answers(url)); await delay(300)) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error('The dashboard does not start; was it built?');
    }
    for (const file of materials) {
      const code = await runProgram('import-command', [file], environment);
      if (code !== 0) throw new Error(`The import of ${file} ended with ${code}`);
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
