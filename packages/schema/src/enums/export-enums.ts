import { STRUCTURE_FORMATS, type StructureFormat } from '@kessho/core/formats/structure-format';
import { registerClosedList } from './register-closed-list.js';

export type { StructureFormat };

export const SELECTION_FORMATS = ['extxyz', 'csv'] as const;
export type SelectionFormat = (typeof SELECTION_FORMATS)[number];

export const CELL_SETTINGS = ['as-predicted', 'conventional', 'primitive', 'niggli'] as const;
export type CellSetting = (typeof CELL_SETTINGS)[number];

export const StructureFormatEnum = registerClosedList('StructureFormat', STRUCTURE_FORMATS, 'File format of one structure.');
export const SelectionFormatEnum = registerClosedList(
  'SelectionFormat',
  SELECTION_FORMATS,
  'File format of a ranked list: many-frame extxyz, or a table.',
);
export const CellSettingEnum = registerClosedList(
  'CellSetting',
  CELL_SETTINGS,
  'Which cell of the crystal; the viewer and the download take the same.',
);
