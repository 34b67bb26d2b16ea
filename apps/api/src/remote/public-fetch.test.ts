import { lookup } from 'node:dns';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrivateAddressError } from './public-address.js';
import { guardedFetch, publicFetch } from './public-fetch.js';

let server: Server;
let port: number;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.2:${port}/inner` }).end();
    else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"answer":42}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const refused = { cause: expect.any(PrivateAddressError) as Error };

describe('publicFetch', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '10.0.0.1', '169.254.169.254'])(
    'does not call %s',
    async (host) => {
      await expect(publicFetch(`http://${host}:${port}/`)).rejects.toMatchObject(refused);
      expect(asked).toEqual([]);
    },
  );
});

describe('guardedFetch', () => {
  const guarded = guardedFetch({ lookup, refuses: (host) => host === '127.0.0.2' });

  it('answers as fetch does where it may go', async () => {
    const response = await guarded(`http://127.0.0.1:${port}/`, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000) });
    expect([response.ok, await response.json()]).toEqual([true, { answer: 42 }]);
    await expect(guarded(`http://127.0.0.1:${port}/`, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('follows no redirection to where it may not', async () => {
    asked.length = 0;
    await expect(guarded(`http://127.0.0.1:${port}/away`)).rejects.toMatchObject(refused);
    expect(asked).toEqual(['127.0.0.1/away']);
  });
});
