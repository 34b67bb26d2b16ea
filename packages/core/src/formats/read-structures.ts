import type { Structure } from '../crystal/structure.js';
import { readCif } from './cif/read-cif.js';
import { readExtxyz } from './extxyz/read-extxyz.js';
import { ParseFailedError } from './format-errors.js';
import { readPoscar } from './poscar/read-poscar.js';
import { readPymatgenJson } from './pymatgen-json/read-pymatgen-structure.js';
import type { StructureFormat } from './structure-format.js';

/** Longest text that is read, in characters; a trajectory of some 10,000 frames. */
const MAX_TEXT_LENGTH = 200_000_000;

/**
 * Read all crystals of a text, in its order; at least one.
 * @throws {ParseFailedError} with line and column; {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readStructures(text: string, format: StructureFormat): Structure[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ParseFailedError(`A text of ${text.length} characters is longer than the ${MAX_TEXT_LENGTH} that are read`, null);
  }
  if (text.trim() === '') throw new ParseFailedError('The text is empty', { line: 1, column: 1, offset: 0 });
  switch (format) {
    case 'cif':
      return readCif(text).map(({ structure }) => structure);
    case 'poscar':
      return [readPoscar(text)];
    case 'extxyz':
      return readExtxyz(text).map(({ structure }) => structure);
    case 'pymatgen-json':
      return readPymatgenJson(text);
  }
}
