import type { KeysetList } from '../../database/keyset-page.js';

export const EVENT_LIST: KeysetList<'sequence'> = {
  name: 'prediction.events',
  from: 'prediction_event t',
  parentColumn: 't.prediction_id',
  orders: { sequence: { column: 't.sequence', type: 'integer' } },
  defaultOrder: [{ field: 'sequence', direction: 'asc' }],
};
