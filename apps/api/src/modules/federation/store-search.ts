import type { OptimadeState } from '@kessho/schema/enums/optimade-enums';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { insertJson } from '../../jobs/storing/insert-json.js';
import type { SearchEvent } from '../../optimade-client/federated-search.js';
import type { EntryCounts } from '../../optimade-client/outcome.js';
import type { AcceptedSearch } from './search-input.js';

/** A provider of a search, and how it starts: to be asked, or off. */
export interface AskedProvider {
  readonly id: string;
  readonly name: string;
  readonly state: Extract<OptimadeState, 'waiting' | 'disabled'>;
}

/** Searches kept, and for how long. */
const MOST_SEARCHES = 100;
const KEPT_DAYS = 7;
/** Between the time limit of a search and the moment when its silence means that the server has stopped. */
const GRACE_MS = 15_000;

/** Write a search that is about to begin, and forget old ones. @returns its uuid */
export async function insertSearch(
  manager: EntityManager,
  { filter, askedFilter, mostResults, timeLimitMs }: AcceptedSearch,
  providers: readonly AskedProvider[],
): Promise<string> {
  await queryRows(
    manager,
    `DELETE FROM optimade_search WHERE deadline_at < now() AND (created_at < now() - make_interval(days => $1)
       OR id NOT IN (SELECT id FROM optimade_search ORDER BY created_at DESC, id DESC LIMIT $2))`,
    [KEPT_DAYS, MOST_SEARCHES - 1],
  );
  const [search] = await queryRows<{ id: string }>(
    manager,
    `INSERT INTO optimade_search (filter, asked_filter, most_results, deadline_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING id`,
    [filter, askedFilter, mostResults, (timeLimitMs + GRACE_MS) / 1000],
  );
  if (search === undefined) throw new Error('The search was not stored');
  const rows = providers.map(({ id, name, state }) => ({ search_id: search.id, provider_id: id, provider_name: name, state }));
  await insertJson(manager, 'optimade_answer', { search_id: 'uuid', provider_id: 'text', provider_name: 'text', state: 'text' }, rows);
  return search.id;
}

/** Events become rows one after another, in the order in which they happened. */
export interface SearchStore {
  readonly add: (event: SearchEvent) => void;
  /** Resolves when all is stored. @throws the first failure */
  readonly finish: () => Promise<void>;
}

export function searchStore(database: DataSource, searchId: string): SearchStore {
  let ordinal = 0;
  let stored: Promise<void> = Promise.resolve();
  return {
    add: (event) => {
      const first = ordinal + 1;
      if (event.kind === 'found') ordinal += event.found.length;
      stored = stored.then(() => database.transaction((manager) => storeEvent(manager, searchId, event, first)));
      stored.catch(() => undefined); // thrown by finish
    },
    finish: () => stored,
  };
}

/** Answers that are still open when a search breaks down. */
export const failOpenAnswers = (database: DataSource, searchId: string, detail: string): Promise<unknown> =>
  queryRows(
    database,
    `UPDATE optimade_answer SET state = 'error', is_truncated = true, detail = $2, answered_at = now()
     WHERE search_id = $1 AND state IN ('waiting', 'asking')`,
    [searchId, detail],
  );

const RESULT_COLUMNS = {
  search_id: 'uuid',
  ordinal: 'integer',
  provider_id: 'text',
  database_url: 'text',
  entry_id: 'text',
  entry_url: 'text',
  formula: 'text',
  nsites: 'integer',
  volume_per_atom: 'double precision',
  space_group_number: 'integer',
  space_group_symbol: 'text',
  symprec: 'double precision',
  prototype: 'text',
  energies: 'jsonb',
  payload: 'jsonb',
  retrieved_at: 'timestamptz',
} as const;

async function storeEvent(manager: EntityManager, searchId: string, event: SearchEvent, firstOrdinal: number): Promise<void> {
  const { providerId } = event;
  switch (event.kind) {
    case 'asking':
      await queryRows(manager, `UPDATE optimade_answer SET state = 'asking' WHERE search_id = $1 AND provider_id = $2`, [searchId, providerId]);
      return;
    case 'found': {
      const rows = event.found.map((one, k) => ({ ...one, search_id: searchId, provider_id: providerId, ordinal: firstOrdinal + k }));
      await insertJson(manager, 'optimade_result', RESULT_COLUMNS, rows);
      await storeCounts(manager, searchId, providerId, event.counts);
      return;
    }
    case 'outcome': {
      const { state, isTruncated, status, detail } = event.outcome;
      await storeCounts(manager, searchId, providerId, event.counts);
      await queryRows(
        manager,
        `UPDATE optimade_answer SET state = $3, is_truncated = $4, status = $5, detail = $6, answered_at = now()
         WHERE search_id = $1 AND provider_id = $2`,
        [searchId, providerId, state, isTruncated, status, detail === null ? null : storable(detail)],
      );
      return;
    }
    case 'license':
      await queryRows(manager, `UPDATE optimade_result SET license = $4 WHERE search_id = $1 AND provider_id = $2 AND database_url = $3`, [
        searchId,
        providerId,
        event.databaseUrl,
        storable(event.license),
      ]);
  }
}

const storeCounts = (manager: EntityManager, searchId: string, providerId: string, counts: EntryCounts): Promise<unknown> =>
  queryRows(
    manager,
    `UPDATE optimade_answer SET received = $3, found = $4, disordered = $5, unreadable = $6, mismatched = $7, sorted_out = $8
     WHERE search_id = $1 AND provider_id = $2`,
    [searchId, providerId, counts.received, counts.found, counts.disordered, counts.unreadable, counts.mismatched, counts.sortedOut],
  );

/** What a server says may hold characters that PostgreSQL does not: NUL, and half of a surrogate pair. */
const storable = (text: string): string => text.replaceAll(/[\0\p{Cs}]/gu, '\ufffd');
