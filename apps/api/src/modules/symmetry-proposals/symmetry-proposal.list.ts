import type { ProposalOrderField } from '@kessho/schema/enums/order-enums';
import type { KeysetList } from '../../database/keyset-page.js';

export const PROPOSAL_LIST: KeysetList<ProposalOrderField> = {
  name: 'prediction.symmetryProposals',
  from: 'symmetry_proposal t',
  parentColumn: 't.prediction_id',
  orders: {
    probability: { column: 't.probability', type: 'double precision' },
    'space-group': { column: 't.space_group_number', type: 'integer' },
  },
  defaultOrder: [
    { field: 'probability', direction: 'desc' },
    { field: 'space-group', direction: 'asc' },
  ],
};
