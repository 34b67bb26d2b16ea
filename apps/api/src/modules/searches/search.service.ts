import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import { Search } from '@kessho/schema/entities/search';
import type { ContinueSearchInput, StartSearchInput, StopSearchInput } from '@kessho/schema/inputs/searches';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { ContinueSearchPayload, StartSearchPayload, StopSearchPayload, UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource, EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { Queue } from '../../jobs/queue.js';
import { turnOf } from '../../jobs/turn.js';
import { KEY_CONFLICT, submitOnce, type Submission } from '../idempotency/idempotency.js';
import type { AcceptedSearch } from './search-input.js';
import { acceptSearch, BUDGET_MESSAGE, isBudget, searchHash } from './search-input.js';
import { readSeedCrystals, readSeedStructure } from './seed-structures.js';

/** What clients may do with searches. */
export interface SearchService {
  /** @param startedById the member whose it will be, unless an equal one is there already */
  readonly start: (input: StartSearchInput, startedById: string) => Promise<StartSearchPayload>;
  readonly stop: (input: StopSearchInput) => Promise<StopSearchPayload>;
  readonly goOn: (input: ContinueSearchInput) => Promise<ContinueSearchPayload>;
}

export interface SearchServiceOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly codeVersion: string;
  readonly modelsVersion: string;
  readonly elements: ReadonlySet<number> | null;
}

const MOST_SEEDS = 100;

export function createSearchService(options: SearchServiceOptions): SearchService {
  const { database, queue, elements } = options;
  const refused = (field: string, code: UserErrorCode, message: string): { search: null; userErrors: UserError[] } => ({
    search: null,
    userErrors: [{ field: [field], code, message, position: null }],
  });
  const found = (id: string): Promise<Search> => database.getRepository(Search).findOneByOrFail({ id });

  const start: SearchService['start'] = async (input, startedById) => {
    const seeds: Structure[] = [];
    const ids = input.seedStructures ?? [];
    try {
      seeds.push(...(input.seedCrystals ?? []).flatMap(readSeedCrystals));
    } catch (error) {
      if (error instanceof CoreError) return { ...refused('seedCrystals', 'INVALID_SEARCH', error.message), reused: false };
      throw error;
    }
    if (ids.length + seeds.length > MOST_SEEDS)
      return { ...refused('seedStructures', 'INVALID_SEARCH', `At most ${MOST_SEEDS} structures to begin with`), reused: false };
    for (const id of ids) {
      const structure = await readSeedStructure(database, id);
      if (structure === null) return { ...refused('seedStructures', 'NOT_FOUND', `${id} is not the id of a structure`), reused: false };
      seeds.push(structure);
    }
    const accepted = acceptSearch(input, elements, seeds);
    if (!('request' in accepted)) return { search: null, userErrors: [...accepted], reused: false };
    const { request, idempotencyKey: key } = accepted;
    const inputHash = searchHash(request, [options.codeVersion, options.modelsVersion]);
    const outcome = await database.transaction((manager) =>
      submitOnce(manager, { key, inputHash, started: 'searchId' }, () =>
        insertOrFind(manager, options, { ...accepted, startedById, hash: inputHash }),
      ),
    );
    if (outcome === null) return { search: null, userErrors: [KEY_CONFLICT], reused: false };
    return { search: await found(outcome.id), userErrors: [], reused: outcome.reused };
  };

  const stop: SearchService['stop'] = async ({ searchId }) => {
    const node = decodeNodeId(searchId);
    if (node?.type !== 'Search') return refused('searchId', 'NOT_FOUND', 'This is not the id of a search');
    const state = await database.transaction(async (manager) => {
      const search = await manager.findOne(Search, { where: { id: node.uuid }, lock: { mode: 'pessimistic_write' } });
      if (search === null || (search.state !== 'queued' && search.state !== 'running')) return search?.state ?? null;
      await manager.update(Search, node.uuid, { state: 'stopped', finishedAt: new Date(), sequence: () => 'sequence + 1' });
      await queryRows(
        manager,
        `UPDATE search_task SET state = 'pending', claim_token = NULL WHERE search_id = $1 AND state = 'running' RETURNING task_index`,
        [node.uuid],
      );
      return 'stopped';
    });
    if (state === null) return refused('searchId', 'NOT_FOUND', 'There is no such search');
    if (state !== 'stopped') return refused('searchId', 'ALREADY_FINISHED', `The search has ${state} already`);
    return { search: await found(node.uuid), userErrors: [] };
  };

  const goOn: SearchService['goOn'] = async ({ searchId, moreRelaxations }) => {
    const node = decodeNodeId(searchId);
    if (node?.type !== 'Search') return refused('searchId', 'NOT_FOUND', 'This is not the id of a search');
    const refusal = await database.transaction(async (manager) => {
      const search = await manager.findOne(Search, { where: { id: node.uuid }, lock: { mode: 'pessimistic_write' } });
      if (search === null) return refused('searchId', 'NOT_FOUND', 'There is no such search');
      const budget = search.budget + moreRelaxations;
      if (moreRelaxations < 0 || !isBudget(budget)) return refused('moreRelaxations', 'INVALID_BUDGET', BUDGET_MESSAGE);
      if (search.state === 'queued' || search.state === 'running')
        return refused('searchId', 'INVALID_SEARCH', 'The search is under way; stop it first');
      if (search.state === 'succeeded' && moreRelaxations === 0)
        return refused('moreRelaxations', 'INVALID_BUDGET', 'The search has spent its relaxations; give it more');
      if (search.modelsVersion !== options.modelsVersion)
        return refused(
          'searchId',
          'INVALID_SEARCH',
          'The models of the search have been replaced; energies of two models must not be mixed. Start it anew',
        );
      const request = { ...search.request, budget };
      const hash = searchHash(request, [options.codeVersion, options.modelsVersion]);
      const isTaken = await manager.existsBy(Search, { inputHash: hash, state: Not('failed'), id: Not(search.id) });
      await manager.update(Search, search.id, {
        state: 'queued',
        budget,
        request,
        // An equal search that was begun with this budget keeps its hash.
        inputHash: isTaken ? `${hash} ${search.id}` : hash,
        failureCode: null,
        failureMessage: null,
        finishedAt: null,
        sequence: () => 'sequence + 1',
      });
      await queue.addSearchTasks(manager, [{ searchId: search.id, taskIndex: null, turn: search.turn }]);
      return null;
    });
    return refusal ?? { search: await found(node.uuid), userErrors: [] };
  };
  return { start, stop, goOn };
}

/** A request, who makes it, and the hash of all that determines its result. */
interface Submitted extends AcceptedSearch {
  readonly startedById: string;
  readonly hash: string;
}

/** The row and its first job in one transaction; or the row of the equal request that is there already. */
async function insertOrFind(
  manager: EntityManager,
  { queue, codeVersion, modelsVersion }: SearchServiceOptions,
  { subject, request, startedById, hash }: Submitted,
): Promise<Submission> {
  const turn = turnOf('standard', new Date());
  const [made] = await queryRows<{ id: string }>(
    manager,
    `INSERT INTO search (subject, method, seed, budget, max_atoms, pressure_gpa, request, input_hash, models_version, code_version, turn, started_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (input_hash) WHERE state <> 'failed' DO NOTHING RETURNING id`,
    [
      subject,
      request.method,
      request.seed,
      request.budget,
      request.constraints.maxAtoms,
      request.constraints.pressureGPa,
      JSON.stringify(request),
      hash,
      modelsVersion,
      codeVersion,
      turn,
      startedById,
    ],
  );
  if (made === undefined) return { id: (await manager.findOneByOrFail(Search, { inputHash: hash, state: Not('failed') })).id, reused: true };
  await queue.addSearchTasks(manager, [{ searchId: made.id, taskIndex: null, turn }]);
  return { id: made.id, reused: false };
}
