import type { StructureFormat as TextFormat } from '@kessho/core/formats/structure-format';
import { registerClosedList } from './register-closed-list.js';

export const STRUCTURE_FORMATS = [
  'cif',
  'poscar',
  'extxyz',
  'pymatgen-json',
  'computed-structure-entry',
  'optimade-json',
  'ase-json',
  'qe-input',
  'vasp-input',
] as const satisfies readonly (TextFormat | 'vasp-input')[];
export type StructureFormat = (typeof STRUCTURE_FORMATS)[number];

export const SELECTION_FORMATS = ['extxyz', 'csv', 'optimade-jsonl', 'archive'] as const;
export type SelectionFormat = (typeof SELECTION_FORMATS)[number];

export const CELL_SETTINGS = ['as-predicted', 'conventional', 'primitive', 'niggli'] as const;
export type CellSetting = (typeof CELL_SETTINGS)[number];

export const StructureFormatEnum = registerClosedList(
  'StructureFormat',
  STRUCTURE_FORMATS,
  'File format of one structure. VASP_INPUT is a zip of INCAR, KPOINTS, POSCAR and the symbols of the potentials.',
);
export const SelectionFormatEnum = registerClosedList(
  'SelectionFormat',
  SELECTION_FORMATS,
  'File format of a ranked list: many-frame extxyz, a table, OPTIMADE JSON lines, or a zip of everything.',
);
export const CellSettingEnum = registerClosedList(
  'CellSetting',
  CELL_SETTINGS,
  'Which cell of the crystal; the viewer and the download take the same.',
);
