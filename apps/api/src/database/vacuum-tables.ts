import type { DataSource } from 'typeorm';

/**
 * Let the planner know tables that were filled: their values, and that all see their pages. Until then a range of an index seems to cost a page of the
 * table for each row, and a walk along the primary key seems cheaper, however few rows the range has.
 */
export async function vacuumTables(database: DataSource, tables: readonly string[]): Promise<void> {
  const runner = database.createQueryRunner();
  try {
    // For the session: there is no VACUUM in a transaction.
    await runner.query('SET statement_timeout = 0');
    await runner.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
  } finally {
    await runner.query('RESET statement_timeout').finally(() => runner.release());
  }
}
