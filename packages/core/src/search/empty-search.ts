import type { SearchMemory, SearchRequest, SearchState } from './search-types.js';

/** The state of a search that has not begun a task. */
export const emptySearch = (request: SearchRequest, memory: SearchMemory): SearchState => ({
  format: 1,
  request,
  individuals: [],
  running: [],
  begun: 0,
  relaxations: 0,
  evaluations: 0,
  phases: [],
  memory,
  curve: [],
});
