import 'reflect-metadata';
import { MIGRATIONS } from '@kessho/migrations';
import type { Logger } from 'typeorm';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';

export interface DataSourceOptions {
  readonly url: string;
  /** Name of the process, for those who look at the server. */
  readonly applicationName: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** A statement is ended after this. */
  readonly statementTimeoutMs: number;
  readonly onConnectionError: (error: Error) => void;
  readonly logger?: Logger;
}

/** Not yet connected. The tables come from the migrations alone. */
export function createDataSource({ url, applicationName, poolSize, statementTimeoutMs, onConnectionError, logger }: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName,
    poolSize,
    poolErrorHandler: onConnectionError,
    connectTimeoutMS: 5000,
    entities: ENTITIES,
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    extra: { statement_timeout: statementTimeoutMs, idle_in_transaction_session_timeout: 60_000, keepAlive: true },
    ...(logger ? { logger, logging: true } : { logging: false }),
  });
}
