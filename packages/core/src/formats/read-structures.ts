import type { Structure } from '../crystal/structure.js';
import { readAseJson } from './ase-json/read-ase-json.js';
import { readCif } from './cif/read-cif.js';
import type { ExtxyzFrame } from './extxyz/extxyz-frame.js';
import { readExtxyz } from './extxyz/read-extxyz.js';
import { ParseFailedError } from './format-errors.js';
import { type LabeledCrystal, unlabeled } from './labeled-crystal.js';
import { readOptimade } from './optimade/read-optimade.js';
import { readPoscar } from './poscar/read-poscar.js';
import { readPymatgenCrystals } from './pymatgen-json/read-pymatgen-crystals.js';
import { readPwInput } from './quantum-espresso/read-pw-input.js';
import { readPwOutput } from './quantum-espresso/read-pw-output.js';
import type { ReadableFormat } from './structure-format.js';

/** Longest text that is read, in characters; a trajectory of some 10,000 frames. */
const MAX_TEXT_LENGTH = 200_000_000;

/** Read all crystals of a text, in its order; at least one. @throws as `readCrystals` */
export const readStructures = (text: string, format: ReadableFormat): Structure[] => readCrystals(text, format).map(({ structure }) => structure);

/**
 * Read all crystals of a text with the energies, forces and names it gives them, in its order; at least one.
 * @throws {ParseFailedError} with line and column; {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readCrystals(text: string, format: ReadableFormat): LabeledCrystal[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ParseFailedError(`A text of ${text.length} characters is longer than the ${MAX_TEXT_LENGTH} that are read`, null);
  }
  if (text.trim() === '') throw new ParseFailedError('The text is empty', { line: 1, column: 1, offset: 0 });
  switch (format) {
    case 'cif':
      return readCif(text).map(({ name, structure }) => ({ ...unlabeled(structure), id: name === '' ? null : name }));
    case 'poscar':
      return [unlabeled(readPoscar(text))];
    case 'extxyz':
      return readExtxyz(text).map(crystalFromFrame);
    case 'pymatgen-json':
    case 'computed-structure-entry':
      return readPymatgenCrystals(text);
    case 'optimade-json':
    case 'optimade-jsonl':
      return readOptimade(text);
    case 'ase-json':
      return readAseJson(text);
    case 'qe-input':
      return [unlabeled(readPwInput(text))];
    case 'qe-output':
      return [readPwOutput(text)];
  }
}

/** A frame whose keys `id` and `energy_scheme` are what `writeCrystals` makes of a name and a scheme. */
const crystalFromFrame = (frame: ExtxyzFrame): LabeledCrystal => ({
  ...frame,
  id: frame.extra.get('id') ?? null,
  energyScheme: frame.extra.get('energy_scheme') ?? null,
  extra: new Map([...frame.extra].filter(([key]) => key !== 'id' && key !== 'energy_scheme')),
});
