import type { SearchState } from '@kessho/schema/generated/graphql';

export const isUnderWay = (state: SearchState): boolean => state === 'QUEUED' || state === 'RUNNING';
