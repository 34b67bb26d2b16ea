import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedCluster } from '../../src/database/embedded/embedded-cluster.js';
import { startEmbeddedCluster } from '../../src/database/embedded/embedded-cluster.js';

/** A PostgreSQL for one test file: an embedded one, or the server of KESSHO_TEST_DATABASE_URL. */
export interface TestServer {
  /** A database with nothing in it; gives its URL. */
  readonly createDatabase: () => Promise<string>;
  /** The embedded one; null on a server of the user's. */
  readonly cluster: () => EmbeddedCluster | null;
  /** Start the embedded server again on its port after it was killed. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const given = process.env['KESSHO_TEST_DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'kessho-test-'));
  chmodSync(folder, 0o755); // as root the server runs as another user
  const start = (port?: number): Promise<EmbeddedCluster> =>
    startEmbeddedCluster({
      folder,
      log: () => undefined,
      settings: { fsync: 'off', synchronous_commit: 'off' },
      ...(port === undefined ? {} : { port }),
    });
  let cluster = given === undefined ? await start() : null;
  const serverUrl = given ?? cluster?.url ?? '';
  const created: string[] = [];
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    createDatabase: async () => {
      const name = `test_${process.pid}_${Date.now()}_${created.length}`;
      created.push(name);
      await administer(`CREATE DATABASE ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    cluster: () => cluster,
    restart: async () => {
      if (cluster) cluster = await start(cluster.port);
    },
    stop: async () => {
      if (given !== undefined) for (const name of created) await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await cluster?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
