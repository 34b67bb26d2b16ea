import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { processExists } from '../src/database/embedded/embedded-cluster.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const PROGRAM = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const toyModule = buildToyModule();
const home = mkdtempSync(join(tmpdir(), 'kessho-start-'));
chmodSync(home, 0o755); // as root the database runs as another user

interface Run {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}
const runs: Run[] = [];

function start(environment: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      KESSHO_HOME: home,
      KESSHO_PORT: '4700',
      KESSHO_WORKERS: '1',
      KESSHO_DASHBOARD: 'off',
      KESSHO_STAGES_MODULE: toyModule,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => lines.push(text.toString()));
  const run = { process: child, output: () => lines.join(''), ended: new Promise<number | null>((resolve) => child.on('exit', resolve)) };
  runs.push(run);
  return run;
}

const apiOf = async (run: Run): Promise<string> => waitFor('the addresses', () => Promise.resolve(/GraphQL {4}(\S+)/.exec(run.output())?.[1]));
const databasePid = (): number => Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const ask = async <Data>(url: string, query: string): Promise<Data> => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return ((await response.json()) as { data: Data }).data;
};
const START = 'mutation { startPrediction(input: { formula: "NaCl", budget: QUICK }) { reused prediction { state } } }';
type Started = { readonly startPrediction: { readonly reused: boolean; readonly prediction: { readonly state: string } } };
const finish = (url: string): Promise<Started> =>
  waitFor('the prediction', async () => {
    const data = await ask<Started>(url, START).catch(() => null);
    return data?.startPrediction?.prediction?.state === 'SUCCEEDED' ? data : null;
  });

afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.process.kill('SIGTERM');
    await run.ended;
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('npm start', () => {
  it('brings everything up, lets no second one beside it, heals, and stops cleanly', async () => {
    const run = start();
    const url = await apiOf(run);
    await finish(url);
    expect(statSync(join(home, 'postgres-password')).mode & 0o777).toBe(0o600);

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('running already');

    // The database dies: everything finds it again.
    process.kill(databasePid(), 'SIGKILL');
    await waitFor('the database', async () => (await fetch(url.replace('/graphql', '/health')).catch(() => null))?.status === 200);
    expect((await finish(url)).startPrediction.reused).toBe(true);

    const database = databasePid();
    run.process.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(processExists(database)).toBe(false);
    expect(run.output()).toContain('Stopping');
  });

  it('keeps the data, also when it was killed, and takes the database over that survived', async () => {
    const killed = start();
    await finish(await apiOf(killed));
    killed.process.kill('SIGKILL');
    await killed.ended;
    const survivor = databasePid();
    expect(processExists(survivor)).toBe(true);

    const run = start();
    const url = await apiOf(run);
    expect((await ask<Started>(url, START)).startPrediction).toEqual({ reused: true, prediction: { state: 'SUCCEEDED' } });
    expect(databasePid()).toBe(survivor);
    run.process.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(processExists(survivor)).toBe(false);
  });

  it('refuses to be reached from elsewhere without a token', async () => {
    const run = start({ KESSHO_HOST: '0.0.0.0' });
    expect(await run.ended).not.toBe(0);
    expect(run.output()).toContain('kessho -- token create');
  });
});
