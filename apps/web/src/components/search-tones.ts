import type { SearchState } from '@kessho/schema/generated/graphql';
import type { ChipTone } from './chip';

/** The look of each state of a search. */
export const SEARCH_TONES: { readonly [state in SearchState]: ChipTone } = {
  QUEUED: 'neutral',
  RUNNING: 'running',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  STOPPED: 'warn',
};
