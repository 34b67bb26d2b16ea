import type { CandidateOrderField } from '@kessho/schema/enums/order-enums';
import type { CandidateFilter } from '@kessho/schema/inputs/filters';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { inRange, isOneOf } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';

export const CANDIDATE_LIST: KeysetList<CandidateOrderField> = {
  name: 'prediction.candidates',
  from: 'candidate t',
  parentColumn: 't.prediction_id',
  orders: {
    ordinal: { column: 't.ordinal', type: 'integer' },
    'energy-per-atom': { column: 't.energy_per_atom', type: 'double precision', nullable: true },
    likelihood: { column: 't.likelihood', type: 'double precision' },
  },
  defaultOrder: [{ field: 'ordinal', direction: 'asc' }],
};

export const CANDIDATES_OF_PROPOSAL: KeysetList<CandidateOrderField> = {
  ...CANDIDATE_LIST,
  name: 'symmetryProposal.candidates',
  parentColumn: 't.symmetry_proposal_id',
};

export const CANDIDATES_OF_MATERIAL: KeysetList<CandidateOrderField> = {
  ...CANDIDATE_LIST,
  name: 'material.candidates',
  parentColumn: 't.source_material_id',
  defaultOrder: [{ field: 'likelihood', direction: 'desc' }],
};

export const CANDIDATE_CONDITIONS: FilterConditions<CandidateFilter> = {
  spaceGroupNumber: isOneOf('t.space_group_number', 'integer'),
  generator: isOneOf('t.generator', 'text'),
  state: isOneOf('t.state', 'text'),
  rejectedBecause: isOneOf('t.rejected_because', 'text'),
  prototype: isOneOf('t.prototype', 'text'),
  energyPerAtom: inRange('t.energy_per_atom'),
  likelihood: inRange('t.likelihood'),
  numberOfSites: inRange('t.nsites'),
};
