import type { KeysetList } from '../../database/keyset-page.js';

export const COMPOSITION_LIST: KeysetList<'formula'> = {
  name: 'compositions',
  from: 'composition t',
  parentColumn: null,
  orders: { formula: { column: 't.formula', type: 'text' } },
  defaultOrder: [{ field: 'formula', direction: 'asc' }],
};
