import { DEFAULT_CONSTRAINTS } from '../src/search/constraints/search-constraints.js';
import type { SearchConstraints, SearchRequest } from '../src/search/search-types.js';

/** A search by hull over a system, for tests. @param elements atomic numbers */
export const hullRequest = (elements: readonly number[], constraints: Partial<SearchConstraints>): SearchRequest => ({
  method: 'hull',
  elements,
  composition: null,
  seed: '1',
  budget: 100,
  lag: 4,
  constraints: { ...DEFAULT_CONSTRAINTS, ...constraints },
  seeds: [],
});
