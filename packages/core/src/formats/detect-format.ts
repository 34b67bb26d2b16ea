import { UnknownFormatError } from './format-errors.js';
import type { StructureFormat } from './structure-format.js';

/** Beginning of the text that is looked at. */
const EXAMINED_LENGTH = 20_000;

/**
 * The format of a structure file, by its name where that says so, else by its content.
 * @param fileName with or without folders; null where there is none
 * @throws {UnknownFormatError} where neither tells
 */
export function detectFormat(fileName: string | null, text: string): StructureFormat {
  const format = (fileName === null ? null : formatFromName(fileName)) ?? formatFromContent(text.slice(0, EXAMINED_LENGTH));
  if (format === null) {
    throw new UnknownFormatError(`${fileName === null ? 'The text' : `"${fileName}"`} is neither CIF, POSCAR, extended XYZ nor pymatgen JSON`);
  }
  return format;
}

function formatFromName(fileName: string): StructureFormat | null {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1).toLowerCase();
  if (/\.m?cif$/.test(name)) return 'cif';
  if (/\.(ext)?xyz$/.test(name)) return 'extxyz';
  if (/\.json$/.test(name)) return 'pymatgen-json';
  if (/\.(vasp|poscar|contcar)$/.test(name) || /^(poscar|contcar)/.test(name)) return 'poscar';
  return null;
}

function formatFromContent(text: string): StructureFormat | null {
  if (/^\ufeff?\s*[[{]/.test(text)) return 'pymatgen-json';
  if (/^\s*(data_|loop_|_cell_length_a)/im.test(text)) return 'cif';
  const lines = text.split(/\r\n|\n|\r/);
  if (/^\ufeff?\s*\d+\s*$/.test(lines[0]) && /=/.test(lines[1] ?? '')) return 'extxyz';
  const number = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eEdD][+-]?\\d+)?';
  const vector = new RegExp(`^\\s*${number}\\s+${number}\\s+${number}(\\s|$)`);
  if (
    new RegExp(`^\\s*${number}(\\s|$)`).test(lines[1] ?? '') &&
    lines.slice(2, 5).length === 3 &&
    lines.slice(2, 5).every((line) => vector.test(line))
  ) {
    return 'poscar';
  }
  return null;
}
