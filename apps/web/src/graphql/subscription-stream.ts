import type { Client, SubscribePayload } from 'graphql-ws';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { apiUrl } from './api-address';
import type { Authorization } from './session';

/** Keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/**
 * A subscription as server-sent events (the distinct-connections mode of "GraphQL over SSE"), fed by a WebSocket to the API.
 * So the browser needs no address but that of the page, and whatever lets the page through lets its updates through.
 */
export function subscriptionStream(payload: SubscribePayload, { authorization }: Authorization, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let client: Client | null = null;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  const close = () => {
    clearInterval(heartbeat);
    void client?.dispose();
    client = null;
  };
  return new ReadableStream({
    start(controller) {
      const connection = createClient({
        url: `${apiUrl().replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(authorization !== undefined && { connectionParams: { authorization } }),
      });
      client = connection;
      const send = (event: string, value: unknown) => controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`));
      const finish = () => {
        if (client === null) return;
        close();
        controller.close();
      };
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(':\n\n')), HEARTBEAT_MS);
      connection.subscribe(payload, {
        next: (result) => client !== null && send('next', result),
        // The stream ends; the page polls until it can subscribe again.
        error: finish,
        complete: finish,
      });
      signal.addEventListener('abort', finish);
    },
    cancel: close,
  });
}
