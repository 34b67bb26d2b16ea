import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A provider on this machine that answers as it is told; every request is kept. */
export interface Provider {
  readonly url: string;
  readonly requests: { readonly url: URL; readonly headers: IncomingMessage['headers']; readonly at: number }[];
  /** Most requests that were under way at the same time. */
  readonly mostAtOnce: () => number;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Before the answer; never, where it is infinite. */
  readonly afterMs?: number;
}

const servers: Server[] = [];

/** @param answer to a request, and its number from 1 */
export async function startProvider(answer: (url: URL, number: number) => Answer): Promise<Provider> {
  const requests: Provider['requests'] = [];
  let [underWay, most] = [0, 0];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'provider'}`);
    requests.push({ url, headers: request.headers, at: Date.now() });
    most = Math.max(most, ++underWay);
    response.on('close', () => underWay--);
    const { status = 200, headers = {}, body = {}, afterMs = 0 } = answer(url, requests.length);
    if (afterMs === Infinity) return;
    void delay(afterMs).then(() => response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, mostAtOnce: () => most };
}

/** Every provider that a test started. */
export function closeProviders(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
