import type { KeysetList } from '../../database/keyset-page.js';

export const DELIVERIES_OF_WEBHOOK: KeysetList<'created-at'> = {
  name: 'webhook.deliveries',
  from: 'webhook_delivery t',
  parentColumn: 't.webhook_id',
  orders: { 'created-at': { column: 't.created_at', type: 'timestamptz' } },
  defaultOrder: [{ field: 'created-at', direction: 'desc' }],
};
