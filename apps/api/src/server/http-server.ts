import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import express from 'express';
import { expressMiddleware } from '@as-integrations/express5';
import type { DataSource } from 'typeorm';
import type { Caller } from '../auth/authenticate.js';
import { clientOf, createAuthenticate } from '../auth/authenticate.js';
import type { Config } from '../config.js';
import { queryRows } from '../database/query-rows.js';
import { buildApiSchema } from '../graphql/build-schema.js';
import type { ApiContext } from '../graphql/context.js';
import { createRequestLoaders } from '../graphql/data-loaders.js';
import type { Log } from '../log.js';
import type { SearchService } from '../modules/searches/search.service.js';
import type { ImportService } from '../modules/imports/import.service.js';
import type { PredictionFeed } from '../modules/predictions/prediction-feed.js';
import type { PredictionService } from '../modules/predictions/prediction.service.js';
import { createOptimadeServer } from '../optimade/optimade-server.js';
import { eventStream } from './event-stream.js';
import { exportDownload } from './export-download.js';
import { createGraphqlServer } from './graphql-handler.js';
import { optimadeHandler } from './optimade-handler.js';
import { createOriginPolicy } from './origins.js';
import type { RateLimitSettings } from './rate-limits.js';
import { createRateLimits } from './rate-limits.js';
import { serveSubscriptions } from './subscriptions.js';

export interface HttpServerOptions {
  readonly database: DataSource;
  readonly predictions: PredictionService;
  readonly imports: ImportService;
  readonly searches: SearchService;
  readonly optimadeProviders: ApiContext['optimadeProviders'];
  readonly optimadeSearches: ApiContext['optimadeSearches'];
  readonly phaseDiagrams: ApiContext['phaseDiagrams'];
  readonly comparison: ApiContext['comparison'];
  readonly fingerprints: ApiContext['fingerprints'];
  readonly feed: PredictionFeed;
  readonly judges: ApiContext['judges'];
  readonly modelCard: ApiContext['modelCard'];
  readonly host: string;
  readonly port: number;
  /** Whether whoever reaches it may do everything without a token. */
  readonly isOpen: boolean;
  readonly allowedOrigins: readonly string[];
  readonly rateLimits: RateLimitSettings;
  readonly publicUrl: Config['publicUrl'];
  readonly optimade: Config['optimade'];
  readonly webhooks: Config['webhooks'];
  readonly codeVersion: string;
  readonly log: Log;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const BODY_LIMIT = '2mb';
const TIMEOUT_MS = 30_000;

export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const { database, predictions, feed, host, log } = options;
  const origins = createOriginPolicy(host, options.allowedOrigins);
  const authenticate = createAuthenticate(database, options.isOpen);
  const rateLimits = createRateLimits(options.rateLimits);
  const createContext = (caller: Caller, address: string | undefined): ApiContext => ({
    requestId: randomUUID(),
    scopes: caller.scopes,
    memberId: caller.memberId,
    client: clientOf(caller, address),
    database,
    loaders: createRequestLoaders(database),
    predictions,
    imports: options.imports,
    searches: options.searches,
    optimadeProviders: options.optimadeProviders,
    optimadeSearches: options.optimadeSearches,
    phaseDiagrams: options.phaseDiagrams,
    comparison: options.comparison,
    fingerprints: options.fingerprints,
    feed,
    judges: options.judges,
    modelCard: options.modelCard,
    webhooks: options.webhooks,
    optimadePrefix: options.optimade.prefix,
  });
  const ownUrl = (): string => `http://${host.includes(':') ? `[${host}]` : host}:${(httpServer.address() as AddressInfo).port}`;
  const { isPublic } = options.optimade;
  const optimade = optimadeHandler({
    optimade: createOptimadeServer(database, options.optimade, options.codeVersion),
    baseUrl: () => `${options.publicUrl ?? ownUrl()}/optimade`,
    isPublic,
    authenticate,
    rateLimits,
    log,
  });
  const schema = buildApiSchema();
  const app = express();
  const httpServer = createServer(app);
  const apollo = createGraphqlServer(schema, httpServer, rateLimits, log);
  const subscriptions = serveSubscriptions({ schema, httpServer, origins, authenticate, rateLimits, createContext });
  await apollo.start();

  app.disable('x-powered-by');
  if (isPublic) app.use('/optimade', optimade);
  app.use(guard(origins));
  app.use('/optimade', optimade);
  app.get('/health', health(database, options.codeVersion));
  app.get('/predictions/:id/events', eventStream(database, feed, authenticate));
  app.get('/exports/:id', exportDownload({ authenticate, rateLimits, createContext, log }));
  app.use(
    '/graphql',
    timeLimit,
    express.json({ limit: BODY_LIMIT }),
    expressMiddleware(apollo, {
      context: async ({ req }) => createContext(await authenticate(req.headers.authorization), req.socket.remoteAddress),
    }),
  );
  app.use(notFound);
  app.use(bodyErrors);

  await listen(httpServer, options.port, host);
  return {
    url: ownUrl(),
    close: async () => {
      await subscriptions.dispose();
      httpServer.closeAllConnections();
      await apollo.stop();
    },
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });

/** Only pages and names that belong here; preflights are answered. */
const guard =
  (origins: ReturnType<typeof createOriginPolicy>): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    if (!origins.allowsHost(request) || !origins.allowsOrigin(origin))
      return void response.status(403).json({ error: { code: 'FORBIDDEN', message: 'This origin may not call the API' } });
    response.setHeader('vary', 'origin');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
    if (request.method !== 'OPTIONS') return next();
    response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
    response.setHeader('access-control-allow-headers', 'content-type, authorization, apollo-require-preflight, last-event-id');
    response.status(204).end();
  };

const health =
  (database: DataSource, version: string): RequestHandler =>
  async (_request, response) => {
    const isUp = await queryRows(database, 'SELECT 1').then(
      () => true,
      () => false,
    );
    response.status(isUp ? 200 : 503).json({ status: isUp ? 'ok' : 'unavailable', database: isUp, version });
  };

const timeLimit: RequestHandler = (_request, response, next) => {
  const timer = setTimeout(() => {
    if (response.headersSent) return;
    response
      .status(503)
      .json({ errors: [{ message: `The request took longer than ${TIMEOUT_MS / 1000} s`, extensions: { code: 'REQUEST_TIMEOUT' } }] });
  }, TIMEOUT_MS);
  response.on('close', () => clearTimeout(timer));
  next();
};

const notFound: RequestHandler = ({ method, path }, response) =>
  void response
    .status(404)
    .json({ error: { code: 'NOT_FOUND', message: `Nothing answers ${method} ${path.slice(0, 100)}; queries go to POST /graphql` } });

/** Bodies that are too large or no JSON, in the shape of every other answer. */
const bodyErrors: ErrorRequestHandler = (error: { status?: unknown; message?: unknown }, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = typeof error.status === 'number' ? error.status : 500;
  const code = status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
  response
    .status(status)
    .json({ errors: [{ message: status < 500 ? String(error.message) : 'Something went wrong on the server', extensions: { code } }] });
};
