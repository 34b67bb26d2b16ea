import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isPrivateLiteral, lookupPublic, PrivateAddressError } from '../remote/public-address.js';

/** For the whole exchange. */
export const POST_TIMEOUT_MS = 10_000;

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether it may go to machines of this network. */
  readonly allowsPrivate: boolean;
  readonly signal: AbortSignal;
}

/** What became of one attempt. */
export interface PostOutcome {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** Null for a status of 200 to 299. */
  readonly error: string | null;
}

/** Post a text and look at the status alone: redirections are not followed, and what the receiver says is not kept. */
export function postDelivery({ url, headers, body, allowsPrivate, signal }: Posting): Promise<PostOutcome> {
  const address = new URL(url);
  if (!allowsPrivate && isPrivateLiteral(address)) return Promise.resolve({ status: null, error: new PrivateAddressError(address.hostname).message });
  return new Promise((resolve) => {
    const end = (status: number | null, error: string | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve({ status, error });
      request.destroy();
    };
    const onResponse = (response: IncomingMessage): void => {
      const status = response.statusCode ?? 0;
      end(status, status >= 200 && status < 300 ? null : `status ${status}`);
    };
    const send = address.protocol === 'https:' ? requestHttps : requestHttp;
    const request: ClientRequest = send(
      address,
      {
        method: 'POST',
        agent: false, // a connection that is kept would go round the lookup
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Kessho-Webhooks', ...headers },
        ...(allowsPrivate ? {} : { lookup: lookupPublic }),
      },
      onResponse,
    );
    const timer = setTimeout(() => end(null, `no answer within ${POST_TIMEOUT_MS / 1000} s`), POST_TIMEOUT_MS);
    const stop = (): void => end(null, 'interrupted');
    signal.addEventListener('abort', stop);
    request.on('error', (error) => end(null, error.message));
    request.end(body);
    if (signal.aborted) stop();
  });
}
