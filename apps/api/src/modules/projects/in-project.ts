import type { FieldCondition } from '../../database/filter-conditions.js';
import { refersTo } from '../../database/filter-conditions.js';

/** Whether the row `t` is in one of the projects. */
export const inProject =
  (entry: 'prediction' | 'search'): FieldCondition<readonly string[]> =>
  (ids, parameters, isNegated) =>
    `EXISTS (SELECT FROM project_${entry} e WHERE e.${entry}_id = t.id AND ${refersTo('e.project_id', 'Project')(ids, parameters, isNegated)})`;
