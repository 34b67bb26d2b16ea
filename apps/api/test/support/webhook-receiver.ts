import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A delivery as it came in. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly message: { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> };
  /** Whether the signature is right, as the specification of Standard Webhooks has it verified. */
  readonly isSignedWith: (secret: string) => boolean;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  readonly close: () => Promise<void>;
}

/** A server on this machine that takes deliveries. @param answer status for a delivery by its number from 1; null never answers */
export async function startReceiver(answer: (number: number) => number | null = () => 204): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const header = (name: string): string => String(request.headers[name]);
      const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
      const isSignedWith = (secret: string): boolean => {
        const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
        const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
        return header('webhook-signature').split(' ').includes(`v1,${expected}`) && Math.abs(Date.now() / 1000 - Number(timestamp)) < 60;
      };
      received.push({ id, body, message: JSON.parse(body) as Received['message'], isSignedWith });
      const status = answer(received.length);
      if (status !== null) response.writeHead(status, { location: '/elsewhere' }).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
