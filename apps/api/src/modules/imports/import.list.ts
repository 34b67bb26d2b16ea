import type { KeysetList } from '../../database/keyset-page.js';

export const IMPORT_LIST: KeysetList<'created-at'> = {
  name: 'materialImports',
  from: 'material_import t',
  parentColumn: null,
  orders: { 'created-at': { column: 't.created_at', type: 'timestamptz' } },
  defaultOrder: [{ field: 'created-at', direction: 'desc' }],
};

export const REJECTION_LIST: KeysetList<'ordinal'> = {
  name: 'materialImport.rejections',
  from: 'import_rejection t',
  parentColumn: 't.import_id',
  orders: { ordinal: { column: 't.ordinal', type: 'integer' } },
  defaultOrder: [{ field: 'ordinal', direction: 'asc' }],
};
