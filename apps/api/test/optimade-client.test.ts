import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FoundStructure } from '../src/optimade-client/analyze-entry.js';
import { searchProviders } from '../src/optimade-client/federated-search.js';
import type { EntryCounts, ProviderOutcome } from '../src/optimade-client/outcome.js';
import { NO_ENTRIES } from '../src/optimade-client/outcome.js';
import { providerFetcher } from '../src/optimade-client/provider-fetcher.js';
import type { ListedProvider, ProviderDatabase } from '../src/optimade-client/providers/listed-provider.js';
import type { Fetching } from '../src/remote/fetch-json.js';
import { disordered, entryOf, errorOf, pageOf, salt } from './support/optimade-entries.js';
import type { Answer } from './support/provider-server.js';
import { closeProviders, startProvider } from './support/provider-server.js';

let cacheFolder: string;
beforeAll(() => loadSymmetryEngineFromPackage());
beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'kessho-optimade-'));
});
afterEach(() => {
  closeProviders();
  rmSync(cacheFolder, { recursive: true, force: true });
});

const AT_ONCE = { pauseMs: 0, firstBackoffMs: 1, mostPauseMs: 5000, allowsPrivate: true } as const;

const database = (baseUrl: string | null, more: Partial<ProviderDatabase> = {}): ProviderDatabase => ({
  id: 'main',
  name: 'Main',
  baseUrl,
  aggregate: 'ok',
  ...more,
});
/** Known by the fields of OQMD, so that it is not asked for a description of its fields. */
const listed = (databases: readonly ProviderDatabase[] | null, more: Partial<ListedProvider> = {}): ListedProvider => ({
  id: 'oqmd',
  name: 'Provider',
  description: '',
  homepage: null,
  indexUrl: null,
  databases,
  ...more,
});

interface Result {
  readonly outcome: ProviderOutcome;
  readonly counts: EntryCounts;
  readonly found: readonly FoundStructure[];
  readonly licenses: Readonly<Record<string, string>>;
  /** Since the beginning of the search. */
  readonly answeredAfterMs: number;
}

interface Options {
  readonly filter?: string;
  readonly isNamed?: boolean;
  readonly mostResults?: number;
  readonly timeLimitMs?: number;
  readonly fetching?: Partial<Fetching>;
}

/** One search over these providers; what each gave, by its id. */
async function search(providers: readonly ListedProvider[], options: Options = {}): Promise<Readonly<Record<string, Result>>> {
  const { filter = 'elements HAS "Na"', isNamed = false, mostResults = 100, timeLimitMs = 20_000, fetching = {} } = options;
  const results: Record<string, Result> = {};
  const begun = Date.now();
  const resultOf = (id: string): Result =>
    results[id] ?? {
      outcome: { state: 'timeout', isTruncated: true, status: null, detail: 'none' },
      counts: NO_ENTRIES,
      found: [],
      licenses: {},
      answeredAfterMs: NaN,
    };
  await searchProviders(
    { filter, mostResults, timeLimitMs, providers: providers.map((provider) => ({ provider, isNamed })) },
    providerFetcher(cacheFolder, { ...AT_ONCE, ...fetching }),
    (event) => {
      const before = resultOf(event.providerId);
      if (event.kind === 'found') results[event.providerId] = { ...before, counts: event.counts, found: [...before.found, ...event.found] };
      if (event.kind === 'outcome')
        results[event.providerId] = { ...before, outcome: event.outcome, counts: event.counts, answeredAfterMs: Date.now() - begun };
      if (event.kind === 'license') results[event.providerId] = { ...before, licenses: { ...before.licenses, [event.databaseUrl]: event.license } };
    },
  );
  return results;
}

const structuresOnly =
  (answer: (url: URL, number: number) => Answer) =>
  (url: URL, number: number): Answer =>
    url.pathname.endsWith('/structures') ? answer(url, number) : { status: 404 };

/** Search one provider that answers like this. */
async function searchOne(answer: (url: URL, number: number) => Answer, options: Options = {}) {
  const server = await startProvider(structuresOnly(answer));
  const { oqmd } = await search([listed([database(server.url)])], options);
  if (oqmd === undefined) throw new Error('The provider was not asked');
  const pages = server.requests.filter(({ url }) => url.pathname.endsWith('/structures'));
  return { ...oqmd, ids: oqmd.found.map((one) => one.entry_id), server, pages };
}

describe('providers in the network of the server', () => {
  it('are not asked unless that is allowed, whether a number or a name leads there', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const server = await startProvider(structuresOnly(() => pageOf([salt('a')])));
      const base = server.url.replace('127.0.0.1', host);
      const { oqmd } = await search([listed([database(base)])], { fetching: { allowsPrivate: false } });
      expect(oqmd?.outcome).toMatchObject({ state: 'error', status: null, detail: expect.stringContaining('public internet') as string });
      expect(server.requests).toHaveLength(0);
    }
  });
});

describe('the links of a provider', () => {
  it.each<[string, (base: string) => unknown]>([
    ['a text', (base) => `${base}/v1/structures?at=2`],
    ['an object', (base) => ({ href: `${base}/v1/structures?at=2`, meta: {} })],
    ['relative', () => '/v1/structures?at=2'],
  ])('may be %s', async (_name, link) => {
    const { ids, outcome } = await searchOne((url) => (url.searchParams.has('at') ? pageOf([salt('b')]) : pageOf([salt('a')], link(url.origin))));
    expect(ids).toEqual(['a', 'b']);
    expect(outcome).toMatchObject({ state: 'ok', isTruncated: false });
  });

  it.each([null, undefined, '', { href: null }])('end with %j', async (link) => {
    const { ids, outcome, pages } = await searchOne(() => ({ body: { data: [salt('a')], links: { next: link } } }));
    expect([ids, pages.length, outcome.isTruncated]).toEqual([['a'], 1, false]);
  });

  it('that lead back, to an empty page, to the same entries, or on for ever, come to an end that says so', async () => {
    const loop = await searchOne(() => pageOf([salt('a')], '/v1/structures?at=1'));
    expect([loop.ids, loop.outcome.state, loop.outcome.isTruncated, loop.pages.length]).toEqual([['a'], 'ok', true, 2]);
    const empty = await searchOne((_url, number) => pageOf(number === 1 ? [salt('a')] : [], `/v1/structures?at=${number}`));
    expect([empty.ids, empty.outcome.isTruncated, empty.outcome.detail]).toEqual([['a'], true, expect.stringContaining('empty page')]);
    const same = await searchOne((_url, number) => pageOf([salt('a')], `/v1/structures?at=${number}`));
    expect([same.ids, same.outcome.isTruncated, same.pages.length]).toEqual([['a'], true, 2]);
    const endless = await searchOne((_url, number) => pageOf([salt(`e${number}`)], `/v1/structures?at=${number}`));
    expect([endless.ids.length, endless.outcome.isTruncated, endless.outcome.detail]).toEqual([40, true, 'More than 40 pages']);
  });

  it('that lead to no address are an error', async () => {
    const { ids, outcome } = await searchOne(() => pageOf([salt('a')], 'file:///etc/passwd'));
    expect([ids, outcome.state]).toEqual([[], 'error']);
  });

  it('are followed no further than results are wanted, also where page_limit is ignored', async () => {
    const many = Array.from({ length: 130 }, (_, k) => salt(`s${k}`));
    const ignoring = await searchOne(() => pageOf(many), { mostResults: 30 });
    expect([ignoring.ids.length, ignoring.outcome.isTruncated, ignoring.pages.length]).toEqual([30, true, 1]);
    expect(ignoring.pages[0]?.url.searchParams.get('page_limit')).toBe('50');
    const exact = await searchOne(() => pageOf(many.slice(0, 30)), { mostResults: 30 });
    expect([exact.ids.length, exact.outcome.isTruncated]).toEqual([30, false]);
  });
});

describe('what a provider is asked', () => {
  it('is encoded, with the fields that are needed, and never in words that many do not know', async () => {
    const filter = 'chemical_formula_descriptive CONTAINS "a&b#c+d \\"e\\"" AND elements HAS ONLY "Na","Cl" AND _oqmd_x>1';
    const { pages } = await searchOne(() => pageOf([]), { filter });
    const asked = pages[0]?.url.searchParams.get('filter') ?? '';
    expect(asked).toMatch(/^chemical_formula_descriptive CONTAINS "a&b#c\+d \\"e\\"" AND NOT elements HAS ANY "H",/);
    const fields = pages[0]?.url.searchParams.get('response_fields')?.split(',');
    expect(fields).toEqual(expect.arrayContaining(['lattice_vectors', 'species_at_sites', '_oqmd_x', '_oqmd_stability']));
    expect([...(pages[0]?.url.searchParams.keys() ?? [])]).toEqual(['page_limit', 'response_fields', 'filter']);
  });

  it('leaves out the space group, which is found and compared here', async () => {
    const entries = [salt('halite'), entryOf('cubic', ['Na', 'Cl'], 'cesiumChloride', { space_group_it_number: 225 })];
    const { ids, pages, counts, outcome } = await searchOne(() => pageOf(entries), { filter: 'elements HAS "Na" AND space_group_it_number=225' });
    expect(pages[0]?.url.searchParams.get('filter')).toBe('elements HAS "Na"');
    expect([ids, counts.sortedOut, counts.mismatched, outcome.state]).toEqual([['halite'], 1, 0, 'ok']);
  });
});

describe('entries', () => {
  it('get their formula and symmetry from their sites, whatever the provider says', async () => {
    const wrong = {
      elements: ['Na', 'Cl'],
      elements_ratios: [0.9, 0.2],
      nelements: 7,
      nsites: 3,
      chemical_formula_reduced: 'NaCl2',
      chemical_formula_descriptive: 'NaCl',
      chemical_formula_anonymous: 'XZ',
      _oqmd_spacegroup: 'P1',
    };
    const { found, counts } = await searchOne(() => pageOf([salt('a', wrong)]), {
      filter: 'chemical_formula_reduced="ClNa" AND nelements=2 AND elements:elements_ratios HAS "Na":0.5 AND chemical_formula_anonymous="AB"',
    });
    expect(counts).toMatchObject({ received: 1, found: 1, mismatched: 0 });
    expect(found[0]).toMatchObject({ formula: 'NaCl', space_group_number: 225, nsites: 8, symprec: 0.1 });
  });

  it('that are disordered, unreadable, or not what was asked for are counted and left out', async () => {
    const entries = [
      salt('a'),
      disordered('b'),
      { type: 'structures', id: 'c', attributes: { lattice_vectors: null } },
      'no entry at all',
      salt('nul\0'),
      entryOf('d', ['K', 'Cl'], 'rocksalt', { elements: ['Cl', 'Na'] }),
      // As the Crystallography Open Database does for partial occupancy.
      { ...disordered('e'), relationships: {} },
    ];
    const { ids, counts } = await searchOne(() => pageOf(entries));
    expect(ids).toEqual(['a']);
    expect(counts).toEqual({ received: 7, found: 1, disordered: 2, unreadable: 3, mismatched: 1, sortedOut: 0 });
  });

  it('keep what the provider sent: its energies by name, the entry as it came, id, address and date', async () => {
    const entry = salt('x/7', { _oqmd_stability: -0.12, _oqmd_delta_e: -2.1, last_modified: '2025-01-01T00:00:00Z' });
    const { found } = await searchOne(() => pageOf([entry]));
    expect(found[0]).toMatchObject({ entry_id: 'x/7', energies: { _oqmd_stability: -0.12, _oqmd_delta_e: -2.1 }, payload: entry });
    expect(found[0]?.entry_url).toMatch(/\/v1\/structures\/x%2F7$/);
    expect(Math.abs(Date.now() - Date.parse(found[0]?.retrieved_at ?? ''))).toBeLessThan(60_000);
  });

  it('of the Materials Project keep each functional apart, and may have none', async () => {
    const stability = { 'gga_gga+u': { energy_above_hull: 0.01 }, r2scan: { energy_above_hull: 0.02 } };
    const server = await startProvider(
      structuresOnly(() => pageOf([salt('mp-1', { _mp_stability: stability }), salt('mp-2', { _mp_stability: null })])),
    );
    const { mp } = await search([listed([database(server.url)], { id: 'mp' })]);
    expect(mp?.found.map(({ energies }) => energies)).toEqual([{ _mp_stability: stability }, {}]);
  });

  it('of a provider that is not known have the energies that its own description names', async () => {
    const server = await startProvider((url) =>
      url.pathname.endsWith('/info/structures')
        ? { body: { data: { properties: { _abc_energy_above_hull: {}, _abc_color: {}, nsites: {} } } } }
        : pageOf([salt('a', { _abc_energy_above_hull: 0.3, _abc_color: 'red' })]),
    );
    const { abc } = await search([listed([database(server.url)], { id: 'abc' })]);
    expect(server.requests[1]?.url.searchParams.get('response_fields')).toMatch(/_abc_energy_above_hull$/);
    expect(abc?.found[0]?.energies).toEqual({ _abc_energy_above_hull: 0.3 });
  });

  it('come with the license that the database names', async () => {
    const server = await startProvider((url) =>
      url.pathname.endsWith('/info')
        ? { body: { data: { attributes: { license: 'https://example.org/terms', available_licenses: ['CC-BY-4.0'] } } } }
        : pageOf([salt('a')]),
    );
    const { oqmd } = await search([listed([database(`${server.url}/optimade/v1`)])]);
    expect(oqmd?.licenses).toEqual({ [`${server.url}/optimade/v1`]: 'CC-BY-4.0' });
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/optimade/v1/structures', '/optimade/v1/info']);
  });
});

describe('a provider in trouble', () => {
  it('that lacks a feature is said to lack it', async () => {
    const { outcome, pages } = await searchOne(() => errorOf(501, 'LENGTH with operators is not implemented'));
    expect(outcome).toEqual({ state: 'unsupported', isTruncated: true, status: 501, detail: 'LENGTH with operators is not implemented' });
    expect(pages).toHaveLength(1);
  });

  it('that refuses is asked once', async () => {
    const { outcome, pages } = await searchOne(() => errorOf(400, 'unknown property'));
    expect([outcome.state, outcome.status, outcome.detail, pages.length]).toEqual(['error', 400, 'unknown property', 1]);
  });

  it.each([429, 500, 502, 503, 504])('by status %i is asked again, for less where it is an error of the server', async (status) => {
    const { ids, pages } = await searchOne((_url, number) => (number < 3 ? { status } : pageOf([salt('a')])));
    expect(ids).toEqual(['a']);
    expect(pages.map(({ url }) => url.searchParams.get('page_limit'))).toEqual(status === 429 ? ['50', '50', '50'] : ['50', '25', '12']);
  });

  it('that never answers but by 500 is an error', async () => {
    const { outcome, counts, pages } = await searchOne(() => ({ status: 500, body: 'Internal Server Error' }));
    expect([outcome.state, outcome.status, counts.found, pages.length]).toEqual(['error', 500, 0, 4]);
  });

  it('that fails in the middle keeps what it gave', async () => {
    const { ids, outcome } = await searchOne((url) => (url.searchParams.has('at') ? { status: 500 } : pageOf([salt('a')], '/v1/structures?at=2')));
    expect([ids, outcome.state, outcome.status, outcome.isTruncated]).toEqual([['a'], 'error', 500, true]);
  });

  it('backs off longer each time', async () => {
    const { pages } = await searchOne((_url, number) => (number < 4 ? { status: 503 } : pageOf([])), { fetching: { firstBackoffMs: 60 } });
    const [first, second, third, fourth] = pages.map(({ at }) => at) as [number, number, number, number];
    expect([second - first >= 55, third - second >= 115, fourth - third >= 235]).toEqual([true, true, true]);
  });

  it('is left alone for as long as it asks', async () => {
    const { ids, pages } = await searchOne((_url, number) =>
      number === 1
        ? { status: 429, headers: { 'retry-after': '1' } }
        : number === 2
          ? pageOf([salt('a')], '/v1/structures?at=2', { request_delay: 0.5 })
          : pageOf([salt('b')]),
    );
    const [first, second, third] = pages.map(({ at }) => at) as [number, number, number];
    expect(ids).toEqual(['a', 'b']);
    expect(second - first).toBeGreaterThanOrEqual(990);
    expect(third - second).toBeGreaterThanOrEqual(490);
  });

  it('that asks for more patience than there is is given up at once', async () => {
    const { outcome, pages, answeredAfterMs } = await searchOne(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    expect([outcome.state, outcome.status, pages.length]).toEqual(['error', 429, 1]);
    expect(answeredAfterMs).toBeLessThan(3000);
  });

  it('that is silent is a timeout', async () => {
    const reading = await searchOne(() => ({ afterMs: Infinity }), { fetching: { readTimeoutMs: 100, attempts: 2 } });
    expect([reading.outcome.state, reading.pages.length]).toEqual(['timeout', 2]);
    const limit = await searchOne((url) => (url.searchParams.has('at') ? { afterMs: Infinity } : pageOf([salt('a')], '/v1/structures?at=2')), {
      timeLimitMs: 800,
    });
    expect([limit.ids, limit.outcome.state]).toEqual([['a'], 'timeout']);
  });

  it('that cannot be reached, answers no JSON, no list, or far too much is an error', async () => {
    const { oqmd } = await search([listed([database('http://127.0.0.1:1/optimade')])]);
    expect(oqmd?.outcome).toMatchObject({ state: 'error', status: null, detail: expect.stringContaining('cannot be reached') as unknown });
    expect((await searchOne(() => ({ body: '<html>' }))).outcome).toMatchObject({
      state: 'error',
      detail: expect.stringContaining('no JSON') as unknown,
    });
    expect((await searchOne(() => ({ body: { data: {} } }))).outcome).toMatchObject({
      state: 'error',
      detail: expect.stringContaining('no list') as unknown,
    });
    const flood = await searchOne(() => pageOf([salt('a', { more: 'x'.repeat(50_000) })]), { fetching: { mostBytes: 10_000 } });
    expect(flood.outcome).toMatchObject({ state: 'error', detail: expect.stringContaining('more than 10000 bytes') as unknown });
  });
});

describe('the databases of a provider', () => {
  const links = (children: readonly object[]): Answer => ({
    body: { data: [{ id: 'root', type: 'links', attributes: { link_type: 'root', base_url: 'http://127.0.0.1:1' } }, ...children] },
  });
  const child = (id: string, base_url: unknown, more: object = {}) => ({
    id,
    type: 'link',
    attributes: { name: id, base_url, link_type: 'child', ...more },
  });

  it('are all asked, and one host gets one request at a time', async () => {
    const server = await startProvider((url) =>
      url.pathname.endsWith('/structures') ? { ...pageOf([salt(url.pathname)]), afterMs: 30 } : { status: 404 },
    );
    const two = listed([database(`${server.url}/pbe`), database(`${server.url}/pbesol`)], { id: 'alexandria' });
    const results = await search([two, listed([database(`${server.url}/other`)], { id: 'mp' })]);
    expect(results['alexandria']?.found.map(({ entry_id: id }) => id)).toEqual(['/pbe/v1/structures', '/pbesol/v1/structures']);
    expect(results['mp']?.found).toHaveLength(1);
    expect(server.mostAtOnce()).toBe(1);
  });

  it('are found by the index where only it knows them, without those that are not available', async () => {
    const data = await startProvider(structuresOnly((url) => pageOf([salt(url.pathname)])));
    const index = await startProvider((url) =>
      url.pathname === '/index/v1/links'
        ? links([child('one', `${data.url}/one`), child('two', { href: `${data.url}/two/` }), child('none', null)])
        : { status: 404 },
    );
    const { oqmd } = await search([listed(null, { indexUrl: `${index.url}/index` })]);
    expect(oqmd?.outcome.state).toBe('ok');
    expect(oqmd?.found.map(({ entry_id: id }) => id)).toEqual(['/one/v1/structures', '/two/v1/structures']);
  });

  it('that have moved are found by the index, which is asked once', async () => {
    const data = await startProvider((url) =>
      url.pathname === '/v1/links'
        ? links([child('main', `${data.url}/new`)])
        : url.pathname === '/new/v1/structures'
          ? pageOf([salt('a')])
          : { status: 404 },
    );
    const { oqmd } = await search([listed([database(`${data.url}/old`)], { indexUrl: data.url })]);
    expect([oqmd?.outcome.state, oqmd?.found.length]).toEqual(['ok', 1]);
    const gone = await startProvider((url) => (url.pathname === '/v1/links' ? links([child('main', `${gone.url}/old`)]) : { status: 404 }));
    const again = await search([listed([database(`${gone.url}/old`)], { indexUrl: gone.url })]);
    expect(again['oqmd']?.outcome).toMatchObject({ state: 'error', status: 404 });
    expect(gone.requests.filter(({ url }) => url.pathname === '/v1/links')).toHaveLength(1);
  });

  it.each([
    ['staging', false, 'disabled'],
    ['staging', true, 'ok'],
    ['no', true, 'disabled'],
    ['a word of a later version', true, 'disabled'],
  ] as const)('marked "%s", named by the user: %s → %s', async (aggregate, isNamed, state) => {
    const data = await startProvider(structuresOnly(() => pageOf([salt('a')])));
    const index = await startProvider(() => links([child('main', data.url, { aggregate })]));
    const { oqmd } = await search([listed(null, { indexUrl: index.url })], { isNamed });
    expect([oqmd?.outcome.state, data.requests.length > 0]).toEqual([state, state === 'ok']);
  });

  it.each([
    ['names none that is available', () => links([child('main', null)]), { state: 'error', detail: 'Its index leads to no database' }],
    [
      'is a database',
      (url: URL) => (url.pathname.endsWith('/links') ? links([]) : structuresOnly(() => pageOf([salt('a')]))(url, 1)),
      { state: 'ok' },
    ],
    ['is a database without links', (url: URL) => structuresOnly(() => pageOf([salt('a')]))(url, 1), { state: 'ok' }],
    ['is neither', () => ({ status: 404 }), { state: 'error', status: 404 }],
    ['fails', () => ({ status: 403 }), { state: 'error', status: 403 }],
  ])('where the index %s', async (_name, answer, outcome) => {
    const index = await startProvider(answer);
    const { oqmd } = await search([listed(null, { indexUrl: index.url })]);
    expect(oqmd?.outcome).toMatchObject(outcome);
    expect(oqmd?.found.length).toBe(outcome.state === 'ok' ? 1 : 0);
  });
});

describe('a federated search', () => {
  it('has the right answers in time, whoever hangs or lies', async () => {
    const hanging = await startProvider(() => ({ afterMs: Infinity }));
    const lying = await startProvider(
      structuresOnly(() =>
        pageOf([
          entryOf('liar-1', ['K', 'Br'], 'rocksalt', { elements: ['Cl', 'Na'], chemical_formula_reduced: 'ClNa' }),
          salt('true-1', { elements_ratios: [3, 4], elements: ['Na'], chemical_formula_reduced: 'Na7' }),
          entryOf('liar-2', ['Na', 'F'], 'cesiumChloride', { nelements: 2 }),
        ]),
      ),
    );
    const correct = await startProvider(
      structuresOnly((url) => (url.searchParams.has('at') ? pageOf([salt('c-2')]) : pageOf([salt('c-1')], '/v1/structures?at=2'))),
    );
    const results = await search(
      [
        listed([database(hanging.url)], { id: 'mp' }),
        listed([database(lying.url)], { id: 'alexandria' }),
        listed([database(correct.url)], { id: 'oqmd' }),
      ],
      { filter: 'chemical_formula_reduced="ClNa"', timeLimitMs: 4000 },
    );
    expect(results['oqmd']).toMatchObject({ outcome: { state: 'ok', isTruncated: false }, counts: { found: 2, mismatched: 0 } });
    expect(results['oqmd']?.answeredAfterMs).toBeLessThan(2500);
    expect(results['alexandria']).toMatchObject({ outcome: { state: 'ok' }, counts: { received: 3, found: 1, mismatched: 2 } });
    expect(results['alexandria']?.found[0]).toMatchObject({ entry_id: 'true-1', formula: 'NaCl', space_group_number: 225 });
    expect(results['mp']).toMatchObject({ outcome: { state: 'timeout' }, counts: { found: 0 } });
    expect(results['mp']?.answeredAfterMs).toBeGreaterThanOrEqual(3900);
  });

  it('asks nobody for what was answered a moment ago, and keeps the date of that answer', async () => {
    const server = await startProvider(structuresOnly(() => pageOf([salt('a')])));
    const provider = listed([database(server.url)]);
    const first = await search([provider]);
    const asked = server.requests.filter(({ url }) => url.pathname.endsWith('/structures')).length;
    const second = await search([provider]);
    expect(second['oqmd']?.found).toEqual(first['oqmd']?.found);
    expect([asked, server.requests.filter(({ url }) => url.pathname.endsWith('/structures')).length]).toEqual([1, 1]);
  });
});
