import { MIGRATIONS } from '@kessho/migrations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const connect = (url: string) =>
  createDataSource({ url, applicationName: 'test', poolSize: 4, statementTimeoutMs: 30_000, onConnectionError: () => undefined }).initialize();

/** Migrations that the older program had: predictions, structures, tokens. */
const OF_OLDER = 3;

describe('migrations', () => {
  it('go up, all the way down, and up again, and leave exactly the schema of the entities', async () => {
    const url = await server.createDatabase();
    const database = await connect(url);
    expect(await migrate(database, url)).toHaveLength(MIGRATIONS.length);
    for (let k = 0; k < MIGRATIONS.length; k++) await database.undoLastMigration();
    const tables = await database.query<{ tablename: string }[]>(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    expect(tables.map(({ tablename }) => tablename)).toEqual(['migrations']);
    expect(await migrate(database, url)).toHaveLength(MIGRATIONS.length);
    const { upQueries } = await database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await database.destroy();
  });

  it('continue from the state an older program left, with its rows', async () => {
    const url = await server.createDatabase();
    const database = await connect(url);
    await migrate(database, url);
    for (let k = MIGRATIONS.length; k > OF_OLDER; k--) await database.undoLastMigration();
    await database.query(
      `INSERT INTO composition (formula, anonymous_formula, chemical_system, elements, counts, atomic_numbers, number_of_elements)
       VALUES ('NaCl', 'AB', 'Cl-Na', '{Na,Cl}', '{1,1}', '{11,17}', 2)`,
    );
    await database.query(
      `INSERT INTO material (source, source_id, formula, composition_id)
       SELECT 'materials-project', 'mp-22862', formula, id FROM composition`,
    );
    await database.query(`INSERT INTO api_token (prefix, name, secret_hash, scopes) VALUES ('12345678', 'ci', 'none', '{read}')`);
    await database.destroy();

    const later = await connect(url);
    expect(await migrate(later, url)).toEqual(MIGRATIONS.slice(OF_OLDER).map((Migration) => new Migration().name));
    expect(await later.query('SELECT formula FROM composition')).toEqual([{ formula: 'NaCl' }]);
    expect(await later.query('SELECT source_id, elements, number_of_elements, nsites FROM material')).toEqual([
      { source_id: 'mp-22862', elements: ['Na', 'Cl'], number_of_elements: 2, nsites: null },
    ]);
    expect(await later.query('SELECT t.name, m.name AS member, m.role FROM api_token t JOIN member m ON m.id = t.member_id')).toEqual([
      { name: 'ci', member: 'Local owner', role: 'owner' },
    ]);
    await later.destroy();
  });

  it('run once when several processes start at the same time', async () => {
    const url = await server.createDatabase();
    const databases = await Promise.all(Array.from({ length: 4 }, () => connect(url)));
    const done = await Promise.all(databases.map((database) => migrate(database, url)));
    expect(done.flat()).toHaveLength(MIGRATIONS.length);
    await Promise.all(databases.map((database) => database.destroy()));
  });
});
