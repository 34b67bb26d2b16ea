import type { CellSetting, StructureQuery } from '@kessho/schema/generated/graphql';

export type PredictedStructure = Extract<NonNullable<StructureQuery['node']>, { readonly __typename: 'RelaxedStructure' }>;

/** The first is what one gets without choosing: in it symmetry shows best. */
export const CELL_CHOICES: readonly [CellSetting, ...CellSetting[]] = ['CONVENTIONAL', 'PRIMITIVE', 'AS_PREDICTED'];

export const isCellSetting = (text: unknown): text is CellSetting => CELL_CHOICES.some((choice) => choice === text);
