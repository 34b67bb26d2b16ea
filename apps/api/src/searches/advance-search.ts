import { completeRequest } from '@kessho/core/search/constraints/search-constraints';
import { rankPhases } from '@kessho/core/search/rank-phases';
import { absorbResult, beginSearch, extendSearch, isFinished } from '@kessho/core/search/search-steps';
import type { SearchState } from '@kessho/core/search/search-types';
import { Search } from '@kessho/schema/entities/search';
import type { DataSource, EntityManager } from 'typeorm';
import { SEARCH_CHANNEL } from '../database/notifications.js';
import { queryRows } from '../database/query-rows.js';
import type { Queue } from '../jobs/queue.js';
import { ensureModel } from '../modules/models/ensure-models.js';
import { hasFirstResult, readFirstResult } from './search-claims.js';
import type { LoadSearchModels, SearchModels } from './search-models.js';
import { newTasks, readState, writeRanking, writeStep } from './search-store.js';

export interface Advancing {
  readonly database: DataSource;
  readonly queue: Pick<Queue, 'addSearchTasks'>;
  readonly loadModels: LoadSearchModels;
  readonly modelsVersion: string;
}

/** While a search runs its phases are ranked this often at most. */
const RANKED_EVERY_MS = 15_000;

/** States that this process has read or written last, by search; those of searches that ended are dropped. */
const latest = new Map<string, { readonly sequence: number; readonly state: SearchState }>();

/** Make a queued search run: from its beginning, or from where it stood. */
export async function beginOrGoOn({ database, queue, loadModels, modelsVersion }: Advancing, searchId: string): Promise<void> {
  const search = await database.getRepository(Search).findOneBy({ id: searchId });
  if (search?.state !== 'queued' || search.modelsVersion !== modelsVersion) return;
  const models = await loadModels(search.request.elements);
  await withSearch(database, searchId, async (manager, held) => {
    if (held.state !== 'queued') return;
    const before = held.memory === null ? null : await readState(manager, held, null);
    const after =
      before === null
        ? await beginSearch(completeRequest(held.request), models.knowledge)
        : await extendSearch(before, held.budget, models.knowledge);
    await manager.update(Search, searchId, {
      state: 'running',
      energyModelId: await ensureModel(manager, models.model),
      startedAt: held.startedAt ?? new Date(),
      finishedAt: null,
    });
    await step(manager, queue, held, before, after, models);
    // The step queued the new tasks; these were begun before the search stopped.
    const known = before?.running.map(({ index }) => ({ searchId, taskIndex: index, turn: held.turn })) ?? [];
    await queue.addSearchTasks(manager, known);
  });
}

/**
 * Take in results as long as the one whose turn it is has come. Where another process is at it nobody waits: it looks once more after it has let the search go, and
 * so finds what came meanwhile.
 */
export async function advance({ database, queue, loadModels }: Advancing, searchId: string): Promise<void> {
  const search = await database.getRepository(Search).findOneBy({ id: searchId });
  if (search?.state !== 'running') return;
  const models = await loadModels(search.request.elements);
  for (let goesOn = true; goesOn;) {
    const isAbsorbed = await withSearch(
      database,
      searchId,
      async (manager, held) => {
        const result = held.state === 'running' ? await readFirstResult(manager, searchId) : null;
        if (result === null) return false;
        const before = await stateOf(manager, held);
        await step(manager, queue, held, before, await absorbResult(before, result, models.knowledge), models);
        return true;
      },
      'skip_locked',
    );
    goesOn = isAbsorbed === true || (isAbsorbed === false && (await hasFirstResult(database, searchId)));
  }
}

async function step(
  manager: EntityManager,
  queue: Advancing['queue'],
  search: Search,
  before: SearchState | null,
  after: SearchState,
  { knowledge }: SearchModels,
): Promise<void> {
  const searchId = search.id;
  await writeStep(manager, search, before, after);
  const isDone = isFinished(after);
  const isDue = search.rankedAt === null || Date.now() - search.rankedAt.getTime() > RANKED_EVERY_MS;
  if (isDone || (isDue && after.phases !== before?.phases && after.phases.length > 0))
    await writeRanking(manager, search, rankPhases(after, knowledge));
  if (isDone) await manager.update(Search, searchId, { state: 'succeeded', finishedAt: new Date() });
  const tasks = newTasks(before, after).map((taskIndex) => ({ searchId, taskIndex, turn: search.turn }));
  await queue.addSearchTasks(manager, tasks);
  if (isDone) latest.delete(searchId);
  else latest.set(searchId, { sequence: search.sequence + 1, state: after });
}

/** From memory, and what another process has done since from the database. */
async function stateOf(manager: EntityManager, search: Search): Promise<SearchState> {
  const known = latest.get(search.id);
  return known?.sequence === search.sequence ? known.state : readState(manager, search, known?.state ?? null);
}

/**
 * With the row of the search held: whoever else wants to move it waits, or passes on. A step that fails leaves nothing behind.
 * @param onLocked what to do where another holds it @returns null where it was passed on
 */
async function withSearch<T>(
  database: DataSource,
  searchId: string,
  work: (manager: EntityManager, search: Search) => Promise<T>,
  onLocked: 'wait' | 'skip_locked' = 'wait',
): Promise<T | null> {
  try {
    return await database.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write', ...(onLocked === 'wait' ? {} : { onLocked }) } as const;
      const search = await manager.findOne(Search, { where: { id: searchId }, lock });
      if (search === null) return null;
      const outcome = await work(manager, search);
      await queryRows(manager, `SELECT pg_notify('${SEARCH_CHANNEL}', $1)`, [searchId]);
      return outcome;
    });
  } catch (error) {
    latest.delete(searchId);
    throw error;
  }
}

/** End a search that cannot go on; what it found stays. */
export async function failSearch(
  database: DataSource,
  searchId: string,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  latest.delete(searchId);
  await queryRows(
    database,
    `UPDATE search SET state = 'failed', failure_code = $2, failure_message = $3, finished_at = now(), sequence = sequence + 1
     WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
    [searchId, failure.code, failure.message.slice(0, 2000)],
  );
}
