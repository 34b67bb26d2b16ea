import { execFileSync } from 'node:child_process';

/** Ids of the operating-system user the server runs as. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root: root gets the user `postgres`, made where there is none, or `nobody` where users cannot be made.
 * Anyone else runs it as himself: null.
 */
export function findDatabaseUser(): DatabaseUser | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp('postgres') ?? create('postgres') ?? lookUp('nobody') ?? noUser();
}

function lookUp(name: string): DatabaseUser | null {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(name: string): DatabaseUser | null {
  try {
    execFileSync('groupadd', ['--system', '--force', name], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '--no-create-home', '-g', name, name], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return lookUp(name);
}

function noUser(): never {
  throw new Error('PostgreSQL does not run as root, and there is no other user to run it. Start as another user, or set DATABASE_URL.');
}
