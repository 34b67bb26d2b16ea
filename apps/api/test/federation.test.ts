import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApiDataSource } from '../src/composition-root.js';
import { createOptimadeProviderService } from '../src/modules/federation/optimade-provider.service.js';
import type { ApiProcess } from './support/api-process.js';
import { startApiProcess } from './support/api-process.js';
import { disordered, entryOf, pageOf, salt } from './support/optimade-entries.js';
import type { Answer } from './support/provider-server.js';
import { closeProviders, startProvider } from './support/provider-server.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const home = mkdtempSync(join(tmpdir(), 'kessho-federation-'));
chmodSync(home, 0o755);
let server: TestServer;
let databaseUrl: string;
let api: ApiProcess;

beforeAll(async () => {
  server = await startTestServer();
  databaseUrl = await server.createDatabase();
  api = await startApiProcess(databaseUrl, home, buildToyModule(), { KESSHO_PROVIDER_PRIVATE: 'on' });
});
afterAll(async () => {
  await api.kill();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});
afterEach(closeProviders);

interface ProviderRow {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly isAvailable: boolean;
  readonly isAdded: boolean;
  readonly databases: readonly { readonly baseUrl: string | null; readonly aggregate: string }[];
}
interface UserErrors {
  readonly userErrors: readonly {
    readonly field: readonly string[];
    readonly code: string;
    readonly position: number | null;
    readonly message: string;
  }[];
}
interface Answered {
  readonly providerId: string;
  readonly state: string;
  readonly found: number;
  readonly mismatched: number;
  readonly disordered: number;
  readonly isTruncated: boolean;
  readonly detail: string | null;
  readonly answeredAt: string | null;
  readonly databases: readonly { readonly url: string; readonly found: number; readonly license: string | null }[];
}
interface Search {
  readonly filter: string;
  readonly askedFilter: string;
  readonly isDone: boolean;
  readonly answers: readonly Answered[];
  readonly results: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly node: {
        readonly entryId: string;
        readonly formula: string;
        readonly spaceGroup: { readonly number: number };
        readonly payload: { readonly id: string };
      };
    }[];
  };
}

const providers = async (): Promise<readonly ProviderRow[]> =>
  (
    await api.query<{ optimadeProviders: { listDate: string; providers: ProviderRow[] } }>(
      '{ optimadeProviders { listDate providers { id isEnabled isAvailable isAdded databases { baseUrl aggregate } } } }',
    )
  ).data.optimadeProviders.providers;

async function mutate<Payload>(field: string, input: object, selection: string): Promise<Payload & UserErrors> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await api.query<Record<string, Payload & UserErrors>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { field code position message } } }`,
    { input },
  );
  const payload = data?.[field];
  if (payload === undefined) throw new Error(JSON.stringify(errors));
  return payload;
}
const start = (input: object) => mutate<{ search: { id: string } | null }>('startOptimadeSearch', input, 'search { id }');
/** @returns its id */
async function add(
  answer: (url: URL, number: number) => Answer,
): Promise<{ readonly id: string; readonly asked: () => number; readonly url: string }> {
  const { url, requests } = await startProvider((address, number) =>
    /\/(structures|info)$/.test(address.pathname) && !address.pathname.includes('/info/') ? answer(address, number) : { status: 404 },
  );
  const { provider } = await mutate<{ provider: { id: string } }>('addOptimadeProvider', { baseUrl: url }, 'provider { id }');
  return { id: provider.id, url, asked: () => requests.length };
}

const read = async (id: string): Promise<Search> =>
  (
    await api.query<{ optimadeSearch: Search }>(
      `query ($id: ID!) { optimadeSearch(id: $id) { filter askedFilter isDone
        answers { providerId state found mismatched disordered isTruncated detail answeredAt databases { url found license } }
        results(first: 100) { totalCount edges { node { entryId formula spaceGroup { number } payload } } } } }`,
      { id },
    )
  ).data.optimadeSearch;
const idOf = (started: { search: { id: string } | null } & UserErrors): string => {
  if (started.search === null) throw new Error(JSON.stringify(started.userErrors));
  return started.search.id;
};
const whenDone = (id: string): Promise<Search> =>
  waitFor('the search', async () => {
    const search = await read(id);
    return search.isDone ? search : null;
  });

describe('the list of providers', () => {
  it('takes in none of the network of the server unless that is allowed', async () => {
    const database = await createApiDataSource(databaseUrl, () => undefined).initialize();
    const { add } = createOptimadeProviderService(database, false);
    for (const baseUrl of ['http://127.0.0.1:9/optimade', 'http://localhost:9', 'http://[::1]/optimade'])
      expect((await add({ baseUrl })).userErrors).toMatchObject([{ code: 'INVALID_PROVIDER', field: ['baseUrl'] }]);
    await database.destroy();
  });

  it('ships with the program, all off; those without an address stay so', async () => {
    const all = await providers();
    expect(all.filter(({ isEnabled, isAdded }) => isEnabled || isAdded)).toEqual([]);
    const byId = new Map(all.map((provider) => [provider.id, provider]));
    expect(byId.get('mp')?.databases).toEqual([{ baseUrl: 'https://optimade.materialsproject.org', aggregate: 'OK' }]);
    expect(byId.get('alexandria')?.databases).toHaveLength(2);
    expect(byId.get('matterverse')?.databases[0]?.aggregate).toBe('STAGING');
    expect([byId.get('aiida')?.isAvailable, byId.get('matcloud')?.isAvailable, byId.get('mcloud')?.isAvailable]).toEqual([false, false, true]);
    const refused = await mutate('setOptimadeProvider', { providerId: 'aiida', isEnabled: true }, 'provider { id }');
    expect(refused.userErrors[0]).toMatchObject({ code: 'INVALID_PROVIDER' });
    const turned = await mutate<{ provider: ProviderRow }>('setOptimadeProvider', { providerId: 'oqmd', isEnabled: true }, 'provider { isEnabled }');
    expect(turned.provider.isEnabled).toBe(true);
    await mutate('setOptimadeProvider', { providerId: 'oqmd', isEnabled: false }, 'provider { isEnabled }');
    expect((await providers()).some(({ isEnabled }) => isEnabled)).toBe(false);
  });

  it('takes others by their address, and lets go of those alone', async () => {
    const { provider } = await mutate<{ provider: ProviderRow }>(
      'addOptimadeProvider',
      { baseUrl: 'http://127.0.0.1:9/optimade/' },
      'provider { id isEnabled isAdded }',
    );
    expect(provider).toEqual({ id: '127.0.0.1:9/optimade', isEnabled: true, isAdded: true });
    await mutate('removeOptimadeProvider', { providerId: provider.id }, 'provider { id }');
    expect((await providers()).some(({ id }) => id === provider.id)).toBe(false);
    for (const baseUrl of ['file:///etc/passwd', 'nowhere', 'http://a/?b=c'])
      expect((await mutate('addOptimadeProvider', { baseUrl }, 'provider { id }')).userErrors[0]?.field).toEqual(['baseUrl']);
    expect((await mutate('removeOptimadeProvider', { providerId: 'mp' }, 'provider { id }')).userErrors).toHaveLength(1);
  });
});

describe('a search', () => {
  it.each<[string, object, object]>([
    ['a filter that breaks', { filter: 'nelements=2 AND (elements HAS "Na"' }, { field: ['filter'], code: 'INVALID_FILTER', position: 34 }],
    ['a formula that breaks', { formula: 'Na(Cl' }, { field: ['formula'], code: 'INVALID_FORMULA' }],
    ['nothing', {}, { field: ['filter'], code: 'INVALID_FILTER' }],
    ['a space group alone', { spaceGroupNumber: 225 }, { field: ['spaceGroupNumber'], code: 'INVALID_FILTER' }],
    ['a space group that is none', { formula: 'NaCl', spaceGroupNumber: 231 }, { field: ['spaceGroupNumber'], code: 'INVALID_SPACE_GROUP' }],
    ['too many results', { formula: 'NaCl', mostResults: 501 }, { field: ['mostResults'], code: 'INVALID_LIMIT' }],
    ['an unknown provider', { formula: 'NaCl', providers: ['nobody'] }, { field: ['providers'], code: 'INVALID_PROVIDER' }],
    ['no provider that is on', { formula: 'NaCl' }, { field: ['providers'], code: 'INVALID_PROVIDER' }],
  ])('for %s is refused', async (_name, input, error) => {
    const { search, userErrors } = await start(input);
    expect(search).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining(error)]);
  });

  it('asks nobody who is off', async () => {
    const off = await add(() => pageOf([salt('a')]));
    await mutate('setOptimadeProvider', { providerId: off.id, isEnabled: false }, 'provider { id }');
    const search = await whenDone(idOf(await start({ formula: 'NaCl', providers: [off.id, 'mp'] })));
    expect(search.answers.map(({ state }) => state)).toEqual(['DISABLED', 'DISABLED']);
    expect(off.asked()).toBe(0);
    await mutate('removeOptimadeProvider', { providerId: off.id }, 'provider { id }');
  });

  it('shows each answer when it comes, whoever hangs or lies, and keeps what was sent', async () => {
    const hanging = await add(() => ({ afterMs: Infinity }));
    const lying = await add((url) =>
      url.pathname.endsWith('/info')
        ? { status: 500 }
        : pageOf([
            entryOf('liar', ['K', 'Br'], 'rocksalt', { chemical_formula_reduced: 'ClNa' }),
            salt('honest', { elements_ratios: [7] }),
            disordered('d'),
          ]),
    );
    const correct = await add((url) =>
      url.pathname.endsWith('/info')
        ? { body: { data: { attributes: { available_licenses: ['CC-BY-4.0'] } } } }
        : pageOf([salt('right'), entryOf('other', ['Na', 'Cl'], 'cesiumChloride')]),
    );
    const id = idOf(await start({ formula: 'Cl2Na2', elements: { hasOnly: ['Na', 'Cl'] }, spaceGroupNumber: 225, timeLimit: 8 }));
    const answerOf = ({ answers }: Search, one: { id: string }): Answered | undefined => answers.find(({ providerId }) => providerId === one.id);
    const early = await waitFor('the right answers', async () => {
      const search = await read(id);
      return [lying, correct].every((one) => answerOf(search, one)?.state === 'OK') ? search : null;
    });
    expect([early.isDone, answerOf(early, hanging)?.state]).toEqual([false, 'ASKING']);
    expect(early.filter).toBe('chemical_formula_reduced="ClNa" AND elements HAS ONLY "Na","Cl" AND space_group_it_number=225');
    expect(early.askedFilter).toMatch(/^chemical_formula_reduced="ClNa" AND NOT elements HAS ANY "H","He"/);
    expect(answerOf(early, lying)).toMatchObject({ found: 1, mismatched: 1, disordered: 1 });

    const search = await whenDone(id);
    expect(answerOf(search, hanging)).toMatchObject({ state: 'TIMEOUT', found: 0 });
    expect(search.results.totalCount).toBe(2);
    const nodes = search.results.edges.map(({ node }) => node).sort((one, other) => (one.entryId < other.entryId ? -1 : 1));
    expect(nodes).toEqual([
      { entryId: 'honest', formula: 'NaCl', spaceGroup: { number: 225 }, payload: salt('honest', { elements_ratios: [7] }) },
      { entryId: 'right', formula: 'NaCl', spaceGroup: { number: 225 }, payload: salt('right') },
    ]);
    const databases = await waitFor('the license', async () => {
      const [database] = answerOf(await read(id), correct)?.databases ?? [];
      return database?.license ? database : null;
    });
    expect(databases).toEqual({ url: correct.url, found: 1, license: 'CC-BY-4.0' });
    for (const one of [hanging, lying, correct]) await mutate('removeOptimadeProvider', { providerId: one.id }, 'provider { id }');
  });

  it('that the server did not end itself ends by its time', async () => {
    const hanging = await add(() => ({ afterMs: Infinity }));
    const id = idOf(await start({ formula: 'NaCl', timeLimit: 300 }));
    await waitFor('the question', async () => (await read(id)).answers[0]?.state === 'ASKING');
    await api.kill();
    api = await startApiProcess(databaseUrl, home, buildToyModule(), { KESSHO_PROVIDER_PRIVATE: 'on' });
    expect((await read(id)).answers[0]?.state).toBe('ASKING');
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`UPDATE optimade_search SET deadline_at = now()`);
    await client.end();
    const { isDone, answers } = await read(id);
    expect([isDone, answers[0]?.state, answers[0]?.detail]).toEqual([true, 'TIMEOUT', 'The server stopped meanwhile']);
    await mutate('removeOptimadeProvider', { providerId: hanging.id }, 'provider { id }');
  });
});
