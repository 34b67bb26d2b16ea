import type { KeysetList } from '../../database/keyset-page.js';

/** In the order of arrival, so that what comes later stands at the end. */
export const OPTIMADE_RESULT_LIST: KeysetList<'ordinal'> = {
  name: 'optimadeSearch.results',
  from: 'optimade_result t',
  parentColumn: 't.search_id',
  orders: { ordinal: { column: 't.ordinal', type: 'integer' } },
  defaultOrder: [{ field: 'ordinal', direction: 'asc' }],
};
