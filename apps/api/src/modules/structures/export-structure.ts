import { writeStructure } from '@kessho/core/formats/write-structure';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import type { ExportedFile } from '@kessho/schema/results/exported-file';
import { exportedFile } from './exported-file.js';
import { DEFAULT_SYMPREC } from './geometry-in-cell.js';
import type { GeometryColumns } from './structure-from-row.js';
import { structureFromRow } from './structure-from-row.js';
import type { CellChoice } from './structure-in-cell.js';
import { structureInCell, symmetryOf } from './structure-in-cell.js';

const FILE_TYPES: Readonly<Record<StructureFormat, { readonly suffix: string; readonly mediaType: string }>> = {
  cif: { suffix: 'cif', mediaType: 'chemical/x-cif' },
  poscar: { suffix: 'vasp', mediaType: 'text/plain' },
  extxyz: { suffix: 'extxyz', mediaType: 'chemical/x-xyz' },
  'pymatgen-json': { suffix: 'json', mediaType: 'application/json' },
};

/** One crystal as a file; a CIF of the symmetrized conventional cell names its space group. */
export function exportStructure(
  row: GeometryColumns & { readonly symprec?: number | null },
  fileStem: string,
  { format, ...choice }: CellChoice & { readonly format: StructureFormat },
): ExportedFile {
  const symprec = row.symprec ?? DEFAULT_SYMPREC;
  const predicted = structureFromRow(row);
  const { suffix, mediaType } = FILE_TYPES[format];
  const namesSymmetry = format === 'cif' && choice.cell === 'conventional' && choice.symmetrized;
  const content = namesSymmetry
    ? writeStructure(predicted, format, symmetryOf(predicted, symprec))
    : writeStructure(structureInCell(predicted, symprec, choice), format);
  return exportedFile(`${fileStem}.${suffix}`, mediaType, content);
}
