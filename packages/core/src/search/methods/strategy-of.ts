import type { SearchMethod, SearchRequest } from '../search-types.js';
import { bayesianSearch } from './bayesian-search.js';
import { evolutionarySearch } from './evolutionary-search.js';
import { hoppingSearch } from './hopping-search.js';
import { hullSearch } from './hull-search.js';
import { lookAheadSearch } from './look-ahead-search.js';
import { randomSearch } from './random-search.js';
import { randomSystemSearch } from './random-system-search.js';
import type { SearchStrategy } from './search-strategy.js';

const STRATEGIES: Readonly<Record<SearchMethod, SearchStrategy>> = {
  evolutionary: evolutionarySearch,
  random: randomSearch,
  laqa: lookAheadSearch,
  bayesian: bayesianSearch,
  hopping: hoppingSearch,
  hull: hullSearch,
};

/** Random search takes a composition or a system. */
export const strategyOf = ({ method, composition }: SearchRequest): SearchStrategy =>
  method === 'random' && composition === null ? randomSystemSearch : STRATEGIES[method];
