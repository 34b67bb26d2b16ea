import { diskCache } from '../remote/disk-cache.js';
import type { Fetching, JsonFetcher } from '../remote/fetch-json.js';
import { jsonFetcher } from '../remote/fetch-json.js';

/** While a person waits: few attempts, short pauses; a provider that asks for a longer one is given up for this time. */
const FETCHING = {
  headers: { accept: 'application/vnd.api+json, application/json' },
  pauseMs: 200,
  firstBackoffMs: 1000,
  attempts: 4,
  readTimeoutMs: 60_000,
  mostPauseMs: 20_000,
  mostBytes: 64 * 2 ** 20,
} as const;

const CACHE_BOUNDS = { mostBytes: 256 * 2 ** 20, mostAgeMs: 6 * 3_600_000 } as const;

/** For interactive searches; answers are kept for some hours. */
export const providerFetcher = (cacheFolder: string, fetching: Partial<Fetching> = {}): JsonFetcher =>
  jsonFetcher({ ...FETCHING, cache: diskCache(cacheFolder, CACHE_BOUNDS), ...fetching });
