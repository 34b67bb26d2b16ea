/** The rules of OPTIMADE 1.2 that its validator (`optimade-validator` 1.5.0) checks, and some that it does not, without Python. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../src/auth/token-store.js';
import { crystalLines } from './support/crystal-lines.js';
import { importLines } from './support/import-lines.js';
import type { Entry, OptimadeClient } from './support/optimade-client.js';
import { optimadeClient } from './support/optimade-client.js';
import { startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let url: string;
let api: TestApi;
let base: string;
let optimade: OptimadeClient;
/** Every entry with every property. */
const entries: Record<string, Entry[]> = {};
const properties: Record<string, Readonly<Record<string, Definition>>> = {};

interface Definition {
  readonly type: string;
  readonly sortable: boolean;
  readonly description: string;
  readonly items?: { readonly 'x-optimade-type': string };
  readonly 'x-optimade-type': string;
  readonly 'x-optimade-implementation': { readonly 'query-support': string };
}

const TYPES = ['structures', 'references'] as const;
const toyModule = buildToyModule();

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, toyModule, { KESSHO_OPTIMADE_MAINTAINER: 'dev@example.org' });
  await importLines(url, crystalLines());
  const worker = await startTestWorker(url, toyModule);
  await waitForEnd(api, await startPrediction(api, { formula: 'NaCl', seed: 'optimade', budget: 'QUICK' }));
  await worker.kill();
  base = `${api.url}/optimade`;
  optimade = optimadeClient(`${base}/v1`);
  for (const type of TYPES) {
    properties[type] = (await optimade.get<{ properties: Record<string, Definition> }>(`/info/${type}`)).body.data.properties;
    entries[type] = await optimade.all(type, { response_fields: Object.keys(properties[type]).join(','), page_limit: '9' });
  }
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const of = (type: string): { readonly entries: Entry[]; readonly properties: Readonly<Record<string, Definition>> } => ({
  entries: entries[type] ?? [],
  properties: properties[type] ?? {},
});
/** An entry's value of a property: `id` and `type` stand beside the attributes. */
const valueOf = (entry: Entry, name: string): unknown => (name === 'id' ? entry.id : name === 'type' ? entry.type : entry.attributes[name]);
const statusOf = async (path: string): Promise<number> => (await fetch(`${base}${path}`)).status;

describe('versions', () => {
  it('stand at the unversioned base URL only, as CSV with a header', async () => {
    const response = await fetch(`${base}/versions`);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/csv; header=present', 'version\n1\n']);
    expect(await statusOf('/v1/versions')).toBe(404);
  });

  it('are served under all their names, and others are refused with 553', async () => {
    for (const version of ['', '/v1', '/v1.2', '/v1.2.0']) expect(await statusOf(`${version}/info`)).toBe(200);
    for (const path of ['/v0/info', '/v1.3/info', '/v2/structures', '/v123123/info', '/info?api_hint=v2']) expect(await statusOf(path)).toBe(553);
    for (const path of ['/v1/v123123/info', '/v1/nothing', '/v1/info/nothing', '/v1/structures/a/b']) expect(await statusOf(path)).toBe(404);
    expect(await statusOf('/v1/info?api_hint=v2')).toBe(200);
  });

  it('have a page for people', async () => {
    for (const path of ['', '/', '/v1']) {
      const response = await fetch(`${base}${path}`);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await response.text()).toContain('OPTIMADE');
    }
  });
});

describe('/info', () => {
  it('names endpoints, entry types and versions that agree with each other', async () => {
    const { body, headers } = await optimade.get<{ id: string; type: string; attributes: Record<string, unknown> }>('/info');
    expect(headers.get('content-type')).toBe('application/vnd.api+json');
    expect(body.data).toMatchObject({ id: '/', type: 'info', attributes: { api_version: '1.2.0', formats: ['json'], is_index: false } });
    const { entry_types_by_format: byFormat, available_endpoints: endpoints, available_api_versions: versions } = body.data.attributes;
    expect([...(byFormat as { json: string[] }).json].sort()).toEqual([...TYPES].sort());
    for (const type of TYPES) expect(endpoints).toContain(type);
    for (const { url: address, version } of versions as { url: string; version: string }[]) {
      expect(version.startsWith(/\/v([\d.]+)$/.exec(address)?.[1] ?? '?')).toBe(true);
      expect((await fetch(`${address}/info`)).status).toBe(200);
    }
    expect(body.meta).toMatchObject({
      query: { representation: '/info' },
      api_version: '1.2.0',
      more_data_available: false,
      provider: { prefix: 'exmpl' },
      implementation: { maintainer: { email: 'dev@example.org' } },
    });
    expect(Number.isNaN(Date.parse(String(body.meta['time_stamp'])))).toBe(false);
  });

  it.each(TYPES)('describes every property of %s, own ones under the prefix', async (type) => {
    const { body } = await optimade.get<Record<string, unknown>>(`/info/${type}`);
    expect(body.data).toMatchObject({
      id: type,
      type: 'info',
      formats: ['json'],
      output_fields_by_format: { json: Object.keys(of(type).properties) },
    });
    expect(body.data).not.toHaveProperty('attributes');
    for (const [name, definition] of Object.entries(of(type).properties)) {
      expect(name).toMatch(/^[a-z_][a-z_0-9]+$/);
      if (name.startsWith('_')) expect(name).toMatch(/^_exmpl_[a-z]/);
      expect(['string', 'integer', 'float', 'boolean', 'timestamp', 'list', 'dictionary']).toContain(definition.type);
      expect(definition.description).not.toBe('');
    }
    for (const name of type === 'structures' ? ['id', 'type', 'structure_features'] : ['id', 'type'])
      expect(of(type).properties).toHaveProperty(name);
  });

  it('has values of the types it names, or null', () => {
    const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
      string: (value) => typeof value === 'string',
      integer: Number.isInteger,
      float: Number.isFinite,
      boolean: (value) => typeof value === 'boolean',
      timestamp: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
      list: Array.isArray,
      dictionary: (value) => typeof value === 'object',
    };
    for (const type of TYPES)
      for (const [name, definition] of Object.entries(of(type).properties)) {
        const values = of(type).entries.flatMap((entry) =>
          [valueOf(entry, name) ?? []].filter((value) => !Array.isArray(value) || definition.type === 'list'),
        );
        expect([name, values.filter((value) => isOfType[definition.type]?.(value) !== true)]).toEqual([name, []]);
      }
  });
});

describe('/links', () => {
  it('has exactly one root, with every key', async () => {
    const { body } = await optimade.get('/links');
    expect(body.data.filter(({ attributes }) => attributes['link_type'] === 'root')).toHaveLength(1);
    for (const entry of body.data) {
      expect(Object.keys(entry.attributes).sort()).toEqual(['base_url', 'description', 'homepage', 'link_type', 'name']);
      expect(entry).not.toHaveProperty('relationships');
    }
  });
});

describe('a listing', () => {
  it('pages through every entry once, in the order of the ids', async () => {
    const found = await optimade.all('structures', { page_limit: '4' });
    expect(found.length).toBeGreaterThan(30);
    expect(found.map(({ id }) => id)).toEqual([...new Set(found.map(({ id }) => id))].sort());
    const [{ count }] = await api.database.query<[{ count: string }]>(
      `SELECT (SELECT count(*) FROM material WHERE nsites IS NOT NULL) + (SELECT count(*) FROM relaxed_structure WHERE rank IS NOT NULL) AS count`,
    );
    expect(found).toHaveLength(Number(count));
    const { body } = await optimade.get('/structures?page_limit=4');
    expect([body.meta.data_available, body.meta.data_returned, body.data.length]).toEqual([found.length, found.length, 4]);
    expect(body.links?.next).toMatch(new RegExp(`^${base}/v1/structures\\?page_limit=4&page_above=`));
  });

  it('keeps its place where an entry has gone', async () => {
    const ids = of('structures').entries.map(({ id }) => id);
    const gone = `${ids[5]?.slice(0, -1)}${ids[5]?.endsWith('f') ? 'e' : 'f'}`;
    const { body } = await optimade.get(`/structures?page_above=${gone}&page_limit=3`);
    expect(body.data.map(({ id }) => id)).toEqual(ids.filter((id) => id > gone).slice(0, 3));
  });

  it('has predicted structures beside imported crystals, with where they come from', () => {
    const bySource = (name: string): Entry[] => of('structures').entries.filter(({ attributes }) => attributes['_exmpl_source'] === name);
    expect(bySource('materials-project')).toHaveLength(crystalLines().length);
    const predicted = bySource('kessho');
    expect(predicted.length).toBeGreaterThan(0);
    for (const { attributes } of predicted) {
      expect(attributes).toMatchObject({ chemical_formula_reduced: 'ClNa', _exmpl_energy_model: 'lennard-jones 1', _exmpl_is_theoretical: true });
      expect(['local', 'global']).toContain(attributes['_exmpl_optimization_type']);
      expect(attributes['_exmpl_prediction_id']).toMatch(/^[0-9a-f-]{36}$/);
    }
    for (const { relationships } of bySource('materials-project'))
      expect(relationships?.references?.data).toEqual([{ type: 'references', id: 'jain2013' }]);
  });

  it('has crystals that agree with themselves', () => {
    for (const { attributes } of of('structures').entries) {
      const {
        elements,
        elements_ratios: ratios,
        nelements,
        nsites,
      } = attributes as { elements: string[]; elements_ratios: number[]; nelements: number; nsites: number };
      const sites = attributes['species_at_sites'] as string[];
      expect(elements).toEqual([...new Set(sites)].sort());
      expect([nelements, nsites]).toEqual([elements.length, sites.length]);
      ratios.forEach((ratio, k) => expect(ratio).toBeCloseTo(sites.filter((symbol) => symbol === elements[k]).length / sites.length, 12));
      expect(attributes['cartesian_site_positions']).toHaveLength(nsites);
      expect((attributes['species'] as { name: string }[]).map(({ name }) => name).sort()).toEqual(elements);
      expect(attributes['chemical_formula_reduced']).toMatch(/^([A-Z][a-z]?([2-9]|[1-9]\d+)?)+$/);
      expect(attributes['chemical_formula_anonymous']).toMatch(/^([A-Z][a-z]?([2-9]|[1-9]\d+)?)+$/);
      // HM_SYMBOL_REGEXP of the validator.
      expect(attributes['space_group_symbol_hermann_mauguin']).toMatch(
        /^(P|I|F|A|B|C|R)(\s+\d+|\s+[a-z]+|\s+\d+\/[a-z]+|\s+\d+\/\d+|\s+-\d*|\s+\d+\/m|\s+[a-z]+\/m)*$/,
      );
      expect(attributes).toMatchObject({ structure_features: [], dimension_types: [1, 1, 1], nperiodic_dimensions: 3 });
    }
  });

  it.each(TYPES)('gives exactly the fields asked for, null without a value, and the default ones unasked: %s', async (type) => {
    const names = Object.keys(of(type).properties).filter((name) => name !== 'id' && name !== 'type');
    for (const asked of [['last_modified'], ['immutable_id', 'type', '_other_field'], names, []]) {
      const { body } = await optimade.get(`/${type}?page_limit=2&response_fields=${asked.join(',')}`);
      for (const entry of body.data) expect(Object.keys(entry.attributes).sort()).toEqual(asked.filter((name) => name !== 'type').sort());
    }
    const { body } = await optimade.get(`/${type}?page_limit=2`);
    for (const { attributes } of body.data) expect(attributes).toHaveProperty('last_modified');
    for (const { attributes } of body.data) expect(attributes).not.toHaveProperty('immutable_id');
    const unknown = await optimade.get(`/${type}?response_fields=assemblies,crossref,_other_field`);
    expect(unknown.status).toBe(400);
  });

  it('sorts by every sortable property both ways, unknown values last, through all pages', async () => {
    for (const type of TYPES)
      for (const [name, { sortable }] of Object.entries(of(type).properties)) {
        const refused = await optimade.get(`/${type}?sort=${name}&page_limit=1`);
        expect([name, refused.status]).toEqual([name, sortable ? 200 : 400]);
        if (!sortable) continue;
        for (const sign of ['', '-']) {
          const found = await optimade.all(type, { sort: `${sign}${name}`, page_limit: '12', response_fields: name === 'id' ? '' : name });
          const values = found.map((entry) => valueOf(entry, name) as string | number | null);
          const known = values.filter((value) => value !== null);
          const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (sign === '-' ? -1 : 1));
          expect([sign + name, values]).toEqual([sign + name, [...sorted, ...values.filter((value) => value === null)]]);
          expect(new Set(found.map(({ id }) => id)).size).toBe(of(type).entries.length);
        }
      }
    const found = await optimade.all('structures', { sort: 'nelements,-nsites', page_limit: '5' });
    const keys = found.map(({ attributes }) => [attributes['nelements'] as number, attributes['nsites'] as number] as const);
    expect(keys).toEqual([...keys].sort(([a, m], [b, n]) => a - b || n - m));
  });

  it('includes references unless told otherwise', async () => {
    const included = async (parameters: string): Promise<unknown> =>
      (await optimade.get(`/structures?filter=_exmpl_source="materials-project"${parameters}`)).body.included;
    for (const parameters of ['', '&include=references']) expect(await included(parameters)).toMatchObject([{ id: 'jain2013', type: 'references' }]);
    expect(await included('&include=')).toBeUndefined();
    expect((await optimade.get('/structures?include=calculations')).status).toBe(400);
  });

  it.each([
    ['page_limit=0', 400],
    ['page_limit=x', 400],
    ['page_limit=101', 403],
    ['page_limit=100', 200],
    ['page_offset=3', 400],
    ['page_above=nothing', 400],
    ['page_above=00000000-0000-4000-8000-000000000000&sort=nsites', 400],
    ['response_format=json', 200],
    ['response_format=xml', 400],
    ['email_address=a@example.org', 200],
    ['nonsense=1', 400],
    ['_exmpl_nonsense=1', 400],
    ['_other_nonsense=1', 200],
    ['filter=nelements=1&filter=nelements=2', 400],
    ['filter=', 200],
    ['sort=nonsense', 400],
    ['sort=nelements,nsites,id,last_modified', 400],
  ])('answers %s with %i', async (parameters, status) => {
    const { body, ...answer } = await optimade.get(`/structures?${parameters}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(body.errors).toBeUndefined();
    else
      expect(body).toEqual({
        meta: expect.anything() as unknown,
        errors: [expect.objectContaining({ status: String(status), detail: expect.any(String) as string })],
      });
    expect(body.meta.warnings?.map(({ type }) => type)).toEqual(parameters.startsWith('_other') ? ['warning'] : undefined);
  });
});

describe('a single entry', () => {
  it.each(TYPES)('is what the listing has: %s', async (type) => {
    const [entry] = of(type).entries;
    const fields = Object.keys(of(type).properties).join(',');
    const { status, body } = await optimade.get<Entry | null>(`/${type}/${entry?.id}?response_fields=${fields}&nonsense=1`);
    expect([status, body.data]).toEqual([200, entry]);
    expect((await optimade.get<Entry | null>(`/${type}/${encodeURIComponent('no/such id')}`)).body).toMatchObject({
      data: null,
      meta: { data_returned: 0 },
    });
    expect((await optimade.get(`/${type}/%E0`)).status).toBe(400);
  });
});

describe('queries of every property', () => {
  const operators = (definition: Definition): { readonly inclusive: string[]; readonly exclusive: string[] } => {
    switch (definition.type) {
      case 'list':
        return { inclusive: ['HAS', 'HAS ALL', 'HAS ANY', 'HAS ONLY', 'LENGTH'], exclusive: [] };
      case 'string':
        return { inclusive: ['=', '<=', '>=', 'CONTAINS', 'STARTS WITH', 'STARTS', 'ENDS WITH', 'ENDS'], exclusive: ['!=', '<', '>'] };
      case 'boolean':
        return { inclusive: ['='], exclusive: ['!='] };
      default:
        return { inclusive: ['=', '<=', '>='], exclusive: ['!=', '<', '>'] };
    }
  };
  const quote = (value: unknown): string =>
    typeof value === 'string' ? JSON.stringify(value) : typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
  const written = (value: unknown, operator: string): string => {
    if (!Array.isArray(value)) return quote(value);
    if (operator === 'LENGTH') return String(value.length);
    return operator === 'HAS' ? quote(value[0]) : value.map(quote).join(',');
  };

  it.each(TYPES)('find an entry by its own value, never without one, and from either side: %s', async (type) => {
    for (const [name, definition] of Object.entries(of(type).properties)) {
      if (definition['x-optimade-implementation']['query-support'] === 'none') {
        expect((await optimade.filter(`${name} = 1`, type)).status).toBe(501);
        continue;
      }
      const entry = of(type).entries.find((one) => ![null, undefined].includes(valueOf(one, name) as null));
      if (entry === undefined) continue;
      const value = valueOf(entry, name);
      const { inclusive, exclusive } = operators(definition);
      const check = async (operator: string): Promise<void> => {
        if (Array.isArray(value) && value.length === 0 && operator !== 'LENGTH') return;
        const constant = written(value, operator);
        const { status, body } = await optimade.filter(`${name} ${operator} ${constant}`, type);
        expect([name, operator, status]).toEqual([name, operator, 200]);
        expect([name, operator, body.data.some(({ id }) => id === entry.id)]).toEqual([name, operator, inclusive.includes(operator)]);
        const matching = new Set(body.data.map(({ id }) => id));
        for (const found of of(type).entries) if (matching.has(found.id)) expect(valueOf(found, name) ?? null).not.toBeNull();
        if (!/^[<>=!]/.test(operator)) return;
        const mirrored = operator.includes('<') ? operator.replace('<', '>') : operator.replace('>', '<');
        expect((await optimade.filter(`${constant} ${mirrored} ${name}`, type)).body.meta.data_returned).toBe(body.meta.data_returned);
      };
      await Promise.all([...inclusive, ...exclusive].map(check));
      const known = await optimade.filter(`${name} IS KNOWN`, type);
      const unknown = await optimade.filter(`${name} IS UNKNOWN`, type);
      expect((known.body.meta.data_returned ?? NaN) + (unknown.body.meta.data_returned ?? NaN)).toBe(of(type).entries.length);
    }
  });

  it('answer fallback values of empty lists with nothing', async () => {
    for (const filter of ['HAS "disorder"', 'HAS ALL "disorder","unknown_positions"', 'HAS ANY "disorder","assemblies"', 'LENGTH 1']) {
      const { status, body } = await optimade.filter(`structure_features ${filter}`);
      expect([status, body.meta.data_returned]).toEqual([200, 0]);
    }
  });

  it('take properties of other providers for unknown, with a warning', async () => {
    for (const [filter, matches] of [
      ['_other_field = 2', false],
      ['NOT _other_field = 2', false],
      ['_other_field IS UNKNOWN', true],
      ['NOT _other_field IS KNOWN', true],
      ['_other_list HAS ANY "a","b"', false],
      ['_other_field.part STARTS "x" OR nelements >= 1', true],
      ['elements:_other_list HAS "Na":1', false],
    ] as const) {
      const { status, body } = await optimade.filter(filter);
      expect([filter, status, body.meta.data_returned]).toEqual([filter, 200, matches ? of('structures').entries.length : 0]);
      expect(body.meta.warnings).toMatchObject([{ type: 'warning', detail: expect.stringContaining('_other_') as string }]);
      expect(body.meta.warnings?.[0]).not.toHaveProperty('status');
    }
  });

  it.each([
    // 400: syntax, properties that nobody knows, times that cannot be read
    ['elements HAS', 400, 'Character 13'],
    ['nelements = 1 AND', 400, 'Character 18'],
    ['crazyfield = 2', 400, 'crazyfield'],
    ['_exmpl_crazyfield = 2', 400, '_exmpl_crazyfield'],
    ['crazyfield IS UNKNOWN', 400, 'crazyfield'],
    ['last_modified > "yesterday"', 400, 'yesterday'],
    ['last_modified > "2026-02-30T00:00:00Z"', 400, '2026-02-30'],
    ['chemical_formula_reduced = "\0"', 400, 'NUL'],
    // 501: types that do not match, numbers out of range, optional parts
    ['nelements = "two"', 501, 'nelements'],
    ['chemical_formula_reduced = 2', 501, 'chemical_formula_reduced'],
    ['elements HAS 2', 501, 'elements'],
    ['elements = "Na"', 501, 'HAS'],
    ['nelements HAS 2', 501, 'lists only'],
    ['nelements LENGTH 2', 501, 'LENGTH'],
    ['nelements CONTAINS "2"', 501, 'strings only'],
    ['nelements = 1e400', 501, '1e400'],
    ['_exmpl_is_theoretical > TRUE', 501, 'boolean'],
    ['nelements', 501, 'alone'],
    ['"a" < "b"', 501, 'constants'],
    ['nelements = chemical_formula_reduced', 501, 'chemical_formula_reduced'],
    ['elements HAS chemical_formula_reduced', 501, 'property'],
    ['references.id HAS "jain2013"', 501, 'relationships'],
    ['species.name HAS "Na"', 501, 'parts'],
    ['lattice_vectors LENGTH 3', 501, 'lattice_vectors'],
    ['elements:species_at_sites HAS "Na":"Na"', 501, 'species_at_sites'],
  ])('answer %j with %i', async (filter, status, part) => {
    const { body, ...answer } = await optimade.filter(filter);
    expect([answer.status, body.errors?.[0]?.detail]).toEqual([status, expect.stringContaining(part)]);
    expect(body.errors?.[0]?.status).toBe(String(status));
    expect(body).not.toHaveProperty('data');
  });
});

describe('who may ask', () => {
  it('is whoever may read; once public everyone, from pages of every origin', async () => {
    const page = { headers: { origin: 'https://example.org' } };
    expect((await fetch(`${base}/v1/info`, page)).status).toBe(403);
    expect((await fetch(`${base}/v1/info`, { method: 'POST' })).status).toBe(405);
    const open = await startTestApi(url, toyModule, {
      KESSHO_OPTIMADE_PUBLIC: 'on',
      KESSHO_PUBLIC_URL: 'https://crystals.example.org/',
      KESSHO_OPTIMADE_PREFIX: 'abc',
      KESSHO_OPTIMADE_TYPES: 'json-schema',
    });
    const response = await fetch(
      `${open.url}/optimade/v1.2/structures?page_limit=1&filter=${encodeURIComponent('_abc_rank > 0 AND elements HAS "Cl"')}`,
      page,
    );
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const { links, meta } = (await response.json()) as { links: { next: string }; meta: { provider: { prefix: string } } };
    expect(links.next).toMatch(/^https:\/\/crystals\.example\.org\/optimade\/v1\.2\/structures\?page_limit=1&filter=_abc_rank/);
    expect(meta.provider.prefix).toBe('abc');
    const { body } = await optimadeClient(`${open.url}/optimade/v1`).get<{ properties: Record<string, { type: unknown }> }>('/info/structures');
    expect(body.data.properties).toMatchObject({ elements: { type: ['array', 'null'] }, _abc_rank: { type: ['integer', 'null'] } });
    await open.close();
  });

  it('is whoever has a token with the scope, where others can reach the API', async () => {
    await createToken(api.database, 'first', ['admin'], null);
    const { token: reader } = await createToken(api.database, 'reader', ['read'], null);
    const reachable = await startTestApi(url, toyModule, { KESSHO_HOST: '0.0.0.0' });
    const address = `http://127.0.0.1:${new URL(reachable.url).port}/optimade/v1/info`;
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
    expect((await fetch(address, { headers: { authorization: `Bearer ${reader}` } })).status).toBe(200);
    await reachable.close();
  });
});
