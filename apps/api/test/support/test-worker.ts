import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A worker as the product runs it: a process of its own, from the build. */
export interface TestWorker {
  readonly process: ChildProcess;
  readonly log: () => string;
  /** SIGKILL: no time for farewells. */
  readonly kill: () => Promise<void>;
  /** SIGTERM. */
  readonly stop: () => Promise<number | null>;
}

export interface Pause {
  readonly ms: number;
  readonly stage?: string;
}

const PROGRAM = fileURLToPath(new URL('../../dist/worker.js', import.meta.url));

/** @param stagesModule path; empty for the stages that ship @param pause how long portions take at least, all of them or those of one stage */
export async function startTestWorker(
  databaseUrl: string,
  stagesModule: string,
  pause: Pause = { ms: 0 },
  environment: NodeJS.ProcessEnv = {},
): Promise<TestWorker> {
  if (!existsSync(PROGRAM)) throw new Error('Workers run from the build: node_modules/.bin/tsc -b apps/api');
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      ...environment,
      DATABASE_URL: databaseUrl,
      KESSHO_STAGES_MODULE: stagesModule,
      KESSHO_TOY_PAUSE_MS: String(pause.ms),
      KESSHO_TOY_PAUSED_STAGE: pause.stage ?? '',
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  child.stderr?.on('data', (text: Buffer) => lines.push(text.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message) => message === 'ready' && resolve());
    void ended.then((code) => reject(new Error(`The worker ended with ${code}:\n${lines.join('')}`)));
  });
  ended.catch(() => undefined);
  return {
    process: child,
    log: () => lines.join(''),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
