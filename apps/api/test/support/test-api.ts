import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import type { DataSource, Logger } from 'typeorm';
import { startApi } from '../../src/composition-root.js';
import { readConfig } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';

export interface GraphqlAnswer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly [key: string]: unknown } }[];
}

/** The API in this process, on a port of its own, on the toy stages. */
export interface TestApi {
  readonly url: string;
  readonly database: DataSource;
  /** Statements since the last call. */
  readonly takeStatements: () => string[];
  readonly query: <Data>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<GraphqlAnswer<Data>>;
  readonly close: () => Promise<void>;
}

export async function startTestApi(url: string, stagesModule: string, environment: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  loadSymmetryEngineFromPackage();
  const statements: string[] = [];
  const database = createDataSource({
    url,
    applicationName: 'kessho-test',
    poolSize: 10,
    statementTimeoutMs: 30_000,
    onConnectionError: () => undefined,
    logger: statementLogger(statements),
  });
  await database.initialize();
  await migrate(database, url);
  const config = readConfig({ KESSHO_PORT: '0', KESSHO_STAGES_MODULE: stagesModule, ...environment });
  const server = await startApi(config, database, url, () => undefined);
  const query: TestApi['query'] = async <Data>(document: string, variables = {}, headers = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    const body = (await response.json()) as Partial<GraphqlAnswer<Data>>;
    return { status: response.status, data: body.data as Data, errors: body.errors ?? [] };
  };
  return {
    url: server.url,
    database,
    takeStatements: () => statements.splice(0),
    query,
    close: async () => {
      await server.close();
      await database.destroy();
    },
  };
}

function statementLogger(statements: string[]): Logger {
  const nothing = (): void => undefined;
  return {
    // The deliverer of webhooks looks for work of its own accord.
    logQuery: (text) => void (text.includes('webhook_delivery') || statements.push(text)),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}
