import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { hasTokens } from './auth/token-store.js';
import { readCodeVersion } from './code-version.js';
import { startComparison } from './comparison/start-comparison.js';
import type { Config } from './config.js';
import { isLoopback } from './config.js';
import { createDataSource } from './database/data-source.js';
import { listenToDatabase, PREDICTION_CHANNEL, WEBHOOK_CHANNEL } from './database/notifications.js';
import { openQueue } from './jobs/queue.js';
import type { Log } from './log.js';
import { createOptimadeProviderService } from './modules/federation/optimade-provider.service.js';
import { createOptimadeSearchService } from './modules/federation/optimade-search.service.js';
import { createImportService } from './modules/imports/import.service.js';
import { createFingerprintSearch } from './modules/known/fingerprint-search.js';
import { createPhaseDiagramService } from './modules/phase-diagrams/phase-diagram.service.js';
import { createPredictionFeed } from './modules/predictions/prediction-feed.js';
import { createPredictionService } from './modules/predictions/prediction.service.js';
import { createSearchService } from './modules/searches/search.service.js';
import { startSearchRunner } from './optimade-client/thread/search-runner.js';
import type { RunningServer } from './server/http-server.js';
import { startHttpServer } from './server/http-server.js';
import { describeStages } from './stages-source.js';
import { startDelivering } from './webhooks/deliver-webhooks.js';

const STATEMENT_TIMEOUT_MS = 30_000;
const POOL_SIZE = 15;

export const createApiDataSource = (url: string, log: Log): DataSource =>
  createDataSource({
    url,
    applicationName: 'kessho-api',
    poolSize: POOL_SIZE,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onConnectionError: (error) => log('database connection lost', { message: error.message }),
  });

/** Without tokens the API may be reached from this machine only. */
export class TokensNeededError extends Error {
  constructor(variable: string, host: string) {
    super(
      `${variable} is ${host}, which others can reach, and there is no API token. Make one first: npm run kessho -- token create --name NAME --scopes read,write`,
    );
    this.name = 'TokensNeededError';
  }
}

/**
 * Wire the API on a database that is connected and migrated, and start it.
 * @throws {TokensNeededError} where it would be open to others
 */
export async function startApi(config: Config, database: DataSource, url: string, log: Log): Promise<RunningServer> {
  const { host, port, allowedOrigins } = config;
  const tokens = await hasTokens(database);
  const isDashboardOpen = config.dashboard && !isLoopback(config.webHost);
  if (!isLoopback(host) && !tokens) throw new TokensNeededError('KESSHO_HOST', host);
  // Whoever reaches the dashboard reaches the API through it.
  if (isDashboardOpen && !tokens) throw new TokensNeededError('KESSHO_WEB_HOST', config.webHost);
  const isOpen = isLoopback(host) && !isDashboardOpen;
  if (isOpen) log(`Anyone on this machine may use the API at ${host}:${port} without a token`);
  const queue = await openQueue(database, true, (error) => log('queue', { message: error.message }));
  const notifications = listenToDatabase(url, [PREDICTION_CHANNEL, WEBHOOK_CHANNEL]);
  const codeVersion = readCodeVersion();
  const { modelsVersion, elements, judges, modelCard, loadReferencePhases } = await describeStages(config);
  const predictions = createPredictionService({ database, queue, codeVersion, modelsVersion, elements, judges });
  const imports = createImportService({ database, queue, settings: config });
  const searches = createSearchService({ database, queue, codeVersion, modelsVersion, elements });
  const optimadeProviders = createOptimadeProviderService(database, config.allowsPrivateProviders);
  const optimadeRunner = startSearchRunner({ cacheFolder: join(config.home, 'optimade-cache'), allowsPrivate: config.allowsPrivateProviders });
  const optimadeSearches = createOptimadeSearchService({ database, providers: optimadeProviders, runner: optimadeRunner, log });
  const feed = createPredictionFeed(database, notifications);
  const phaseDiagrams = createPhaseDiagramService(database, loadReferencePhases);
  const comparison = startComparison();
  const delivering = startDelivering({ database, notifications, settings: config.webhooks, log });
  const server = await startHttpServer({
    database,
    predictions,
    imports,
    searches,
    optimadeProviders,
    optimadeSearches,
    phaseDiagrams,
    comparison,
    fingerprints: createFingerprintSearch(database),
    feed,
    judges,
    modelCard,
    host,
    port,
    isOpen,
    allowedOrigins,
    rateLimits: config,
    publicUrl: config.publicUrl,
    optimade: config.optimade,
    webhooks: config.webhooks,
    codeVersion,
    log,
  });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await delivering.close();
      await optimadeRunner.close();
      await comparison.close();
      await notifications.close();
      await queue.close();
    },
  };
}
