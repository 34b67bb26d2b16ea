import type { SearchFilter } from '@kessho/schema/inputs/searches';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { isOneOf, refersTo } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';
import { inProject } from '../projects/in-project.js';

export const SEARCH_LIST: KeysetList<'created-at'> = {
  name: 'searches',
  from: 'search t',
  parentColumn: null,
  orders: { 'created-at': { column: 't.created_at', type: 'timestamptz' } },
  defaultOrder: [{ field: 'created-at', direction: 'desc' }],
};

export const SEARCH_CONDITIONS: FilterConditions<SearchFilter> = {
  state: isOneOf('t.state', 'text'),
  method: isOneOf('t.method', 'text'),
  project: inProject('search'),
  startedBy: refersTo('t.started_by', 'Member'),
};

export const INDIVIDUALS_OF_SEARCH: KeysetList<'ordinal'> = {
  name: 'search.individuals',
  from: 'search_individual t',
  parentColumn: 't.search_id',
  orders: { ordinal: { column: 't.ordinal', type: 'integer' } },
  defaultOrder: [{ field: 'ordinal', direction: 'asc' }],
};

export const PHASES_OF_SEARCH: KeysetList<'rank'> = {
  name: 'search.phases',
  from: 'search_phase t',
  parentColumn: 't.search_id',
  orders: { rank: { column: 't.rank', type: 'integer', nullable: true } },
  defaultOrder: [{ field: 'rank', direction: 'asc' }],
};
