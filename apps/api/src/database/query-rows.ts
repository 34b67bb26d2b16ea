import type { DataSource, EntityManager } from 'typeorm';

/** Runs a statement and gives its rows, whatever the statement is: also those of UPDATE … RETURNING. */
export async function queryRows<Row>(executor: DataSource | EntityManager, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const inTransaction = 'queryRunner' in executor ? executor.queryRunner : undefined;
  const runner = inTransaction ?? ('createQueryRunner' in executor ? executor.createQueryRunner() : executor.connection.createQueryRunner());
  try {
    const { records } = await runner.query(text, [...values], true);
    return (records ?? []) as Row[];
  } finally {
    if (!inTransaction) await runner.release();
  }
}
