import type { SearchQuery } from '@kessho/schema/generated/graphql';

export type Search = NonNullable<SearchQuery['search']>;
