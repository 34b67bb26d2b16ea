import { walkPages } from '../../optimade-client/walk-pages.js';
import type { Fetching } from '../../remote/fetch-json.js';
import { jsonFetcher } from '../../remote/fetch-json.js';
import { RemoteError } from '../../remote/remote-error.js';
import type { ImportSource } from '../import-source.js';
import { ImportError } from '../import-source.js';
import { importErrorOf } from './import-error-of.js';

/** Two requests a second at most, as providers ask of machines; slower where `meta.request_delay` asks for it. */
const FETCHING = { headers: { accept: 'application/vnd.api+json, application/json' }, pauseMs: 500, firstBackoffMs: 1000 } as const;
const PAGE_LIMIT = 100;

/**
 * Structures of an OPTIMADE provider, page by page along `links.next`.
 * @param filter in OPTIMADE's filter language; null for everything
 */
export function optimadeSource(
  { baseUrl, filter }: { readonly baseUrl: string; readonly filter: string | null },
  fetching: Partial<Fetching> = {},
): ImportSource {
  const fetcher = jsonFetcher({ ...FETCHING, ...fetching });
  return {
    batches: async function* (cursor, signal) {
      const start = cursorOf(cursor);
      let done = start?.done ?? 0;
      try {
        for await (const page of walkPages(
          { baseUrl, filter, pageLimit: PAGE_LIMIT, responseFields: null, from: start?.next ?? null },
          fetcher,
          signal,
        )) {
          const before = done;
          done += page.entries.length;
          const texts = page.entries.map((entry, k) => ({
            format: 'json' as const,
            text: JSON.stringify(entry),
            file: page.url,
            line: null,
            fallbackId: String(before + k + 1),
          }));
          yield { texts, rejections: [], cursor: { next: page.next, done }, done, total: page.total };
          if (page.end === 'repeated-link')
            throw new ImportError('SourceMisbehaves', `${new URL(page.url).host} gives a page as the one that follows itself`);
        }
      } catch (error) {
        throw error instanceof RemoteError ? importErrorOf(error) : error;
      }
    },
  };
}

interface Cursor {
  readonly next: string;
  readonly done: number;
}

/** Address and number of the records before it; an import that had come to the end begins anew. */
function cursorOf(cursor: unknown): Cursor | null {
  if (typeof cursor !== 'object' || cursor === null) return null;
  const { next, done } = cursor as { next?: unknown; done?: unknown };
  return typeof next === 'string' && typeof done === 'number' ? { next, done } : null;
}
