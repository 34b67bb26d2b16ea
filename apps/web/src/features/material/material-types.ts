import type { MaterialPageQuery } from '@kessho/schema/generated/graphql';

export type MaterialDetails = Extract<NonNullable<MaterialPageQuery['node']>, { readonly __typename: 'Material' }>;
export type MaterialGeometry = NonNullable<MaterialDetails['geometry']>;
