import type { AggregateWish } from '@kessho/core/formats/records/optimade-links';
import { AGGREGATE_WISHES } from '@kessho/core/formats/records/optimade-links';
import type { JsonFetcher } from '../../remote/fetch-json.js';
import { listingUrl, readPage } from '../page.js';
import type { ProviderDatabase } from './listed-provider.js';

/**
 * The databases that an index meta-database leads to: the entries of `/links` whose type of link is `child`. None where the address is no index.
 * @throws {RemoteError}
 */
export async function resolveDatabases(indexUrl: string, fetcher: JsonFetcher, signal: AbortSignal): Promise<readonly ProviderDatabase[]> {
  const url = listingUrl(indexUrl, 'links', {});
  const { entries } = readPage((await fetcher.get(url, signal)).body, url);
  return entries.flatMap((entry) => {
    const { id, attributes } = (entry ?? {}) as { id?: unknown; attributes?: Record<string, unknown> | null };
    if (typeof id !== 'string' || attributes?.['link_type'] !== 'child') return [];
    const name = attributes['name'];
    return [
      { id, name: typeof name === 'string' ? name : id, baseUrl: addressOf(attributes['base_url']), aggregate: wishOf(attributes['aggregate']) },
    ];
  });
}

const MOST_ADDRESS = 1000;

/** A text or an object with `href`. */
function addressOf(link: unknown): string | null {
  const address: unknown = typeof link === 'object' && link !== null ? Reflect.get(link, 'href') : link;
  if (typeof address !== 'string' || address.length > MOST_ADDRESS || !URL.canParse(address)) return null;
  return /^https?:$/.test(new URL(address).protocol) ? address.replace(/\/+$/, '') : null;
}

/** A word that the specification does not know is no invitation. */
const wishOf = (word: unknown): AggregateWish =>
  word === undefined || word === null ? 'ok' : (AGGREGATE_WISHES.find((wish) => wish === word) ?? 'no');
