import type { SubscribePayload } from 'graphql-ws';
import { apiUrl } from '../../graphql/api-address';
import type { Authorization } from '../../graphql/session';
import { requestAuthorization } from '../../graphql/session';
import { subscriptionStream } from '../../graphql/subscription-stream';

export const dynamic = 'force-dynamic';

const MAX_BODY_CHARACTERS = 2_000_000;

/** The API under the origin of the page: queries and mutations are passed on as they are, subscriptions become server-sent events. */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  if (body.length > MAX_BODY_CHARACTERS) return failure(413, 'BAD_USER_INPUT', 'The request is too large');
  const isJson = (request.headers.get('content-type') ?? '').startsWith('application/json');
  if (isJson && (request.headers.get('accept') ?? '').startsWith('text/event-stream'))
    return subscribe(body, await requestAuthorization(), request.signal);
  try {
    const response = await fetch(`${apiUrl()}/graphql`, {
      method: 'POST',
      headers: { ...passedOn(request), ...(await requestAuthorization()) },
      body,
      cache: 'no-store',
      signal: request.signal,
    });
    const retryAfter = response.headers.get('retry-after');
    return new Response(response.body, {
      status: response.status,
      headers: {
        'content-type': response.headers.get('content-type') ?? 'application/json',
        'cache-control': 'no-store',
        ...(retryAfter !== null && { 'retry-after': retryAfter }),
      },
    });
  } catch {
    return failure(503, 'UPSTREAM_UNAVAILABLE', 'The API does not answer');
  }
}

function subscribe(body: string, authorization: Authorization, signal: AbortSignal): Response {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    return failure(400, 'BAD_USER_INPUT', 'The body is not JSON');
  }
  if (!isPayload(payload)) return failure(400, 'BAD_USER_INPUT', 'The body holds no query');
  return new Response(subscriptionStream(payload, authorization, signal), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
  });
}

const isPayload = (value: unknown): value is SubscribePayload =>
  typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'string';

/** Content type above all: the API's protection against forged requests looks at it. */
function passedOn(request: Request): Record<string, string> {
  const names = ['content-type', 'accept', 'authorization', 'accept-language', 'apollo-require-preflight'];
  return Object.fromEntries(names.flatMap((name) => (request.headers.has(name) ? [[name, request.headers.get(name) ?? '']] : [])));
}

const failure = (status: number, code: string, message: string): Response =>
  Response.json({ errors: [{ message, extensions: { code } }] }, { status });
