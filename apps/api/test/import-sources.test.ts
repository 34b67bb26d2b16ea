import { afterEach, describe, expect, it } from 'vitest';
import type { ImportSource, RecordBatch } from '../src/imports/import-source.js';
import { materialsProjectSource } from '../src/imports/sources/materials-project-source.js';
import { optimadeSource } from '../src/imports/sources/optimade-source.js';
import type { Answer, Provider } from './support/provider-server.js';
import { closeProviders, startProvider } from './support/provider-server.js';

afterEach(closeProviders);

const AT_ONCE = { pauseMs: 0, firstBackoffMs: 1, allowsPrivate: true };

async function readAll(source: ImportSource, cursor: unknown = null): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of source.batches(cursor, new AbortController().signal)) batches.push(batch);
  return batches;
}
const idsOf = (batches: readonly RecordBatch[]): string[] =>
  batches.flatMap(({ texts }) => texts.map(({ text }) => (JSON.parse(text) as { id: string }).id));
const page = (ids: readonly string[], next: unknown, meta: object = {}): Answer => ({
  body: { data: ids.map((id) => ({ type: 'structures', id })), links: { next }, meta },
});

describe('an OPTIMADE provider', () => {
  it('is read along its links, whether they are texts or objects, absolute or relative, and gone on with from any page', async () => {
    const provider: Provider = await startProvider((url) => {
      switch (url.searchParams.get('at')) {
        case null:
          return page(['a', 'b'], '/optimade/v1/structures?at=2', { data_returned: 5 });
        case '2':
          return page(['c', 'd'], { href: `${provider.url}/optimade/v1/structures?at=3` });
        default:
          return page(['e'], null);
      }
    });
    const source = optimadeSource({ baseUrl: `${provider.url}/optimade/`, filter: 'elements HAS "Na" AND nelements=2' }, AT_ONCE);
    const batches = await readAll(source);
    expect(idsOf(batches)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(batches.map(({ done }) => done)).toEqual([2, 4, 5]);
    expect(batches[0]?.total).toBe(5);
    expect(provider.requests[0]?.url.pathname).toBe('/optimade/v1/structures');
    expect(provider.requests[0]?.url.searchParams.get('filter')).toBe('elements HAS "Na" AND nelements=2');
    expect(idsOf(await readAll(source, batches[0]?.cursor))).toEqual(['c', 'd', 'e']);
  });

  it('that gives the same page for ever, or an empty one with a next, comes to an end', async () => {
    const loop: Provider = await startProvider(() => page(['a'], '/v1/structures?at=1'));
    await expect(readAll(optimadeSource({ baseUrl: loop.url, filter: null }, AT_ONCE))).rejects.toMatchObject({ code: 'SourceMisbehaves' });
    expect(loop.requests.length).toBeLessThan(4);
    const empty = await startProvider((_url, number) =>
      page(number === 1 ? ['a'] : [], `/v1/structures?at=${number}`, { more_data_available: true }),
    );
    expect(idsOf(await readAll(optimadeSource({ baseUrl: empty.url, filter: null }, AT_ONCE)))).toEqual(['a']);
  });

  it('that fails on large pages is asked for smaller ones', async () => {
    const provider = await startProvider((url) => (Number(url.searchParams.get('page_limit')) > 30 ? { status: 504 } : page(['a'], null)));
    expect(idsOf(await readAll(optimadeSource({ baseUrl: provider.url, filter: null }, AT_ONCE)))).toEqual(['a']);
    expect(provider.requests.map(({ url }) => url.searchParams.get('page_limit'))).toEqual(['100', '50', '25']);
  });

  it('is asked as slowly as it wishes', async () => {
    const provider = await startProvider((_url, number) =>
      number === 1
        ? { status: 429, headers: { 'retry-after': '1' } }
        : number === 2
          ? page(['a'], '/v1/structures?at=2', { request_delay: 1 })
          : page(['b'], null),
    );
    expect(idsOf(await readAll(optimadeSource({ baseUrl: provider.url, filter: null }, AT_ONCE)))).toEqual(['a', 'b']);
    const [first, second, third] = provider.requests.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(990);
    expect(third - second).toBeGreaterThanOrEqual(900);
  });

  it.each([
    ['is away', { status: 503, body: 'down for repair' }, 'SourceUnavailable', 6],
    ['answers no JSON', { body: '<html>' }, 'SourceUnavailable', 6],
    ['has nothing there', { status: 404 }, 'SourceNotFound', 1],
    ['knows no such filter', { status: 501, body: 'HAS ONLY' }, 'SourceRefused', 1],
    ['answers something else', { body: { data: {} } }, 'SourceMisbehaves', 1],
    ['leads elsewhere', { body: { data: [{ id: 'a' }], links: { next: 'file:///etc/passwd' } } }, 'SourceMisbehaves', 1],
  ] as const)('that %s ends the import', async (_name, answer, code, requests) => {
    const provider = await startProvider(() => answer);
    await expect(readAll(optimadeSource({ baseUrl: provider.url, filter: null }, AT_ONCE))).rejects.toMatchObject({ code });
    expect(provider.requests).toHaveLength(requests);
  });

  it('stops at once when told to', async () => {
    const provider = await startProvider(() => ({ status: 503, headers: { 'retry-after': '60' } }));
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 100);
    const reading = optimadeSource({ baseUrl: provider.url, filter: null }, AT_ONCE).batches(null, stopping.signal).next();
    await expect(reading).rejects.toThrow();
    expect(provider.requests).toHaveLength(1);
  });
});

describe('the Materials Project', () => {
  it('is read page by page with the key and the filter, and gone on with where it stood', async () => {
    const documents = Array.from({ length: 600 }, (_, k) => ({ id: `d${k}` }));
    const provider = await startProvider((url) => {
      const skip = Number(url.searchParams.get('_skip'));
      return { body: { data: documents.slice(skip, skip + Number(url.searchParams.get('_limit'))), meta: { total_doc: documents.length } } };
    });
    const source = materialsProjectSource({ baseUrl: provider.url, filter: 'chemsys=Na-Cl&is_stable=true', apiKey: 'secret' }, AT_ONCE);
    const batches = await readAll(source);
    expect(idsOf(batches)).toEqual(documents.map(({ id }) => id));
    expect(batches.at(-1)).toMatchObject({ done: 600, total: 600 });
    const { url, headers } = provider.requests[0] as Provider['requests'][number];
    expect([url.pathname, url.searchParams.get('chemsys'), headers['x-api-key']]).toEqual(['/materials/summary/', 'Na-Cl', 'secret']);
    expect(url.searchParams.get('_fields')).toContain('structure');
    expect(idsOf(await readAll(source, batches[1]?.cursor))).toEqual(documents.slice(500).map(({ id }) => id));
  });

  it('that refuses the key says so', async () => {
    const provider = await startProvider(() => ({ status: 403, body: 'Forbidden' }));
    const source = materialsProjectSource({ baseUrl: provider.url, filter: null, apiKey: 'wrong' }, AT_ONCE);
    await expect(readAll(source)).rejects.toMatchObject({ code: 'SourceRefused', message: expect.stringContaining('Forbidden') as unknown });
  });
});
