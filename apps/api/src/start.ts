/** `npm start`: database, API, workers and dashboard of one machine, watched over until Ctrl-C. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.js';
import { ConfigError, isLoopback, readConfig, REPOSITORY_ROOT } from './config.js';
import type { SupervisedChild } from './supervisor/child.js';
import { superviseChild } from './supervisor/child.js';
import { findPort } from './supervisor/find-port.js';
import { AlreadyRunningError, takeStartLock } from './supervisor/start-lock.js';
import { superviseDatabase } from './supervisor/supervised-database.js';

const WEB_FOLDER = join(REPOSITORY_ROOT, 'apps', 'web');
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** Stop what was started, the last first, and end. */
const closers: (() => Promise<void> | void)[] = [];
let ending = false;
async function end(code: number): Promise<never> {
  ending = true;
  for (const close of closers.reverse()) await close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending) return;
    write('Stopping …');
    void end(0);
  });
}

try {
  await start(readConfig(process.env));
} catch (error) {
  const expected = error instanceof AlreadyRunningError || error instanceof ConfigError;
  write(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  await end(1);
}

async function start(config: Config): Promise<void> {
  closers.push(takeStartLock(join(config.home, 'start.lock')));
  const databaseUrl = config.databaseUrl ?? (await startDatabase(config.home));
  const port = await findPort(config.host, config.port);
  const children: SupervisedChild[] = [];
  closers.push(() => Promise.all(children.map((child) => child.stop())).then(() => undefined));
  const env = { ...process.env, DATABASE_URL: databaseUrl, KESSHO_PORT: String(port), KESSHO_HOME: config.home };
  const superviseNode = (
    name: string,
    program: string,
    nodeFlags: readonly string[],
    more: Partial<Parameters<typeof superviseChild>[0]> = {},
  ): SupervisedChild => {
    const onHopeless = (code: number): void => void end(code);
    const child = superviseChild({ name, program, nodeFlags, args: [], cwd: REPOSITORY_ROOT, env, write, onHopeless, ...more });
    children.push(child);
    return child;
  };

  const api = superviseNode('api', here('main.js'), ['--max-old-space-size=256']);
  await api.ready; // the database is migrated
  const workers = Array.from({ length: config.workers }, (_, k) =>
    superviseNode(`worker ${k + 1}`, here('worker.js'), ['--max-old-space-size=1024']),
  );
  const webUrl = config.dashboard ? await startWeb(config, port, env, superviseNode) : null;
  await Promise.all(workers.map((worker) => worker.ready));
  write('');
  write(`  GraphQL    http://${isLoopback(config.host) ? '127.0.0.1' : config.host}:${port}/graphql`);
  write(`  OPTIMADE   http://${isLoopback(config.host) ? '127.0.0.1' : config.host}:${port}/optimade`);
  if (webUrl !== null) write(`  Dashboard  ${webUrl}`);
  write(`  Data       ${config.databaseUrl === null ? config.home : 'DATABASE_URL'}`);
  write('  Ctrl-C stops everything; the data stay.');
  write('');
}

async function startDatabase(home: string): Promise<string> {
  const database = await superviseDatabase(home, write);
  closers.push(database.stop);
  return database.url;
}

/** The dashboard, where it has been built. */
async function startWeb(
  config: Config,
  apiPort: number,
  env: NodeJS.ProcessEnv,
  supervise: (name: string, program: string, nodeFlags: readonly string[], more: Partial<Parameters<typeof superviseChild>[0]>) => SupervisedChild,
): Promise<string | null> {
  if (!existsSync(join(WEB_FOLDER, '.next', 'BUILD_ID'))) {
    write('The dashboard is not built; `npm start` builds it.');
    return null;
  }
  const host = config.webHost;
  const port = await findPort(host, config.webPort);
  const program = createRequire(join(WEB_FOLDER, 'package.json')).resolve('next/dist/bin/next');
  supervise('web', program, ['--import', here('supervisor/end-with-parent.js')], {
    args: ['start', '-H', host, '-p', String(port)],
    cwd: WEB_FOLDER,
    env: { ...env, KESSHO_API_URL: `http://127.0.0.1:${apiPort}`, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  const url = `http://${isLoopback(host) ? 'localhost' : host}:${port}`;
  for (let tries = 0; tries < 300 && !ending; tries++) {
    const answer = await fetch(`http://${host}:${port}/`).catch(() => null);
    if (answer !== null) return url;
    await delay(200);
  }
  return url;
}
