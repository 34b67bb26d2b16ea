import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { withReconnect } from '../database/with-reconnect.js';
import type { SearchTaskKey } from '../jobs/definitions.js';
import { searchTaskName } from '../jobs/definitions.js';
import { describeFailure } from '../jobs/failures.js';
import type { LeaseKeeper } from '../jobs/lease-keeper.js';
import { MAX_ATTEMPTS } from '../jobs/lease.js';
import type { Log } from '../log.js';
import type { Advancing } from './advance-search.js';
import { advance, beginOrGoOn, failSearch } from './advance-search.js';
import type { TaskClaim } from './search-claims.js';
import { claimTask, finishTask, releaseTask } from './search-claims.js';

export interface SearchWork extends Advancing {
  readonly leases: LeaseKeeper;
  /** Name of this worker in the rows of its claims. */
  readonly worker: string;
  readonly stopping: AbortSignal;
  readonly log: Log;
}

/** Do a task of a search and take in what may be taken in, or make the search run. A failure that would come again ends the search. */
export async function runSearchJob(work: SearchWork, key: SearchTaskKey): Promise<void> {
  const { database, stopping, log } = work;
  try {
    if (key.taskIndex === null) await withReconnect(() => beginOrGoOn(work, key.searchId), stopping);
    else await doTask(work, { ...key, taskIndex: key.taskIndex });
  } catch (error) {
    if (stopping.aborted) return;
    const { code, message, isTransient } = describeFailure(error, searchTaskName(key));
    log('task of a search failed', { task: searchTaskName(key), code, message: error instanceof Error ? (error.stack ?? error.message) : message });
    if (isTransient && (await attemptsOf(database, key)) < MAX_ATTEMPTS) return;
    await withReconnect(() => failSearch(database, key.searchId, { code, message }), stopping);
  }
}

async function doTask(work: SearchWork, key: { readonly searchId: string; readonly taskIndex: number }): Promise<void> {
  const { database, stopping, worker, modelsVersion, log } = work;
  const claim = await withReconnect(() => claimTask(database, key, worker, modelsVersion), stopping);
  if (claim === null) return;
  const startedAt = Date.now();
  const written = await relaxAndFinish(work, claim);
  log(written ? 'task done' : 'task dropped: no longer ours', { task: searchTaskName(key), ms: Date.now() - startedAt });
  await withReconnect(() => advance(work, key.searchId), stopping);
}

async function relaxAndFinish({ database, queue, leases, loadModels, stopping }: SearchWork, claim: TaskClaim): Promise<boolean> {
  const lost = new AbortController();
  const release = leases.hold('search_task', claim.token, () => lost.abort());
  const signal = AbortSignal.any([lost.signal, stopping]);
  const { search, task, taskIndex } = claim;
  try {
    const { relax } = await loadModels(search.request.elements);
    const result = await relax(task, search.request.constraints.pressureGPa, { signal, onProgress: null });
    signal.throwIfAborted();
    return await withReconnect(() => finishTask(database, claim, result), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (stopping.aborted) {
      await database.transaction(async (manager) => {
        if (await releaseTask(manager, claim)) await queue.addSearchTasks(manager, [{ searchId: search.id, taskIndex, turn: search.turn }]);
      });
    }
    return false;
  } finally {
    release();
  }
}

async function attemptsOf(database: DataSource, { searchId, taskIndex }: SearchTaskKey): Promise<number> {
  const [row] = await queryRows<{ attempts: number }>(database, 'SELECT attempts FROM search_task WHERE search_id = $1 AND task_index = $2', [
    searchId,
    taskIndex,
  ]);
  return row?.attempts ?? MAX_ATTEMPTS;
}
