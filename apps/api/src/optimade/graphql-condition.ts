import type { FieldCondition } from '../database/filter-conditions.js';
import { badUserInput } from '../graphql/request-errors.js';
import { structureType } from './entries/structure-type.js';
import { compileFilter } from './filter/compile-filter.js';
import { OptimadeError } from './optimade-error.js';
import { parseOptimadeFilter } from './request-parameters.js';

/**
 * A filter of OPTIMADE on rows `t` whose ids are those of structures. Under a negation it says "not known to be false", so that the negation finds what is
 * known to be false: a subquery would take unknown for false.
 * @throws BAD_USER_INPUT for a filter that cannot be read or is not implemented
 */
export function matchesOptimade(prefix: string): FieldCondition<string> {
  const entry = structureType(prefix);
  return (text, parameters, isNegated) => {
    try {
      const condition = compileFilter(parseOptimadeFilter(text), { entry, parameters });
      const among = (wanted: string): string => `t.id IN (SELECT t.id FROM optimade_structure t WHERE ${wanted})`;
      return isNegated ? `NOT ${among(`NOT ${condition}`)}` : among(condition);
    } catch (error) {
      if (error instanceof OptimadeError) throw badUserInput(error.message, { reason: error.status === 501 ? 'NOT_IMPLEMENTED' : 'INVALID_FILTER' });
      throw error;
    }
  };
}
