import type { CellSetting, MaterialPageQuery } from '@kessho/schema/generated/graphql';

export type MaterialDetails = Extract<NonNullable<MaterialPageQuery['node']>, { readonly __typename: 'Material' }>;
export type MaterialGeometry = NonNullable<MaterialDetails['geometry']>;

/** The first is what one gets without choosing: in it symmetry shows best. `AS_PREDICTED` is the cell of the source. */
export const MATERIAL_CELLS: readonly [CellSetting, ...CellSetting[]] = ['CONVENTIONAL', 'PRIMITIVE', 'AS_PREDICTED'];

export const isMaterialCell = (text: unknown): text is CellSetting => MATERIAL_CELLS.some((choice) => choice === text);
