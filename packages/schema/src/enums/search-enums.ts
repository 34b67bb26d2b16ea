import { BROKEN_RESULTS, OPERATORS, SEARCH_METHODS } from '@kessho/core/search/search-types';
import { registerClosedList } from './register-closed-list.js';

export const SEARCH_STATES = ['queued', 'running', 'succeeded', 'failed', 'stopped'] as const;
export type SearchLife = (typeof SEARCH_STATES)[number];

/** As `Outcome.verdict` of the core. */
export const VERDICTS = ['new', 'duplicate', 'open', 'given-up', 'unsound', ...BROKEN_RESULTS] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SEARCH_TASK_STATES = ['pending', 'running', 'done'] as const;
export type SearchTaskState = (typeof SEARCH_TASK_STATES)[number];

export const SearchMethodEnum = registerClosedList('SearchMethod', SEARCH_METHODS, 'How a search chooses what to relax next.');
export const SearchOperatorEnum = registerClosedList('SearchOperator', OPERATORS, 'What made an individual of its parents, or of none.');
export const SearchStateEnum = registerClosedList('SearchState', SEARCH_STATES, 'Life of a search; all but the first two may be gone on with.');
export const VerdictEnum = registerClosedList(
  'SearchVerdict',
  VERDICTS,
  'What became of an individual: a new phase, one that was known, not yet at its end, given up as far too high, nothing a crystal can be, or one that breaks what is asked of results.',
);
