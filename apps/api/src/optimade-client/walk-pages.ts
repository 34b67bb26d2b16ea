import type { JsonFetcher } from '../remote/fetch-json.js';
import type { Page } from './page.js';
import { halvePage, listingUrl, readPage } from './page.js';

export interface Listing {
  readonly baseUrl: string;
  /** Null for everything. */
  readonly filter: string | null;
  /** A wish: servers give less, and some give more. */
  readonly pageLimit: number;
  /** Null for the provider's own choice. */
  readonly responseFields: readonly string[] | null;
  /** Address of a later page to begin with. */
  readonly from: string | null;
}

export interface WalkedPage extends Page {
  readonly retrievedAt: Date;
  /** Why no page follows: there is none; the link leads to a page that came before; or this page is empty though more is promised. Null where one follows. */
  readonly end: 'complete' | 'repeated-link' | 'empty-page' | null;
}

/**
 * Structures page by page along `links.next`, which is the only way that every server knows. It ends on servers that never end: at an address that
 * came before, and at an empty page.
 * @throws {RemoteError}
 */
export async function* walkPages(
  { baseUrl, filter, pageLimit, responseFields, from }: Listing,
  fetcher: JsonFetcher,
  signal: AbortSignal,
): AsyncGenerator<WalkedPage> {
  const parameters = { page_limit: String(pageLimit), response_fields: responseFields?.join(',') ?? null, filter };
  const visited = new Set<string>();
  for (let url = from ?? listingUrl(baseUrl, 'structures', parameters); ;) {
    visited.add(url);
    const { body, retrievedAt } = await fetcher.get(url, signal, halvePage);
    const page = readPage(body, url);
    fetcher.slowDown(url, page.delaySeconds);
    const end = endOf(page, visited);
    yield { ...page, next: end === null || end === 'repeated-link' ? page.next : null, retrievedAt, end };
    if (end !== null || page.next === null) return;
    url = page.next;
  }
}

function endOf({ entries, next, more }: Page, visited: ReadonlySet<string>): WalkedPage['end'] {
  if (next === null) return 'complete';
  if (entries.length === 0) return more === true ? 'empty-page' : 'complete';
  return visited.has(next) ? 'repeated-link' : null;
}
