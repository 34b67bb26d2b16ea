import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Ports from here on are tried. */
export const FIRST_PORT = 42_000;

type Environment = Readonly<Record<string, string>>;

/** Run a program of the API's build to its end, as the command line does; gives its exit code. */
export const runProgram = (name: string, args: readonly string[], environment: Environment): Promise<number | null> =>
  endOf(start(name, args, environment));

export interface Service {
  /** Processor time of the process so far, ms; null where the system does not tell it. */
  readonly cpuMs: () => number | null;
  readonly stop: () => Promise<void>;
}

/** Start a program of the API's build that says when it is ready. @throws {Error} where it ends before */
export async function startService(name: string, environment: Environment): Promise<Service> {
  const child = start(name, [], environment);
  const ended = endOf(child);
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message) => message === 'ready' && resolve());
    void ended.then((code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return {
    cpuMs: () => (process.platform === 'linux' ? cpuMsOf(child.pid ?? 0) : null),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** User and system time, in hundredths of a second, are the 14th and 15th field of the line; the name before them may hold spaces (proc(5)). */
function cpuMsOf(pid: number): number {
  const [, afterName = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = afterName.split(' ').map(Number);
  return 10 * ((fields[11] ?? 0) + (fields[12] ?? 0));
}

const start = (name: string, args: readonly string[], environment: Environment): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(import.meta.resolve(`@kessho/api/${name}`)), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

const endOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.on('exit', resolve));
