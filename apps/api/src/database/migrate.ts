import type { DataSource } from 'typeorm';
import { installQueue } from '../jobs/queue.js';
import { queryRows } from './query-rows.js';

/** Key of the advisory lock under which one process at a time changes the schema. */
const MIGRATION_LOCK = 7_315_021;

/** Bring the database up to date: our migrations, then the queue's own schema. Returns the names of the migrations that ran. */
export async function migrate(database: DataSource, url: string): Promise<string[]> {
  const lock = database.createQueryRunner();
  try {
    await lock.query('SET statement_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await database.runMigrations({ transaction: 'each' });
    await installQueue(url);
    return done.map(({ name }) => name);
  } finally {
    await queryRows(lock.manager, 'SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.query('RESET statement_timeout').catch(() => undefined);
    await lock.release();
  }
}
