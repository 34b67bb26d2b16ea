/** Entry point of a worker: takes portions of predictions from the queue, one at a time, and imports beside them. Any number may run, on any machine that reaches the database. */
import { hostname } from 'node:os';
import { createDataSource } from './database/data-source.js';
import { listenToDatabase, PREDICTION_CHANNEL, WORK_CHANNEL } from './database/notifications.js';
import { withReconnect } from './database/with-reconnect.js';
import { readConfig } from './config.js';
import { importLoop } from './jobs/import-loop.js';
import { startLeaseKeeper } from './jobs/lease-keeper.js';
import { openQueue } from './jobs/queue.js';
import { registerWorker, withdrawWorker } from './jobs/worker-register.js';
import { workLoop } from './jobs/work-loop.js';
import { createLog } from './log.js';
import { loadStages, searchModelsOf } from './stages-source.js';

const log = createLog(process.stderr);
const config = readConfig(process.env);
if (config.databaseUrl === null) throw new Error('A worker needs DATABASE_URL; `npm start` sets it');
const url = config.databaseUrl;
const stopping = new AbortController();
const stop = (): void => stopping.abort();
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop); // the supervisor is gone
process.on('unhandledRejection', (error) =>
  log('unhandled rejection', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);

const onConnectionError = (error: Error): void => log('database connection lost', { message: error.message });
const database = createDataSource({ url, applicationName: 'kessho-worker', poolSize: 4, statementTimeoutMs: 120_000, onConnectionError });
await withReconnect(() => database.initialize(), stopping.signal);
const stages = await loadStages(config);
const { modelsVersion } = stages;
const queue = await withReconnect(() => openQueue(database, false, onConnectionError), stopping.signal);
const notifications = listenToDatabase(url, [PREDICTION_CHANNEL, WORK_CHANNEL]);
const registered = await withReconnect(() => registerWorker(database, { host: hostname(), processId: process.pid, modelsVersion }), stopping.signal);
const leases = startLeaseKeeper(url, registered.id);
log('worker ready', { pid: process.pid, models: (await stages.versions()).join(' ') });
process.send?.('ready');

const importing = importLoop({ database, queue, notifications, stopping: stopping.signal, log });
await workLoop({
  database,
  queue,
  notifications,
  leases,
  stages,
  loadModels: await searchModelsOf(config),
  modelsVersion,
  worker: registered.name,
  stopping: stopping.signal,
  log,
});
await importing;
await withdrawWorker(database, registered.id).catch(() => undefined);
await Promise.allSettled([notifications.close(), leases.close(), queue.close()]);
await database.destroy().catch(() => undefined);
log('worker stopped', { pid: process.pid });
process.exit(0);
