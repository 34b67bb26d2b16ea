import type { JsonFetcher } from '../remote/fetch-json.js';
import { versionedUrl } from './page.js';

const PATIENCE_MS = 10_000;

/**
 * Under which license a database serves its entries, as its `/info` says: identifiers of SPDX, or else an address. Null where it says nothing or does not answer.
 * @see OPTIMADE specification 1.2.0, "Base Info Endpoint", `license`, `available_licenses_for_entries` and `available_licenses`
 */
export async function licenseOf(baseUrl: string, fetcher: JsonFetcher, signal: AbortSignal): Promise<string | null> {
  try {
    const { body } = await fetcher.get(`${versionedUrl(baseUrl)}/info`, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    const attributes = (body as { data?: { attributes?: Record<string, unknown> | null } | null } | null)?.data?.attributes ?? {};
    const names = [attributes['available_licenses_for_entries'], attributes['available_licenses']].find(isListOfTexts);
    if (names !== undefined && names.length > 0) return names.join(', ');
    const { license } = attributes;
    const address: unknown = typeof license === 'object' && license !== null ? Reflect.get(license, 'href') : license;
    return typeof address === 'string' && address !== '' ? address.slice(0, 300) : null;
  } catch {
    return null;
  }
}

const isListOfTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');
