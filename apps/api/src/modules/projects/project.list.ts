import type { PredictionOrderField } from '@kessho/schema/enums/order-enums';
import type { KeysetList } from '../../database/keyset-page.js';
import { COMMENT_LIST } from '../comments/comment.list.js';
import { PREDICTION_LIST } from '../predictions/prediction.list.js';
import { SEARCH_LIST } from '../searches/search.list.js';

export const PROJECT_LIST: KeysetList<'created-at'> = {
  name: 'projects',
  from: 'project t',
  parentColumn: null,
  orders: { 'created-at': { column: 't.created_at', type: 'timestamptz' } },
  defaultOrder: [{ field: 'created-at', direction: 'desc' }],
};

export const PREDICTIONS_OF_PROJECT: KeysetList<PredictionOrderField> = {
  ...PREDICTION_LIST,
  name: 'project.predictions',
  from: `${PREDICTION_LIST.from} JOIN project_prediction e ON e.prediction_id = t.id`,
  parentColumn: 'e.project_id',
};

export const SEARCHES_OF_PROJECT: KeysetList<'created-at'> = {
  ...SEARCH_LIST,
  name: 'project.searches',
  from: `${SEARCH_LIST.from} JOIN project_search e ON e.search_id = t.id`,
  parentColumn: 'e.project_id',
};

/** On its predictions, on the structures of these, and on its searches. */
export const COMMENTS_OF_PROJECT: KeysetList<'created-at'> = {
  ...COMMENT_LIST,
  name: 'project.comments',
  from: `(SELECT c.id, c.created_at, e.project_id FROM comment c JOIN project_prediction e ON e.prediction_id = c.prediction_id
    UNION ALL SELECT c.id, c.created_at, e.project_id FROM comment c JOIN relaxed_structure s ON s.id = c.structure_id
      JOIN project_prediction e ON e.prediction_id = s.prediction_id
    UNION ALL SELECT c.id, c.created_at, e.project_id FROM comment c JOIN project_search e ON e.search_id = c.search_id) t`,
  parentColumn: 't.project_id',
};
