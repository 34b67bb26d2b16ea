import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

export interface RunningSystem {
  /** Address of the dashboard, without a trailing slash. */
  readonly url: string;
  /** Import a file of crystals, as `npm run kessho -- import` does beside the running server. */
  readonly importFile: (path: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The whole product as `npm start` runs it, on free ports and an empty database of its own: PostgreSQL, API, one worker, dashboard. @param environment more of it */
export async function startSystem(environment: Readonly<Record<string, string>> = {}): Promise<RunningSystem> {
  const home = mkdtempSync(path.join(tmpdir(), 'kessho-e2e-'));
  // PostgreSQL runs under another user where this test runs as root.
  chmodSync(home, 0o755);
  const [apiPort, webPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [path.join(ROOT, 'apps/api/dist/start.js')], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...environment,
      NODE_ENV: 'production',
      DATABASE_URL: '',
      KESSHO_HOME: home,
      KESSHO_PORT: String(apiPort),
      KESSHO_WEB_PORT: String(webPort),
      KESSHO_WORKERS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  const url = `http://127.0.0.1:${webPort}`;
  const stop = async () => {
    await stopProcess(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child);
  } catch (cause) {
    await stop();
    throw new Error(`The system did not start. Its last words:\n${output}`, { cause });
  }
  return { url, importFile: (file) => importFile(file, home), stop };
}

async function importFile(file: string, home: string): Promise<void> {
  const child = spawn(process.execPath, [path.join(ROOT, 'apps/api/dist/import-command.js'), file], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', KESSHO_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The import ended with code ${code}:\n${output}`);
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const body = JSON.stringify({ query: '{ predictions(first: 1) { totalCount } }' });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}`);
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`No answer within ${START_TIMEOUT_MS / 1000} s`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(kill);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
