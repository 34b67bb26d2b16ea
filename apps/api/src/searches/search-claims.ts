import { deserialize, serialize } from 'node:v8';
import type { RelaxationResult } from '@kessho/core/prediction/stage-types';
import type { RelaxationTask } from '@kessho/core/search/search-types';
import { Search } from '@kessho/schema/entities/search';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { heldUnder, LEASE_MS, silentFor, taking } from '../jobs/lease.js';

/** The right to write the result of one task, until it is lost. */
export interface TaskClaim {
  readonly search: Search;
  readonly taskIndex: number;
  readonly task: RelaxationTask;
  readonly token: string;
}

/** Take a task. Null where it is done, held by a living worker, gone, or of a search that does not run or was made for other models. */
export async function claimTask(
  database: DataSource,
  { searchId, taskIndex }: { readonly searchId: string; readonly taskIndex: number },
  worker: string,
  modelsVersion: string,
): Promise<TaskClaim | null> {
  const search = await database.getRepository(Search).findOneBy({ id: searchId });
  if (search?.state !== 'running' || search.modelsVersion !== modelsVersion) return null;
  const [row] = await queryRows<{ task: Buffer; token: string }>(
    database,
    `UPDATE search_task t SET ${taking('$3')}
     FROM search s WHERE s.id = t.search_id AND s.state = 'running' AND t.search_id = $1 AND t.task_index = $2
       AND (t.state = 'pending' OR (t.state = 'running' AND ${silentFor(LEASE_MS, 't')}))
     RETURNING t.task, t.claim_token AS token`,
    [searchId, taskIndex, worker],
  );
  return row === undefined ? null : { search, taskIndex, task: deserialize(row.task) as RelaxationTask, token: row.token };
}

/** False where the claim was lost: then nothing is written. */
export async function finishTask(database: DataSource, { token }: TaskClaim, result: RelaxationResult): Promise<boolean> {
  const rows = await queryRows(
    database,
    `UPDATE search_task SET state = 'done', result = $2, claim_token = NULL WHERE ${heldUnder('$1')} RETURNING task_index`,
    [token, serialize(result)],
  );
  return rows.length > 0;
}

/** Give a task back undone. */
export async function releaseTask(manager: EntityManager, { token }: TaskClaim): Promise<boolean> {
  const rows = await queryRows(
    manager,
    `UPDATE search_task SET state = 'pending', claim_token = NULL, attempts = attempts - 1, heartbeat_at = now()
     WHERE ${heldUnder('$1')} RETURNING task_index`,
    [token],
  );
  return rows.length > 0;
}

/** The result of the first task, whose turn it is; null while it is not there. */
export async function readFirstResult(manager: EntityManager, searchId: string): Promise<RelaxationResult | null> {
  const [row] = await queryRows<{ result: Buffer | null }>(
    manager,
    'SELECT result FROM search_task WHERE search_id = $1 ORDER BY task_index LIMIT 1',
    [searchId],
  );
  return row?.result == null ? null : (deserialize(row.result) as RelaxationResult);
}

/** Is the result of the first task there, while the search runs? */
export async function hasFirstResult(database: DataSource, searchId: string): Promise<boolean> {
  const [row] = await queryRows<{ isThere: boolean }>(
    database,
    `SELECT t.state = 'done' AS "isThere" FROM search_task t JOIN search s ON s.id = t.search_id
     WHERE t.search_id = $1 AND s.state = 'running' ORDER BY t.task_index LIMIT 1`,
    [searchId],
  );
  return row?.isThere === true;
}
