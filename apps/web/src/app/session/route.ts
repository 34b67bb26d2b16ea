import { ViewerDocument } from '@kessho/schema/generated/graphql';
import { cookies } from 'next/headers';
import { ApiError } from '../../graphql/api-error';
import { askApi } from '../../graphql/server-query';
import { SESSION_COOKIE } from '../../graphql/session';

export const dynamic = 'force-dynamic';

const DAYS = 90;
const TOKEN = /^kessho_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}$/;

/** Sign in: keep a token that the API knows, out of reach of scripts. Only JSON is taken, which pages of other origins cannot send. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnJson(request)) return answer(415, 'BAD_USER_INPUT');
  const body: unknown = await request.json().catch(() => null);
  const token = typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string' ? body.token.trim() : '';
  if (!TOKEN.test(token)) return answer(401, 'UNAUTHENTICATED');
  try {
    await askApi(ViewerDocument, {}, { authorization: `Bearer ${token}` });
  } catch (error) {
    return error instanceof ApiError ? answer(401, 'UNAUTHENTICATED') : answer(503, 'UPSTREAM_UNAVAILABLE');
  }
  const isEncrypted = (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https');
  (await cookies()).set(SESSION_COOKIE, token, { httpOnly: true, sameSite: 'lax', secure: isEncrypted, path: '/', maxAge: DAYS * 86_400 });
  return answer(200, null);
}

/** Sign out. The token itself stays valid. */
export async function DELETE(request: Request): Promise<Response> {
  if (!isOwnJson(request)) return answer(415, 'BAD_USER_INPUT');
  (await cookies()).delete(SESSION_COOKIE);
  return answer(200, null);
}

const isOwnJson = (request: Request): boolean => (request.headers.get('content-type') ?? '').startsWith('application/json');

const answer = (status: number, code: string | null): Response => Response.json({ code }, { status, headers: { 'cache-control': 'no-store' } });
