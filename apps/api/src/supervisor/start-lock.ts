import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { processExists } from '../database/embedded/embedded-cluster.js';

/** Another start of the same installation is alive. */
export class AlreadyRunningError extends Error {
  constructor(pid: number, home: string) {
    super(`Kessho is running already (process ${pid}, data in ${home}). Stop that one first, or set KESSHO_HOME to another folder.`);
    this.name = 'AlreadyRunningError';
  }
}

/**
 * One start at a time for each folder of data: a file that names the process. The file of a process that is gone is taken over.
 * @throws {AlreadyRunningError}
 */
export function takeStartLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${process.pid} ${startTimeOf(process.pid) ?? ''}`;
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, mine);
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const [pid, startTime] = readFileSync(file, 'utf8').split(' ');
      if (isAlive(Number(pid), startTime || null)) throw new AlreadyRunningError(Number(pid), dirname(file));
      rmSync(file, { force: true });
    }
  }
}

/** After a restart of the machine the number may belong to another process; its start time tells, where the system has one to read. */
function isAlive(pid: number, startTime: string | null): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !processExists(pid)) return false;
  const actual = startTimeOf(pid);
  return actual === null || startTime === null || actual === startTime;
}

/** Clock ticks from boot to the start of the process (proc(5), field 22 of stat); null where there is no /proc. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
