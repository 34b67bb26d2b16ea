import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import type { SearchJob } from '../jobs/definitions.js';
import type { Queue } from '../jobs/queue.js';
import { LEASE_MS, MAX_ATTEMPTS, silentFor, WAITING_MS } from '../jobs/lease.js';
import { ORPHAN_MS } from '../jobs/statuses.js';
import { failSearch } from './advance-search.js';

const MOST_AT_ONCE = 500;

/**
 * Queue again: tasks whose worker fell silent, tasks and searches whose job was lost, and searches in which a result waits to be taken in.
 * Any number of processes may do this at the same time.
 */
export async function sweepSearches(database: DataSource, addSearchTasks: Queue['addSearchTasks']): Promise<void> {
  const killers = await queryRows<{ id: string; index: number; attempts: number }>(
    database,
    `SELECT search_id AS id, task_index AS index, attempts FROM search_task
     WHERE state = 'running' AND attempts >= $1 AND ${silentFor(LEASE_MS)} LIMIT ${MOST_AT_ONCE}`,
    [MAX_ATTEMPTS],
  );
  for (const { id, index, attempts } of killers) {
    await failSearch(database, id, { code: 'WorkerLost', message: `Relaxation ${index + 1} ended ${attempts} workers` });
  }
  await database.transaction(async (manager) => {
    const tasks = await queryRows<SearchJob>(
      manager,
      `UPDATE search_task t SET state = 'pending', claim_token = NULL, heartbeat_at = now() FROM search s
       WHERE s.id = t.search_id AND s.state = 'running' AND (t.search_id, t.task_index) IN (
         SELECT search_id, task_index FROM search_task
         WHERE (state = 'running' AND ${silentFor(LEASE_MS)}) OR (state = 'pending' AND ${silentFor(WAITING_MS)})
         ORDER BY heartbeat_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING t.search_id AS "searchId", t.task_index AS "taskIndex", s.turn`,
    );
    const searches = await queryRows<SearchJob>(
      manager,
      `SELECT id AS "searchId", NULL::integer AS "taskIndex", turn FROM search WHERE state = 'queued' AND created_at < now() - $1 * interval '1 millisecond'
       LIMIT ${MOST_AT_ONCE}`,
      [WAITING_MS],
    );
    await addSearchTasks(manager, [...tasks, ...searches]);
  });
}

/** Running searches in which the result whose turn it is has been lying for a while: whoever brought it was lost before taking it in. */
export async function stalledSearches(database: DataSource): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    database,
    `SELECT s.id FROM search s CROSS JOIN LATERAL (SELECT state, heartbeat_at FROM search_task WHERE search_id = s.id ORDER BY task_index LIMIT 1) t
     WHERE s.state = 'running' AND t.state = 'done' AND ${silentFor(LEASE_MS, 't')}`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Give up on searches that were begun with models which no living worker has, once nothing has come of them for a long time.
 * @param modelsVersions of the models that this process has
 */
export async function giveUpOrphanSearches(database: DataSource, modelsVersions: readonly string[]): Promise<void> {
  const orphans = await queryRows<{ id: string }>(
    database,
    `SELECT s.id FROM search s
     WHERE s.state IN ('queued', 'running') AND s.models_version <> ALL($1::text[])
       AND greatest(s.created_at, s.started_at, s.ranked_at) < now() - $2 * interval '1 millisecond'
       AND NOT EXISTS (SELECT FROM worker w WHERE w.models_version = s.models_version AND w.heartbeat_at > now() - $2 * interval '1 millisecond')`,
    [modelsVersions, ORPHAN_MS],
  );
  for (const { id } of orphans)
    await failSearch(database, id, { code: 'ModelsReplaced', message: 'The models it was begun with have been replaced or removed; start it anew' });
}
