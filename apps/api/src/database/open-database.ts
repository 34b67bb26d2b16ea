import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { createDataSource } from './data-source.js';
import { startEmbeddedCluster } from './embedded/embedded-cluster.js';
import { migrate } from './migrate.js';

/** The database of this installation for a command: migrated; an embedded server that was not running is stopped again afterwards. */
export async function withDatabase<T>(
  config: Config,
  log: Log,
  work: (database: DataSource, migrations: readonly string[]) => Promise<T>,
): Promise<T> {
  const cluster = config.databaseUrl === null ? await startEmbeddedCluster({ folder: config.home, log: (line) => log(line) }) : null;
  const url = config.databaseUrl ?? cluster?.url ?? '';
  const onConnectionError = (error: Error): void => log('database connection lost', { message: error.message });
  const database = createDataSource({ url, applicationName: 'kessho-command', poolSize: 3, statementTimeoutMs: 60_000, onConnectionError });
  try {
    await database.initialize();
    return await work(database, await migrate(database, url));
  } finally {
    if (database.isInitialized) await database.destroy();
    if (cluster !== null && !cluster.reused) await cluster.stop();
  }
}
