import { SCOPES } from '@kessho/schema/entities/api-token';
import { getMetadataStorage } from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../src/auth/token-store.js';
import { TokensNeededError } from '../src/composition-root.js';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
let readToken: string;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const toyModule = buildToyModule();
  await expect(startTestApi(url, toyModule, { KESSHO_HOST: '0.0.0.0' })).rejects.toThrow(TokensNeededError);
  const database = await createDataSource({
    url,
    applicationName: 'test',
    poolSize: 2,
    statementTimeoutMs: 30_000,
    onConnectionError: () => undefined,
  }).initialize();
  await migrate(database, url);
  ({ token: readToken } = await createToken(database, 'reader', ['read'], null));
  await database.destroy();
  api = await startTestApi(url, toyModule, { KESSHO_HOST: '0.0.0.0' });
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const READ = '{ models { id } }';
const WRITE = 'mutation { startPrediction(input: { formula: "NaCl" }) { reused } }';
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('an API that others can reach', () => {
  it('does nothing without a token', async () => {
    const answer = await api.query(READ);
    expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('refuses tokens that are wrong, expired or half right', async () => {
    const { token: expired } = await createToken(api.database, 'old', ['read'], new Date(Date.now() - 1000));
    for (const token of ['nonsense', expired, `${readToken.slice(0, -1)}_`, `${readToken.slice(0, -4)}AAAA`]) {
      const answer = await api.query(READ, {}, bearer(token));
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('turns providers on for administrators alone', async () => {
    const writeToken = await createToken(api.database, 'writer', ['read', 'write'], null);
    const turnOn = 'mutation { setOptimadeProvider(input: { providerId: "mp", isEnabled: true }) { provider { id } } }';
    const answer = await api.query(turnOn, {}, bearer(writeToken));
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'admin' });
  });

  it('lets a token do what its scopes say, and no more', async () => {
    expect((await api.query(READ, {}, bearer(readToken))).errors).toEqual([]);
    const answer = await api.query(WRITE, {}, bearer(readToken));
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'write' });
    const { token: writeToken } = await createToken(api.database, 'writer', ['read', 'write'], null);
    expect((await api.query(WRITE, {}, bearer(writeToken))).errors).toEqual([]);
  });

  it('keeps no secret', async () => {
    const [row] = await api.database.query<{ secret_hash: string; last_used_at: Date | null }[]>(
      `SELECT secret_hash, last_used_at FROM api_token WHERE name = 'reader'`,
    );
    expect(row?.secret_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(readToken).not.toContain(row?.secret_hash);
    expect(row?.last_used_at).not.toBeNull();
  });
});

describe('scopes', () => {
  it('stand on every field one can begin with', () => {
    const { queries, mutations, subscriptions, authorizedFields } = getMetadataStorage();
    const roots = [...queries, ...mutations, ...subscriptions];
    expect(roots.length).toBeGreaterThan(10);
    const unguarded = roots.filter(({ target, methodName }) => {
      const guard = authorizedFields.find((field) => field.target === target && field.fieldName === methodName);
      return !guard?.roles.some((role: string) => (SCOPES as readonly string[]).includes(role));
    });
    expect(unguarded.map(({ schemaName }) => schemaName)).toEqual([]);
  });
});
