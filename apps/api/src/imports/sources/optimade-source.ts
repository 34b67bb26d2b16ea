import type { ImportSource } from '../import-source.js';
import { ImportError } from '../import-source.js';
import type { Fetching, JsonFetcher } from './fetch-json.js';
import { jsonFetcher } from './fetch-json.js';

/** Two requests a second at most, as providers ask of machines; slower where `meta.request_delay` asks for it. */
const FETCHING = { headers: { accept: 'application/vnd.api+json, application/json' }, pauseMs: 500, firstBackoffMs: 1000 } as const;
const PAGE = 100;

/** What a page says of itself. */
interface Page {
  readonly data: readonly unknown[];
  /** Absolute; null at the end. */
  readonly next: string | null;
  readonly total: number | null;
  readonly delaySeconds: number;
}

/**
 * Structures of an OPTIMADE provider, page by page along `links.next`. It ends at a page without next, at an empty page, and at an address that
 * came before: some servers give a next page for ever.
 * @param filter in OPTIMADE's filter language; null for everything
 * @see OPTIMADE specification 1.2.0, "JSON response schema: common fields"
 */
export function optimadeSource(
  { baseUrl, filter }: { readonly baseUrl: string; readonly filter: string | null },
  fetching: Partial<Fetching> = {},
): ImportSource {
  const fetcher: JsonFetcher = jsonFetcher({ ...FETCHING, ...fetching });
  return {
    batches: async function* (cursor, signal) {
      const start = cursorOf(cursor);
      let [url, done]: [string | null, number] = start ?? [firstPage(baseUrl, filter), 0];
      const visited = new Set<string>();
      while (url !== null) {
        if (visited.has(url)) throw new ImportError('SourceMisbehaves', `${new URL(url).host} gives the page ${url} as the one that follows itself`);
        visited.add(url);
        const address: string = url;
        const page = readPage(await fetcher.get(address, signal, halvePage), address);
        fetcher.slowDown(page.delaySeconds);
        done += page.data.length;
        url = page.data.length === 0 ? null : page.next;
        const texts = page.data.map((entry, k) => ({
          format: 'json' as const,
          text: JSON.stringify(entry),
          file: address,
          line: null,
          fallbackId: String(done - page.data.length + k + 1),
        }));
        yield { texts, rejections: [], cursor: { next: url, done }, done, total: page.total };
      }
    },
  };
}

/** Address and number of the records before it; an import that had come to the end begins anew. */
function cursorOf(cursor: unknown): [url: string, done: number] | null {
  if (typeof cursor !== 'object' || cursor === null) return null;
  const { next, done } = cursor as { next?: unknown; done?: unknown };
  return typeof next === 'string' && typeof done === 'number' ? [next, done] : null;
}

/** `https://host/optimade` and `https://host/optimade/v1` name the same. */
function firstPage(baseUrl: string, filter: string | null): string {
  const base = baseUrl.replace(/\/+$/, '');
  const versioned = /\/v\d+(\.\d+)*$/.test(base) ? base : `${base}/v1`;
  const parameters = [`page_limit=${PAGE}`, ...(filter === null ? [] : [`filter=${encodeURIComponent(filter)}`])];
  return `${versioned}/structures?${parameters.join('&')}`;
}

/** A page of half the length, where the address names one: large pages are what some servers fail on. */
function halvePage(url: string): string | null {
  const halved = new URL(url);
  const limit = Number(halved.searchParams.get('page_limit'));
  if (!(limit > 1)) return null;
  halved.searchParams.set('page_limit', String(Math.floor(limit / 2)));
  return halved.href;
}

function readPage(body: unknown, url: string): Page {
  const { data, links, meta } = (body ?? {}) as { data?: unknown; links?: { next?: unknown } | null; meta?: Record<string, unknown> | null };
  if (!Array.isArray(data)) throw new ImportError('SourceMisbehaves', `The answer of ${new URL(url).host} has no list of structures`);
  const link: unknown = links?.next;
  const next: unknown = typeof link === 'object' && link !== null ? Reflect.get(link, 'href') : link;
  const [returned, delaySeconds] = [meta?.['data_returned'], meta?.['request_delay']];
  return {
    data,
    next: typeof next === 'string' && next !== '' ? nextAddress(next, url) : null,
    total: typeof returned === 'number' ? returned : null,
    delaySeconds: typeof delaySeconds === 'number' ? delaySeconds : 0,
  };
}

/** Relative on sloppy servers. @throws {ImportError} for what is no address, and another scheme than http(s) */
function nextAddress(next: string, url: string): string {
  if (URL.canParse(next, url)) {
    const address = new URL(next, url);
    if (/^https?:$/.test(address.protocol)) return address.href;
  }
  throw new ImportError('SourceMisbehaves', `The next page is at "${next.slice(0, 200)}", which is no address`);
}
