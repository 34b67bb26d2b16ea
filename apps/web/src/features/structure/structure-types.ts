import type { StructureQuery } from '@kessho/schema/generated/graphql';

export type PredictedStructure = Extract<NonNullable<StructureQuery['node']>, { readonly __typename: 'RelaxedStructure' }>;
