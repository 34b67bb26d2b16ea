import { RemoteError } from '../remote/remote-error.js';

/** What one answer of a listing says. */
export interface Page {
  readonly url: string;
  readonly entries: readonly unknown[];
  /** Absolute; null where there is none. */
  readonly next: string | null;
  /** `meta.more_data_available`; null where it says nothing. */
  readonly more: boolean | null;
  /** Entries that match the filter, on all pages; null where it does not say. */
  readonly total: number | null;
  /** Wished between two requests. */
  readonly delaySeconds: number;
}

/** `https://host/optimade` and `https://host/optimade/v1` name the same. */
export function versionedUrl(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  return /\/v\d+(\.\d+)*$/.test(base) ? base : `${base}/v1`;
}

/** Address of the first page of a listing; every part is encoded. */
export function listingUrl(baseUrl: string, endpoint: string, parameters: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return `${versionedUrl(baseUrl)}/${endpoint}${given.length === 0 ? '' : `?${given.join('&')}`}`;
}

/** The same address with a page of half the length, where it names one: large pages are what some servers fail on. */
export function halvePage(url: string): string | null {
  const halved = new URL(url);
  const limit = Number(halved.searchParams.get('page_limit'));
  if (!(limit > 1)) return null;
  halved.searchParams.set('page_limit', String(Math.floor(limit / 2)));
  return halved.href;
}

/**
 * `links.next` may be a text or an object with `href`, absolute or, on sloppy servers, relative; null, absent and empty mean the end.
 * @throws {RemoteError} for an answer that is no listing
 * @see OPTIMADE specification 1.2.0, "JSON response schema: common fields"
 */
export function readPage(body: unknown, url: string): Page {
  const { data, links, meta } = (body ?? {}) as { data?: unknown; links?: { next?: unknown } | null; meta?: Record<string, unknown> | null };
  if (!Array.isArray(data)) throw new RemoteError('misbehaves', `The answer of ${new URL(url).host} has no list of entries`);
  const link: unknown = links?.next;
  const next: unknown = typeof link === 'object' && link !== null ? Reflect.get(link, 'href') : link;
  const [returned, delaySeconds, more] = [meta?.['data_returned'], meta?.['request_delay'], meta?.['more_data_available']];
  return {
    url,
    entries: data,
    next: typeof next === 'string' && next !== '' ? nextAddress(next, url) : null,
    more: typeof more === 'boolean' ? more : null,
    total: typeof returned === 'number' ? returned : null,
    delaySeconds: typeof delaySeconds === 'number' ? delaySeconds : 0,
  };
}

/** @throws {RemoteError} for what is no address, and another scheme than http(s) */
function nextAddress(next: string, url: string): string {
  if (URL.canParse(next, url)) {
    const address = new URL(next, url);
    if (/^https?:$/.test(address.protocol)) return address.href;
  }
  throw new RemoteError('misbehaves', `The next page is at "${next.slice(0, 200)}", which is no address`);
}
