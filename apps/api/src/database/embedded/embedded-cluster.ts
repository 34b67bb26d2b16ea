import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseUser } from './database-user.js';
import { findDatabaseUser } from './database-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { isReachable } from './reachable.js';

export interface EmbeddedClusterOptions {
  /** Holds the data and the password; where the server's user cannot reach it, the data go elsewhere. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Port to listen on; any free one where there is none. */
  readonly port?: number;
  /** Flags for `postgres -c`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL of our own, on this machine only. */
export interface EmbeddedCluster {
  readonly url: string;
  readonly port: number;
  /** Process id of the server. */
  readonly pid: number;
  /** True where the server of an earlier start was still alive. */
  readonly reused: boolean;
  readonly isAlive: () => boolean;
  /** Orderly stop; resolves when the server is gone. */
  readonly stop: () => Promise<void>;
}

const DATABASE_USER = 'kessho';
const DATABASE_NAME = 'kessho';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/** Start the cluster of `folder`, made on the first start; a server that survived its parent is taken over. */
export async function startEmbeddedCluster({ folder, log, settings = {}, port: wantedPort }: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  mkdirSync(folder, { recursive: true });
  const user = findDatabaseUser();
  const home = user !== null && !isReachable(folder) ? `/var/lib/kessho/${Buffer.from(folder).toString('base64url')}` : folder;
  if (home !== folder) log(`the server's user cannot reach ${folder}; the data are in ${home}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const binaries = findPostgresBinaries(user !== null, '/var/lib/kessho');
  const dataFolder = join(home, 'postgres');
  const password = readPassword(join(home, 'postgres-password'));
  const urlAt = (port: number, database: string): string => `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;

  if (!existsSync(join(dataFolder, 'PG_VERSION'))) await initialize(binaries, dataFolder, password, user, log);
  const survivor = await findSurvivor(dataFolder, (port) => urlAt(port, 'postgres'));
  const { pid, port } =
    survivor ??
    (await launch({
      binaries,
      dataFolder,
      settings,
      user,
      log,
      port: wantedPort ?? (await freePort()),
      urlAt: (candidate) => urlAt(candidate, 'postgres'),
    }));
  await createDatabase(urlAt(port, 'postgres'));
  const isAlive = (): boolean => processExists(pid);
  const stop = async (): Promise<void> => {
    if (isAlive()) process.kill(pid, 'SIGINT'); // fast shutdown: rolls back, checkpoints, exits
    for (const deadline = Date.now() + STOP_TIMEOUT_MS; isAlive() && Date.now() < deadline;) await delay(20);
    if (isAlive()) process.kill(pid, 'SIGQUIT');
  };
  return { url: urlAt(port, DATABASE_NAME), port, pid, reused: survivor !== null, isAlive, stop };
}

/** A random password, kept in a file that only its owner reads. */
function readPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function initialize(
  binaries: PostgresBinaries,
  dataFolder: string,
  password: string,
  user: DatabaseUser | null,
  log: (line: string) => void,
): Promise<void> {
  rmSync(dataFolder, { recursive: true, force: true }); // leftovers of an interrupted first start
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataFolder}-initial-password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [dataFolder, passwordFile]) chownSync(path, user.uid, user.gid);
  const flags = [`--pgdata=${dataFolder}`, '--auth=scram-sha-256', `--username=${DATABASE_USER}`, `--pwfile=${passwordFile}`];
  try {
    const child = spawn(binaries.initdb, [...flags, '--encoding=UTF8', '--locale=C', '--no-instructions'], {
      ...user,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    child.stdout.on('data', (text: Buffer) => output.push(text.toString()));
    child.stderr.on('data', (text: Buffer) => output.push(text.toString()));
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) throw new Error(`initdb ended with ${code}:\n${output.join('')}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  log('a new database was made');
}

/** The server of an earlier start, if it lives and takes our password; the file of a dead one is removed. */
async function findSurvivor(dataFolder: string, urlAt: (port: number) => string): Promise<{ pid: number; port: number } | null> {
  const file = join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (pid !== undefined && port !== undefined && pid > 0 && port > 0 && processExists(pid)) {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (await accepts(urlAt(port))) return { pid, port };
      await delay(250);
      if (!processExists(pid)) break;
    }
  }
  rmSync(file, { force: true });
  return null;
}

interface LaunchOptions {
  readonly binaries: PostgresBinaries;
  readonly dataFolder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly user: DatabaseUser | null;
  readonly log: (line: string) => void;
  readonly port: number;
  readonly urlAt: (port: number) => string;
}

async function launch({ binaries, dataFolder, settings, user, log, port, urlAt }: LaunchOptions): Promise<{ pid: number; port: number }> {
  chmodSync(dataFolder, 0o700);
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', shared_buffers: '64MB', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // In a session of its own, so that Ctrl-C reaches only the supervisor and the database can be stopped last.
  const child = spawn(binaries.postgres, ['-D', dataFolder, '-p', String(port), ...flags], {
    ...user,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('PostgreSQL could not be started', { cause: await spawnError(child) });
  const lines: string[] = [];
  child.stderr.on('data', (text: Buffer) => {
    for (const line of text.toString().split('\n').filter(Boolean)) {
      lines.push(line);
      if (lines.length > 50) lines.shift();
      if (/\b(FATAL|PANIC):/.test(line) && !/starting up|not yet accepting|shutting down|terminating connection/.test(line)) log(line);
    }
  });
  let exited = false;
  child.on('exit', () => (exited = true));
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline && !exited;) {
    if (await accepts(urlAt(port))) {
      child.unref();
      if ('unref' in child.stderr) (child.stderr as unknown as { unref: () => void }).unref();
      return { pid, port };
    }
    await delay(50);
  }
  throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`);
}

const spawnError = (child: ChildProcess): Promise<Error> => new Promise((resolve) => child.on('error', resolve));

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined); // the attempt's own result says it all
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

/** Messages in English whatever the machine speaks; nothing of the caller's PG* settings. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG');
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
