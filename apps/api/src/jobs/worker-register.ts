import { Worker } from '@kessho/schema/entities/worker';
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';

/** What is silent for longer has ended without a farewell, and is forgotten when another worker comes. */
const FORGOTTEN_AFTER = '1 hour';

/** How a worker signs its claims. */
export const workerName = ({ host, processId }: Pick<Worker, 'host' | 'processId'>): string => `${host}:${processId}`;

/** Enter a worker that begins. */
export async function registerWorker(
  database: DataSource,
  worker: Pick<Worker, 'host' | 'processId' | 'modelsVersion'>,
): Promise<{ readonly id: string; readonly name: string }> {
  await queryRows(database, `DELETE FROM worker WHERE heartbeat_at < now() - interval '${FORGOTTEN_AFTER}' RETURNING id`, []);
  const { identifiers } = await database.getRepository(Worker).insert(worker);
  return { id: (identifiers[0] as Pick<Worker, 'id'>).id, name: workerName(worker) };
}

/** Strike out a worker that ends. */
export async function withdrawWorker(database: DataSource, id: string): Promise<void> {
  await database.getRepository(Worker).delete({ id });
}
