import type { PredictionOrderField } from '@kessho/schema/enums/order-enums';
import type { PredictionFilter } from '@kessho/schema/inputs/filters';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { equals, inRange, isOneOf, refersTo } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';
import { COMPOSITION_CONDITIONS } from '../compositions/composition-conditions.js';
import { inProject } from '../projects/in-project.js';

const orders: KeysetList<PredictionOrderField>['orders'] = {
  'created-at': { column: 't.created_at', type: 'timestamptz' },
  'finished-at': { column: 't.finished_at', type: 'timestamptz', nullable: true },
};

export const PREDICTION_LIST: KeysetList<PredictionOrderField> = {
  name: 'predictions',
  from: 'prediction t JOIN composition c ON c.id = t.composition_id',
  parentColumn: null,
  orders,
  defaultOrder: [{ field: 'created-at', direction: 'desc' }],
};

export const PREDICTIONS_OF_COMPOSITION: KeysetList<PredictionOrderField> = {
  ...PREDICTION_LIST,
  name: 'composition.predictions',
  parentColumn: 't.composition_id',
};

export const PREDICTION_CONDITIONS: FilterConditions<PredictionFilter> = {
  formula: COMPOSITION_CONDITIONS.formula,
  chemicalSystem: COMPOSITION_CONDITIONS.chemicalSystem,
  elements: COMPOSITION_CONDITIONS.elements,
  state: isOneOf('t.state', 'text'),
  budget: isOneOf('t.budget', 'text'),
  seed: equals('t.seed'),
  project: inProject('prediction'),
  startedBy: refersTo('t.started_by', 'Member'),
  createdAt: inRange('t.created_at'),
};
