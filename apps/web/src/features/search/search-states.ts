import type { SearchState } from '@kessho/schema/generated/graphql';
import type { ChipTone } from '../../components/chip';

export const SEARCH_TONES: Readonly<Record<SearchState, ChipTone>> = {
  QUEUED: 'neutral',
  RUNNING: 'running',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  STOPPED: 'warn',
};

export const isUnderWay = (state: SearchState): boolean => state === 'QUEUED' || state === 'RUNNING';
