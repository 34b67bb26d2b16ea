import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { GraphQLError } from 'graphql';
import type { Authenticate } from '../auth/authenticate.js';
import { clientOf } from '../auth/authenticate.js';
import { isConnectionError } from '../database/connection-errors.js';
import type { Log } from '../log.js';
import type { Answer } from '../optimade/answer.js';
import { OptimadeError } from '../optimade/optimade-error.js';
import type { OptimadeServer } from '../optimade/optimade-server.js';
import type { RateLimits } from './rate-limits.js';

/** Counted against the client as a query of this cost: a page of filtered entries. */
const COST = 100;
/** SQLSTATE of a statement that was ended after its time. */
const QUERY_CANCELED = '57014';

export interface OptimadeHandlerOptions {
  readonly optimade: OptimadeServer;
  /** Unversioned base URL that links begin with. */
  readonly baseUrl: () => string;
  readonly isPublic: boolean;
  readonly authenticate: Authenticate;
  readonly rateLimits: RateLimits;
  readonly log: Log;
}

/** `GET /optimade/…`. Public, it answers everyone and pages of every origin; else those who may read, as GraphQL does. */
export const optimadeHandler =
  ({ optimade, baseUrl, isPublic, authenticate, rateLimits, log }: OptimadeHandlerOptions): RequestHandler =>
  async (request, response) => {
    const target = { target: request.url, baseUrl: baseUrl() };
    if (isPublic) response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') return void response.status(204).setHeader('access-control-allow-methods', 'GET, HEAD, OPTIONS').end();
    const explain = createExplain(log);
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw new OptimadeError(405, 'OPTIMADE is asked by GET', null, { allow: 'GET, HEAD' });
      const caller = await authenticate(request.headers.authorization);
      if (!isPublic && !caller.scopes?.has('read')) throw new OptimadeError(401, 'A token with the scope "read" is needed');
      await rateLimits.charge(clientOf(caller, request.socket.remoteAddress), { cost: COST, mutationCount: 0 });
      send(response, await optimade.answer(target, explain));
    } catch (error) {
      send(response, optimade.refuse(target, error instanceof OptimadeError ? error : explain(error)));
    }
  };

function send(response: Response, { status, contentType, headers, body }: Answer): void {
  response.status(status).setHeader('content-type', contentType);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}

/** What was meant for the client passes; all else is masked and logged under an id. */
const createExplain =
  (log: Log) =>
  (error: unknown): OptimadeError => {
    if (error instanceof GraphQLError) {
      const { code, retryAfter } = error.extensions;
      if (code === 'BAD_USER_INPUT') return new OptimadeError(400, error.message);
      if (code === 'UNAUTHENTICATED') return new OptimadeError(401, error.message);
      if (code === 'RATE_LIMITED') return new OptimadeError(429, error.message, null, { 'retry-after': String(retryAfter) });
    }
    if (error instanceof Error && 'driverError' in error && (error.driverError as { code?: unknown }).code === QUERY_CANCELED)
      return new OptimadeError(503, 'This filter takes too long');
    if (isConnectionError(error)) return new OptimadeError(503, 'The database is away; try again in a moment');
    const requestId = randomUUID();
    log('request failed', { requestId, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return new OptimadeError(500, `Something went wrong on the server (request ${requestId})`);
  };
