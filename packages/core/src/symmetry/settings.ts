import { type EngineSetting, operationsOfSettingFromEngine, settingFromEngine } from './moyo-bridge.js';
import { exactTranslation } from './operations-of.js';
import type { SymmetryOperation } from './symmetry-operation.js';

/** A choice of axes, cell and origin of a space group. */
export interface SpaceGroupSetting extends EngineSetting {
  /** 1–530. */
  readonly hallNumber: number;
}

const SETTING_COUNT = 530;

let settings: readonly SpaceGroupSetting[] | null = null;

/** All settings by Hall number. */
export const spaceGroupSettings = (): readonly SpaceGroupSetting[] =>
  (settings ??= Array.from({ length: SETTING_COUNT }, (_, k) => ({ hallNumber: k + 1, ...settingFromEngine(k + 1) })));

/** Tabulated operations of a setting, per its conventional cell. */
export const operationsOfSetting = ({ spaceGroup, hallNumber }: SpaceGroupSetting): readonly SymmetryOperation[] =>
  operationsOfSettingFromEngine(spaceGroup, hallNumber).map(exactTranslation);
