import { registerClosedList } from './register-closed-list.js';

export const ORDER_DIRECTIONS = ['asc', 'desc'] as const;
export type OrderDirection = (typeof ORDER_DIRECTIONS)[number];

export const PREDICTION_ORDER_FIELDS = ['created-at', 'finished-at'] as const;
export type PredictionOrderField = (typeof PREDICTION_ORDER_FIELDS)[number];

export const CANDIDATE_ORDER_FIELDS = ['ordinal', 'energy-per-atom', 'likelihood'] as const;
export type CandidateOrderField = (typeof CANDIDATE_ORDER_FIELDS)[number];

export const STRUCTURE_ORDER_FIELDS = ['rank', 'energy-per-atom', 'energy-above-hull', 'probability', 'created-at'] as const;
export type StructureOrderField = (typeof STRUCTURE_ORDER_FIELDS)[number];

export const PROPOSAL_ORDER_FIELDS = ['probability', 'space-group'] as const;
export type ProposalOrderField = (typeof PROPOSAL_ORDER_FIELDS)[number];

export const MATERIAL_ORDER_FIELDS = [
  'formula',
  'source-id',
  'number-of-elements',
  'number-of-sites',
  'space-group',
  'volume-per-atom',
  'energy-above-hull',
  'formation-energy-per-atom',
  'band-gap',
  'imported-at',
] as const;
export type MaterialOrderField = (typeof MATERIAL_ORDER_FIELDS)[number];

const NULLS_LAST = 'Rows without a value come last in both directions.';
export const OrderDirectionEnum = registerClosedList('OrderDirection', ORDER_DIRECTIONS, NULLS_LAST);
export const PredictionOrderFieldEnum = registerClosedList('PredictionOrderField', PREDICTION_ORDER_FIELDS, 'Orders of predictions.');
export const CandidateOrderFieldEnum = registerClosedList('CandidateOrderField', CANDIDATE_ORDER_FIELDS, 'Orders of candidates.');
export const StructureOrderFieldEnum = registerClosedList('StructureOrderField', STRUCTURE_ORDER_FIELDS, 'Orders of relaxed structures.');
export const ProposalOrderFieldEnum = registerClosedList('SymmetryProposalOrderField', PROPOSAL_ORDER_FIELDS, 'Orders of symmetry proposals.');
export const MaterialOrderFieldEnum = registerClosedList('MaterialOrderField', MATERIAL_ORDER_FIELDS, 'Orders of known phases.');
