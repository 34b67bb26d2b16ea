import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GraphqlAnswer } from './test-api.js';
import { waitFor } from './wait-for.js';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The API as a process of its own, from the build: with its threads. */
export interface ApiProcess {
  readonly query: <Data>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<GraphqlAnswer<Data>>;
  readonly kill: () => Promise<void>;
}

export async function startApiProcess(
  databaseUrl: string,
  home: string,
  stagesModule: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ApiProcess> {
  if (!existsSync(PROGRAM)) throw new Error('This runs from the build: node_modules/.bin/tsc -b apps/api');
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      ...environment,
      NODE_OPTIONS: '',
      DATABASE_URL: databaseUrl,
      KESSHO_HOME: home,
      KESSHO_PORT: '0',
      KESSHO_STAGES_MODULE: stagesModule,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const url = await waitFor('the API', () => Promise.resolve(/url=(\S+)/.exec(output)?.[1]));
  return {
    query: async <Data>(document: string, variables = {}, headers = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document, variables }),
      });
      const body = (await response.json()) as Partial<GraphqlAnswer<Data>>;
      return { status: response.status, data: body.data as Data, errors: body.errors ?? [] };
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
