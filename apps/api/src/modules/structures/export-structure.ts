import { CoreError } from '@kessho/core/errors';
import { zipFiles } from '@kessho/core/formats/archive/zip-files';
import type { LabeledCrystal } from '@kessho/core/formats/labeled-crystal';
import { FORMATS } from '@kessho/core/formats/structure-format';
import { writeVaspInput } from '@kessho/core/formats/vasp-input/write-vasp-input';
import { writeCrystals } from '@kessho/core/formats/write-structure';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import { badUserInput } from '../../graphql/request-errors.js';
import type { FileBody } from './exported-file.js';
import { DEFAULT_SYMPREC } from './geometry-in-cell.js';
import type { GeometryColumns } from './structure-from-row.js';
import { structureFromRow } from './structure-from-row.js';
import type { CellChoice } from './structure-in-cell.js';
import { structureInCell, symmetryOf } from './structure-in-cell.js';

/** What is known of a crystal besides its geometry. */
export interface StructureLabels extends Pick<LabeledCrystal, 'id' | 'energyScheme' | 'forces' | 'stress' | 'extra'> {
  readonly energyPerAtom: number | null;
}

export const UNLABELED: StructureLabels = { id: null, energyPerAtom: null, energyScheme: null, forces: null, stress: null, extra: new Map() };

/**
 * One crystal as a file; a CIF of the symmetrized conventional cell names its space group. Forces and stress stay with the cell as predicted.
 * @throws BAD_USER_INPUT for a format that needs what is not known: an energy, a potential of an element
 */
export function exportStructure(
  row: GeometryColumns & { readonly symprec?: number | null },
  fileStem: string,
  { energyPerAtom, ...labels }: StructureLabels,
  { format, ...choice }: CellChoice & { readonly format: StructureFormat },
): FileBody {
  const symprec = row.symprec ?? DEFAULT_SYMPREC;
  const predicted = structureFromRow(row);
  const { suffix, mediaType } = FORMATS[format];
  const namesSymmetry = format === 'cif' && choice.cell === 'conventional' && choice.symmetrized;
  const structure = namesSymmetry ? predicted : structureInCell(predicted, symprec, choice);
  const moved = choice.cell === 'as-predicted' ? {} : { forces: null, stress: null };
  const energy = energyPerAtom === null ? null : energyPerAtom * structure.atomicNumbers.length;
  const crystal: LabeledCrystal = { structure, energy, ...labels, ...moved };
  try {
    if (format === 'vasp-input') {
      return { fileName: `${fileStem}-vasp.${suffix}`, mediaType, body: zipFiles(new Map(Object.entries(writeVaspInput(structure)))) };
    }
    const body = writeCrystals([crystal], format, { symmetryOf: () => (namesSymmetry ? symmetryOf(predicted, symprec) : null) });
    return { fileName: `${fileStem}.${suffix}`, mediaType, body };
  } catch (error) {
    if (error instanceof CoreError && ['EnergyMissing', 'UnsupportedElement'].includes(error.code)) throw badUserInput(error.message);
    throw error;
  }
}
