import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

/** Insert rows in one statement, columns with their SQL types; numbers travel as JSON and keep every digit. */
export async function insertJson(
  manager: EntityManager,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
  onConflict = '',
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns).join(', ');
  const types = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  await queryRows(manager, `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS r(${types}) ${onConflict}`, [
    JSON.stringify(rows),
  ]);
}

/** Update rows found by `key` columns in one statement. */
export async function updateJson(
  manager: EntityManager,
  table: string,
  key: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const types = Object.entries({ ...key, ...columns })
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  const assignments = Object.keys(columns)
    .map((name) => `${name} = r.${name}`)
    .join(', ');
  const match = Object.keys(key)
    .map((name) => `t.${name} = r.${name}`)
    .join(' AND ');
  await queryRows(manager, `UPDATE ${table} t SET ${assignments} FROM jsonb_to_recordset($1::jsonb) AS r(${types}) WHERE ${match}`, [
    JSON.stringify(rows),
  ]);
}
