import type { DiskCache } from './disk-cache.js';
import type { HostTurns } from './host-turns.js';
import { hostTurns } from './host-turns.js';
import { PrivateAddressError } from './public-address.js';
import { publicFetch } from './public-fetch.js';
import { RemoteError } from './remote-error.js';

export interface Fetching {
  readonly headers: Readonly<Record<string, string>>;
  /** Between the answer to one request and the next request. */
  readonly pauseMs: number;
  /** Of the first repetition; each further one waits twice as long. */
  readonly firstBackoffMs: number;
  /** Requests for one answer before it is given up. */
  readonly attempts: number;
  /** For the whole answer; for the connection alone Node's own 10 s hold. */
  readonly readTimeoutMs: number;
  /** Longest pause that is kept; a server that asks for more is given up. */
  readonly mostPauseMs: number;
  readonly mostBytes: number;
  /** Shared by all that may ask the same hosts. */
  readonly hosts: HostTurns;
  /** Whether machines of the server's own network may be asked. */
  readonly allowsPrivate: boolean;
  readonly cache: DiskCache | null;
}

const DEFAULTS = {
  headers: {},
  attempts: 6,
  readTimeoutMs: 60_000,
  mostPauseMs: 300_000,
  mostBytes: 256 * 2 ** 20,
  allowsPrivate: false,
  cache: null,
} as const;

/** The server is busy, or something between it and us. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface JsonAnswer {
  readonly body: unknown;
  readonly retrievedAt: Date;
}

/** Answers one after another, never two requests to a host at a time. */
export interface JsonFetcher {
  /**
   * @param onServerError gives another address after an error of the server, for a smaller page; null repeats the same
   * @throws {RemoteError} and whatever aborted `signal`
   */
  readonly get: (url: string, signal: AbortSignal, onServerError?: (url: string) => string | null) => Promise<JsonAnswer>;
  /** Pause so long before every further request to the host of this address. */
  readonly slowDown: (url: string, seconds: number) => void;
}

export function jsonFetcher(given: Pick<Fetching, 'pauseMs' | 'firstBackoffMs'> & Partial<Fetching>): JsonFetcher {
  const { headers, pauseMs, firstBackoffMs, attempts, readTimeoutMs, mostPauseMs, mostBytes, hosts, allowsPrivate, cache } = {
    ...DEFAULTS,
    hosts: hostTurns(),
    ...given,
  };
  const pauses = new Map<string, number>();

  /** One request; a RemoteError that is worth another attempt comes back, any other is thrown. */
  const request = async (url: string, signal: AbortSignal): Promise<JsonAnswer | RemoteError> => {
    const { host } = new URL(url);
    const silence = AbortSignal.timeout(readTimeoutMs);
    try {
      const response = await (allowsPrivate ? fetch : publicFetch)(url, {
        headers: { accept: 'application/json', ...headers },
        signal: AbortSignal.any([signal, silence]),
      });
      const text = await readText(response, mostBytes);
      hosts.pause(host, pauses.get(host) ?? pauseMs);
      if (response.ok) {
        const body: unknown = JSON.parse(text);
        const retrievedAt = new Date();
        await cache?.put(url, { text, retrievedAt }).catch(() => undefined); // a full disk is no reason to go without the answer
        return { body, retrievedAt };
      }
      const failure = refusal(url, response.status, text);
      if (failure.kind !== 'unavailable') throw failure;
      hosts.pause(host, retryAfterMs(response.headers.get('retry-after')));
      return failure;
    } catch (error) {
      if (signal.aborted || error instanceof RemoteError) throw error;
      if (error instanceof Error && error.cause instanceof PrivateAddressError) throw new RemoteError('refused', error.cause.message);
      if (silence.aborted) return new RemoteError('timeout', `${host} gave no answer within ${readTimeoutMs / 1000} s`);
      if (error instanceof SyntaxError) return new RemoteError('unavailable', `${host} gave an answer that is no JSON (${error.message})`);
      return new RemoteError('unavailable', `${host} cannot be reached: ${describeCause(error)}`);
    }
  };

  const get: JsonFetcher['get'] = async (address, signal, onServerError = () => null) => {
    const cached = await cache?.get(address);
    const known = cached ? parseCached(cached.text) : undefined;
    if (cached && known !== undefined) return { body: known, retrievedAt: cached.retrievedAt };
    let [url, backoff] = [address, firstBackoffMs];
    for (let attempt = 1; ; attempt++) {
      const { host } = new URL(url);
      const left = hosts.pauseLeft(host);
      if (left > mostPauseMs) throw new RemoteError('unavailable', `${host} asks to be left alone for another ${Math.ceil(left / 1000)} s`, 429);
      const answer = await hosts.take(host, signal, () => request(url, signal));
      if (!(answer instanceof RemoteError)) return answer;
      if (attempt === attempts)
        throw new RemoteError(
          answer.kind,
          attempts === 1 ? answer.message : `${answer.message}, to ${attempts} requests`,
          answer.status,
          answer.detail,
        );
      if ((answer.status ?? 0) >= 500) url = onServerError(url) ?? url;
      hosts.pause(host, backoff);
      backoff *= 2;
    }
  };
  const slowDown = (url: string, seconds: number): void => {
    const { host } = new URL(url);
    const pause = Math.min(mostPauseMs, 1000 * seconds);
    if (!(pause > (pauses.get(host) ?? pauseMs))) return;
    pauses.set(host, pause);
    hosts.pause(host, pause);
  };
  return { get, slowDown };
}

/** @throws {RemoteError} for an answer that is longer */
async function readText(response: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let [text, bytes] = ['', 0];
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > mostBytes) {
      await reader?.cancel();
      throw new RemoteError('misbehaves', `${new URL(response.url).host} answers with more than ${mostBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

const parseCached = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function refusal(url: string, status: number, body: string): RemoteError {
  const { host } = new URL(url);
  const detail = detailOf(body);
  const said = `status ${status}${detail === null ? '' : `, "${detail}"`}`;
  if (status === 404) return new RemoteError('not-found', `There is nothing at ${url}: ${said}`, status, detail);
  if (TRANSIENT.has(status)) return new RemoteError('unavailable', `${host} gave ${said}`, status, detail);
  return new RemoteError('refused', `${host} refused the request: ${said}`, status, detail);
}

/** What a JSON:API error says, or else the beginning of the text. */
function detailOf(body: string): string | null {
  const { errors } = (parseCached(body) ?? {}) as { errors?: unknown };
  const [first] = Array.isArray(errors) ? (errors as { detail?: unknown; title?: unknown }[]) : [];
  const said = [first?.detail, first?.title].find((text) => typeof text === 'string') ?? body;
  const short = String(said).trim().replaceAll(/\s+/g, ' ').slice(0, 300);
  return short === '' ? null : short;
}

/** Seconds or a date. */
function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function describeCause(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
