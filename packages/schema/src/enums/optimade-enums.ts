import { AGGREGATE_WISHES } from '@kessho/core/formats/records/optimade-links';
import { registerClosedList } from './register-closed-list.js';

export const OPTIMADE_STATES = ['waiting', 'asking', 'ok', 'unsupported', 'timeout', 'error', 'disabled'] as const;
/** How far a provider has answered a search. */
export type OptimadeState = (typeof OPTIMADE_STATES)[number];
export const OptimadeStateEnum = registerClosedList(
  'OptimadeState',
  OPTIMADE_STATES,
  'How a provider answers a search. WAITING and ASKING pass; only OK with no crystal means that it has none.',
);

export const OptimadeAggregateEnum = registerClosedList(
  'OptimadeAggregate',
  AGGREGATE_WISHES,
  'Whether a database wants to be asked by searches of many. TEST and STAGING are asked where their provider is named; NO never.',
);
