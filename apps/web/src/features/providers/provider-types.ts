import type { OptimadeProvidersQuery, OptimadeSearchQuery } from '@kessho/schema/generated/graphql';
import type { ChipTone } from '../../components/chip';

export type ProviderList = OptimadeProvidersQuery['optimadeProviders'];
export type ProviderRow = ProviderList['providers'][number];
export type Search = NonNullable<OptimadeSearchQuery['optimadeSearch']>;
export type AnswerRow = Search['answers'][number];
export type ResultRow = Search['results']['edges'][number]['node'];

/** What a state looks like; its word says the same. */
export const ANSWER_TONES: { readonly [state in AnswerRow['state']]: ChipTone } = {
  WAITING: 'neutral',
  ASKING: 'running',
  OK: 'good',
  UNSUPPORTED: 'warn',
  TIMEOUT: 'warn',
  ERROR: 'bad',
  DISABLED: 'neutral',
};
