import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberHeaders } from './support/members.js';
import { insertSearch } from './support/single-rows.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
const headers: Record<string, Record<string, string>> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer();
  api = await startTestApi(await server.createDatabase(), buildToyModule());
  for (const name of ['Ada', 'Ben']) headers[name] = await memberHeaders(api.database, name, 'member');
  const { data } = await api.query<{ members: { id: string; name: string }[] }>('{ members { id name } }');
  for (const { id, name } of data.members) ids[name] = id;
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

interface Started {
  readonly id: string;
  readonly startedBy: { readonly name: string } | null;
}
const startSearch = async (subject: string, sent = {}): Promise<Started> =>
  (
    await api.query<{ startSearch: { search: Started } }>(
      'mutation ($input: StartSearchInput!) { startSearch(input: $input) { search { id startedBy { name } } } }',
      { input: { subject, method: 'RANDOM', budget: 2 } },
      sent,
    )
  ).data.startSearch.search;
const predict = async (formula: string, sent = {}): Promise<Started> =>
  (
    await api.query<{ startPrediction: { prediction: Started } }>(
      'mutation ($input: StartPredictionInput!) { startPrediction(input: $input) { prediction { id startedBy { name } } } }',
      { input: { formula } },
      sent,
    )
  ).data.startPrediction.prediction;

const LISTS = { predictions: 'PredictionFilter', searches: 'SearchFilter' } as const;
const list = async (name: keyof typeof LISTS, filter: object | null, first = 50): Promise<readonly Started[]> => {
  const { data, errors } = await api.query<Record<string, { edges: { node: Started }[] }>>(
    `query ($filter: ${LISTS[name]}, $first: Int) { ${name}(first: $first, filter: $filter) { edges { node { id startedBy { name } } } } }`,
    { filter, first },
  );
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data[name]?.edges.map(({ node }) => node) ?? [];
};

describe.each([
  ['predictions', predict],
  ['searches', startSearch],
] as const)('%s', (name, start) => {
  it('say who started them, the local owner where no token was sent', async () => {
    expect((await start('NaCl', headers['Ada'])).startedBy).toEqual({ name: 'Ada' });
    expect((await start('KCl', headers['Ben'])).startedBy).toEqual({ name: 'Ben' });
    expect((await start('LiCl')).startedBy).toEqual({ name: 'Local owner' });
  });

  it('stay with who started them first', async () => {
    expect((await start('NaCl', headers['Ben'])).startedBy).toEqual({ name: 'Ada' });
  });

  it('are found by who started them', async () => {
    const by = async (...names: string[]) => {
      const rows = await list(name, { startedBy: names.map((one) => ids[one]) });
      return rows.map(({ startedBy }) => startedBy?.name).sort();
    };
    expect([await by('Ada'), await by('Ada', 'Local owner'), await by()]).toEqual([['Ada'], ['Ada', 'Local owner'], []]);
    const { errors } = await api.query(`query ($filter: ${LISTS[name]}) { ${name}(first: 1, filter: $filter) { totalCount } }`, {
      filter: { startedBy: ['nonsense'] },
    });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('take the same number of statements however many are read', async () => {
    const count = async (first: number) => {
      api.takeStatements();
      await list(name, null, first);
      return api.takeStatements().length;
    };
    expect(await count(3)).toBe(await count(1));
  });
});

describe('what is older than this record', () => {
  it('has nobody who started it', async () => {
    const search = await insertSearch(api.database);
    expect((await list('searches', null)).find(({ id }) => id === search)?.startedBy).toBeNull();
  });
});

describe('what a member started', () => {
  it('keeps their name when they are removed', async () => {
    await api.query('mutation ($id: ID!) { removeMember(input: { memberId: $id }) { userErrors { code } } }', { id: ids['Ben'] });
    for (const name of ['predictions', 'searches'] as const)
      expect((await list(name, { startedBy: [ids['Ben']] })).map(({ startedBy }) => startedBy)).toEqual([{ name: 'Ben' }]);
  });
});
