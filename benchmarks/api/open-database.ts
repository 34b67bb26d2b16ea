import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '@kessho/api/database/data-source';
import { startEmbeddedCluster } from '@kessho/api/database/embedded/embedded-cluster';
import { migrate } from '@kessho/api/database/migrate';
import type { DataSource } from 'typeorm';
import { recordStatements, type Statement } from './record-statements.js';

export interface BenchmarkDatabase {
  readonly url: string;
  readonly database: DataSource;
  /** Statements since the last call. */
  readonly takeStatements: () => Statement[];
  readonly close: () => Promise<void>;
}

/** @param given a PostgreSQL database that is kept; null for an embedded one that is thrown away */
export async function openDatabase(given: string | null): Promise<BenchmarkDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'kessho-benchmark-'));
  chmodSync(folder, 0o755); // as root the server runs as another user
  const cluster = given === null ? await startEmbeddedCluster({ folder, log: () => undefined }) : null;
  const url = given ?? cluster?.url ?? '';
  const recorder = recordStatements();
  const database = await createDataSource({
    url,
    applicationName: 'kessho-benchmark',
    poolSize: 10,
    statementTimeoutMs: 600_000,
    onConnectionError: () => undefined,
    logger: recorder.logger,
  }).initialize();
  await migrate(database, url);
  return {
    url,
    database,
    takeStatements: recorder.take,
    close: async () => {
      await database.destroy();
      await cluster?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
