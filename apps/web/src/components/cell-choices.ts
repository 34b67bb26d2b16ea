import type { CellSetting } from '@kessho/schema/generated/graphql';

/** The first is what one gets without choosing: in it symmetry shows best. */
export const CELL_CHOICES: readonly [CellSetting, ...CellSetting[]] = ['CONVENTIONAL', 'PRIMITIVE', 'AS_PREDICTED'];

const isCellSetting = (text: unknown): text is CellSetting => CELL_CHOICES.some((choice) => choice === text);

/** The cell that an address asks for. */
export const cellFromText = (text: unknown): CellSetting => (isCellSetting(text) ? text : CELL_CHOICES[0]);
