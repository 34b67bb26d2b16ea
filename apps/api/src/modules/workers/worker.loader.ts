import type { WorkerSearchTask, WorkerTask, WorkQueue } from '@kessho/schema/results/work-queue';
import type { DataSource } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { BatchRead } from '../../graphql/data-loaders.js';
import { SILENCE_MS } from '../../jobs/lease.js';

/** The portion in hand, by the name of the worker. */
export const taskByWorker: BatchRead<WorkerTask> = async (database, names) => {
  const rows = await database.query<(WorkerTask & { worker: string })[]>(
    `SELECT claimed_by AS worker, prediction_id AS "predictionId", stage, chunk_index + 1 AS portion, done, total, attempts AS attempt, started_at AS "startedAt"
     FROM prediction_chunk WHERE state = 'running' AND claimed_by = ANY($1::text[]) ORDER BY heartbeat_at`,
    [names],
  );
  return new Map(rows.map(({ worker, ...task }) => [worker, task]));
};

/** The relaxation of a search in hand, by the name of the worker. */
export const searchTaskByWorker: BatchRead<WorkerSearchTask> = async (database, names) => {
  const rows = await queryRows<WorkerSearchTask & { worker: string }>(
    database,
    `SELECT claimed_by AS worker, search_id AS "searchId", task_index + 1 AS ordinal, attempts AS attempt
     FROM search_task WHERE state = 'running' AND claimed_by = ANY($1::text[]) ORDER BY heartbeat_at`,
    [names],
  );
  return new Map(rows.map(({ worker, ...task }) => [worker, task]));
};

/** Milliseconds since the last heartbeat by the clock of the database, which also wrote it. */
export const silenceByWorker: BatchRead<number> = async (database, ids) => {
  const rows = await database.query<{ id: string; silence: number }[]>(`SELECT id, ${SILENCE_MS} AS silence FROM worker WHERE id = ANY($1::uuid[])`, [
    ids,
  ]);
  return new Map(rows.map(({ id, silence }) => [id, silence]));
};

export async function readWorkQueue(database: DataSource): Promise<WorkQueue> {
  const [row] = await queryRows<WorkQueue>(
    database,
    `SELECT p.queued AS "queuedPredictions", p.running AS "runningPredictions", c.waiting AS "waitingPortions", c.held AS "portionsInHand",
       s.queued AS "queuedSearches", s.running AS "runningSearches", t.waiting AS "waitingRelaxations", t.held AS "relaxationsInHand", i.open AS "openImports"
     FROM (SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'running')::int AS running
           FROM prediction WHERE state IN ('queued', 'running')) p,
          (SELECT count(*) FILTER (WHERE state = 'pending')::int AS waiting, count(*) FILTER (WHERE state = 'running')::int AS held
           FROM prediction_chunk WHERE state IN ('pending', 'running')) c,
          (SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'running')::int AS running
           FROM search WHERE state IN ('queued', 'running')) s,
          (SELECT count(*) FILTER (WHERE t.state = 'pending')::int AS waiting, count(*) FILTER (WHERE t.state = 'running')::int AS held
           FROM search_task t JOIN search s ON s.id = t.search_id WHERE t.state IN ('pending', 'running') AND s.state = 'running') t,
          (SELECT count(*)::int AS open FROM material_import WHERE state IN ('queued', 'running')) i`,
    [],
  );
  return row as WorkQueue;
}
