import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createToken } from '../src/auth/token-store.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;

beforeAll(async () => {
  server = await startTestServer();
  const limits = { KESSHO_MUTATIONS_PER_MINUTE: '3', KESSHO_COST_PER_MINUTE: '10000' };
  api = await startTestApi(await server.createDatabase(), buildToyModule(), limits);
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const START = 'mutation { startPrediction(input: { formula: "NaCl" }) { reused } }';
/** Close to the most that one operation may cost. */
const COSTLY = '{ predictions(first: 100) { edges { node { candidates(first: 45) { edges { node { id } } } } } } }';
const tokenOf = async (name: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${(await createToken(api.database, name, ['read', 'write'], null)).token}`,
});

describe('a client that asks for too much', () => {
  it('gets so many mutations a minute, counted one by one, and is told when to come again', async () => {
    const client = await tokenOf('writer');
    expect((await api.query(START, {}, client)).errors).toEqual([]);
    const three = `mutation { ${[1, 2, 3].map((k) => `m${k}: startPrediction(input: { formula: "NaCl" }) { reused }`).join(' ')} }`;
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...client },
      body: JSON.stringify({ query: three }),
    });
    expect(response.status).toBe(429);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string; retryAfter: number } }[] };
    const retryAfter = Number(response.headers.get('retry-after'));
    expect(errors[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter });
    expect(errors[0]?.message).toContain('3 mutations in a minute');
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect((await api.database.query<unknown[]>('SELECT 1 FROM prediction')).length).toBe(1);
    // Reading goes on, and so does everybody else.
    expect((await api.query('{ models { id } }', {}, client)).errors).toEqual([]);
    expect((await api.query(START, {}, await tokenOf('other'))).errors).toEqual([]);
    expect((await api.query(START)).errors).toEqual([]);
  });

  it('gets operations of so much cost a minute, over sockets too', async () => {
    const client = await tokenOf('reader');
    expect((await api.query(COSTLY, {}, client)).errors).toEqual([]);
    const refused = await api.query(COSTLY, {}, client);
    expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    const socket = createClient({ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: client });
    const outcome = await socket
      .iterate({ query: COSTLY })
      .next()
      .then(
        () => null,
        (errors: readonly { extensions: { code: string } }[]) => errors[0]?.extensions.code,
      );
    await socket.dispose();
    expect(outcome).toBe('RATE_LIMITED');
  });

  it('can see what is left', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await tokenOf('careful')) },
      body: JSON.stringify({ query: '{ predictions(first: 10) { totalCount edges { node { id } } } }' }),
    });
    const { extensions } = (await response.json()) as { extensions: { cost: { requested: number; available: number } } };
    expect(extensions.cost.available).toBe(10_000 - extensions.cost.requested);
  });
});
