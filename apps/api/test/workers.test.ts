import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const toyModule = buildToyModule();
let server: TestServer;
let url: string;
let api: TestApi;

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, toyModule);
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

interface WorkerRow {
  readonly processId: number;
  readonly isAlive: boolean;
  readonly hasPresentModels: boolean;
  readonly task: { readonly stage: string; readonly portion: number; readonly attempt: number; readonly prediction: { readonly id: string } } | null;
}
const workers = async (): Promise<readonly WorkerRow[]> =>
  (await api.query<{ workers: WorkerRow[] }>('{ workers { processId isAlive hasPresentModels task { stage portion attempt prediction { id } } } }'))
    .data.workers;
const queue = async (): Promise<Readonly<Record<string, number>>> =>
  (
    await api.query<{ workQueue: Record<string, number> }>(
      '{ workQueue { queuedPredictions runningPredictions waitingPortions portionsInHand openImports } }',
    )
  ).data.workQueue;

describe('workers', () => {
  it('are shown with what they do while they live, as silent when killed, and not at all when they ended well', async () => {
    expect(await workers()).toEqual([]);
    const { data } = await api.query<{ startPrediction: { prediction: { id: string } } }>(
      'mutation { startPrediction(input: { formula: "NaCl", budget: QUICK }) { prediction { id } } }',
    );
    const { id } = data.startPrediction.prediction;
    expect(await queue()).toMatchObject({ queuedPredictions: 1, runningPredictions: 0, portionsInHand: 0 });

    const worker = await startTestWorker(url, toyModule, { ms: 20_000 });
    await waitFor('a portion in hand', async () => (await workers()).some(({ task }) => task !== null));
    expect(await workers()).toEqual([
      {
        processId: worker.process.pid,
        isAlive: true,
        hasPresentModels: true,
        task: { stage: 'PROPOSE', portion: 1, attempt: 1, prediction: { id } },
      },
    ]);
    expect(await queue()).toMatchObject({ queuedPredictions: 0, runningPredictions: 1, portionsInHand: 1 });

    await worker.kill();
    await waitFor('silence', async () => (await workers()).every(({ isAlive }) => !isAlive), 20_000);
    expect(await workers()).toHaveLength(1);

    const second = await startTestWorker(url, toyModule);
    await waitFor('the second worker', async () => (await workers()).some(({ processId, isAlive }) => processId === second.process.pid && isAlive));
    expect(await second.stop()).toBe(0);
    expect((await workers()).map(({ processId }) => processId)).toEqual([worker.process.pid]);
  });

  it('keep their heartbeat while they wait for work', async () => {
    const worker = await startTestWorker(url, toyModule);
    const beat = async (): Promise<string> =>
      (await api.database.query<{ at: string }[]>('SELECT heartbeat_at::text AS at FROM worker WHERE process_id = $1', [worker.process.pid]))[0]
        ?.at ?? '';
    const first = await beat();
    await waitFor('a heartbeat', async () => (await beat()) !== first);
    await worker.stop();
  });
});

describe('tokens over the API', () => {
  const CREATE =
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { prefix scopes } userErrors { field code } } }';
  interface Created {
    readonly createApiToken: {
      readonly secret: string | null;
      readonly apiToken: { readonly prefix: string; readonly scopes: readonly string[] } | null;
      readonly userErrors: readonly { readonly field: readonly string[]; readonly code: string }[];
    };
  }
  const create = async (input: object): Promise<Created['createApiToken']> => (await api.query<Created>(CREATE, { input })).data.createApiToken;

  it('are made, work, are listed without their secret, and are revoked', async () => {
    const { secret, apiToken } = await create({ name: ' notebook ', scopes: ['READ'] });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await api.query('{ models { id } }', {}, headers)).errors).toEqual([]);
    expect((await api.query(CREATE, { input: { name: 'more', scopes: ['ADMIN'] } }, headers)).errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      requiredScope: 'admin',
    });
    const { data } = await api.query<{ apiTokens: { prefix: string; name: string }[] }>('{ apiTokens { prefix name scopes lastUsedAt } }');
    expect(data.apiTokens).toMatchObject([{ prefix: apiToken?.prefix, name: 'notebook', scopes: ['READ'], lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(data)).not.toContain(secret?.split('_')[2]);

    const revoke = `mutation { revokeApiToken(input: { prefix: "${apiToken?.prefix}" }) { revokedPrefix userErrors { code } } }`;
    expect((await api.query(revoke)).data).toEqual({ revokeApiToken: { revokedPrefix: apiToken?.prefix, userErrors: [] } });
    expect((await api.query('{ models { id } }', {}, headers)).status).toBe(401);
    expect((await api.query(revoke)).data).toEqual({ revokeApiToken: { revokedPrefix: null, userErrors: [{ code: 'NOT_FOUND' }] } });
  });

  it('are refused without a name, a scope, or time to live', async () => {
    const { secret, userErrors } = await create({ name: ' ', scopes: [], expiresAt: '2020-01-01T00:00:00Z' });
    expect(secret).toBeNull();
    expect(userErrors.map(({ code }) => code)).toEqual(['INVALID_NAME', 'INVALID_SCOPES', 'INVALID_EXPIRY']);
  });
});
