import { setTimeout as delay } from 'node:timers/promises';
import { ImportError } from '../import-source.js';

export interface Fetching {
  readonly headers: Readonly<Record<string, string>>;
  /** Between the answer to one request and the next request. */
  readonly pauseMs: number;
  /** Of the first repetition; each further one waits twice as long. */
  readonly firstBackoffMs: number;
}

/** Requests before an import gives up. */
const MAX_ATTEMPTS = 6;
const READ_TIMEOUT_MS = 60_000;
/** Longest pause a server may ask for. */
const MOST_PAUSE_MS = 300_000;
/** The server is busy, or something between it and us. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Answers one after another, never two requests at a time. */
export interface JsonFetcher {
  /**
   * @param onServerError gives another address after an error of the server, for a smaller page; null repeats the same
   * @throws {ImportError}
   */
  readonly get: (url: string, signal: AbortSignal, onServerError?: (url: string) => string | null) => Promise<unknown>;
  /** Wait at least so long before the next request. */
  readonly slowDown: (seconds: number) => void;
}

export function jsonFetcher({ headers, pauseMs, firstBackoffMs }: Fetching): JsonFetcher {
  let notBefore = 0;
  let pause = pauseMs;

  const get: JsonFetcher['get'] = async (address, signal, onServerError = () => null) => {
    let [url, backoff, failure] = [address, firstBackoffMs, ''];
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const wait = notBefore - Date.now();
      if (wait > 0) await delay(wait, undefined, { signal });
      try {
        const response = await fetch(url, {
          headers: { accept: 'application/json', ...headers },
          signal: AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]),
        });
        if (response.ok) {
          const body: unknown = await response.json();
          notBefore = Date.now() + pause;
          return body;
        }
        failure = `status ${response.status}${describeBody(await response.text().catch(() => ''))}`;
        if (!TRANSIENT.has(response.status)) throw refusal(url, response.status, failure);
        if (response.status >= 500) url = onServerError(url) ?? url;
        notBefore = Date.now() + Math.max(backoff, retryAfterMs(response.headers.get('retry-after')));
      } catch (error) {
        if (signal.aborted || error instanceof ImportError) throw error;
        failure = error instanceof SyntaxError ? `an answer that is no JSON (${error.message})` : describeCause(error);
        notBefore = Date.now() + backoff;
      }
      backoff *= 2;
    }
    throw new ImportError('SourceUnavailable', `${new URL(url).host} gave ${failure} to ${MAX_ATTEMPTS} requests; start the import again to go on`);
  };
  const slowDown = (seconds: number): void => {
    pause = Math.min(MOST_PAUSE_MS, Math.max(pause, 1000 * seconds));
    notBefore = Math.max(notBefore, Date.now() + pause);
  };
  return { get, slowDown };
}

const refusal = (url: string, status: number, failure: string): ImportError =>
  status === 404
    ? new ImportError('SourceNotFound', `There is nothing at ${url}: ${failure}`)
    : new ImportError('SourceRefused', `${new URL(url).host} refused the request: ${failure}`);

/** Seconds or a date. */
function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(MOST_PAUSE_MS, Math.max(0, ms)) : 0;
}

const describeBody = (body: string): string => (body.trim() === '' ? '' : `, "${body.trim().replaceAll(/\s+/g, ' ').slice(0, 200)}"`);

function describeCause(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
