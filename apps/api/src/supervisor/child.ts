import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface ChildOptions {
  /** Before each line of its output. */
  readonly name: string;
  readonly nodeFlags: readonly string[];
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly write: (line: string) => void;
  /** Ends with this code mean: starting again would not help. */
  readonly onHopeless: (code: number) => void;
}

/** A process that is started again when it ends, until it is stopped. */
export interface SupervisedChild {
  readonly name: string;
  /** Resolves when it first says `ready`. */
  readonly ready: Promise<void>;
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

/** EX_CONFIG of sysexits.h. */
const HOPELESS = 78;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever ran this long starts again at once. */
const STEADY_MS = 60_000;
const STOP_TIMEOUT_MS = 8000;

export function superviseChild(options: ChildOptions): SupervisedChild {
  const { name, write } = options;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let announceReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (announceReady = resolve));

  const run = async (): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted;) {
      const startedAt = Date.now();
      const { code, signal } = await runOnce();
      if (stopping.signal.aborted) return;
      if (code === HOPELESS) return options.onHopeless(code);
      if (Date.now() - startedAt > STEADY_MS) pause = FIRST_PAUSE_MS;
      write(`[${name}] ended (${signal ?? `exit ${code}`}); starting again in ${pause / 1000} s`);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  };
  const runOnce = (): Promise<{ code: number | null; signal: string | null }> =>
    new Promise((resolve) => {
      // In a group of its own: Ctrl-C reaches the supervisor alone, which stops everything in order.
      child = spawn(process.execPath, [...options.nodeFlags, options.program, ...options.args], {
        cwd: options.cwd,
        env: options.env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      for (const stream of [child.stdout, child.stderr])
        if (stream) createInterface({ input: stream }).on('line', (line) => write(`[${name}] ${line}`));
      child.on('message', (message) => message === 'ready' && announceReady());
      child.on('error', (error) => write(`[${name}] ${error.message}`));
      child.on('close', (code, signal) => resolve({ code, signal }));
    });
  const running = run();
  return {
    name,
    ready,
    pid: () => child?.pid ?? null,
    stop: async () => {
      stopping.abort();
      child?.kill('SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await running;
      clearTimeout(killer);
    },
  };
}
