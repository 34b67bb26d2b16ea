/** Entry point of the HTTP process. It loads no models. */
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { createApiDataSource, startApi, TokensNeededError } from './composition-root.js';
import { readConfig } from './config.js';
import { migrate } from './database/migrate.js';
import { withReconnect } from './database/with-reconnect.js';
import { createLog } from './log.js';

const log = createLog(process.stderr);
const config = readConfig(process.env);
if (config.databaseUrl === null) throw new Error('The API needs DATABASE_URL; `npm start` sets it');
const url = config.databaseUrl;
const stopping = new AbortController();
process.on('unhandledRejection', (error) =>
  log('unhandled rejection', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);

loadSymmetryEngineFromPackage();
const database = createApiDataSource(url, log);
await withReconnect(() => database.initialize(), stopping.signal);
const migrations = await withReconnect(() => migrate(database, url), stopping.signal);
if (migrations.length > 0) log('database migrated', { migrations: migrations.join(', ') });
try {
  const server = await startApi(config, database, url, log);
  log('API ready', { url: `${server.url}/graphql` });
  process.send?.('ready');
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    void Promise.allSettled([server.close()])
      .then(() => database.destroy())
      .catch(() => undefined)
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop); // the supervisor is gone
} catch (error) {
  if (!(error instanceof TokensNeededError)) throw error;
  log(error.message);
  process.exit(78); // EX_CONFIG: starting again would not help
}
