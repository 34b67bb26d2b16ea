import { UnknownFormatError } from './format-errors.js';
import type { FormatName, ReadableFormat } from './structure-format.js';
import { FORMATS } from './structure-format.js';

/** Beginning of the text that is looked at. */
const EXAMINED_LENGTH = 20_000;

/**
 * The format of a structure file, by its name where that says so, else by its content. What kind of JSON a file is shows by its content alone.
 * @param fileName with or without folders; null where there is none
 * @throws {UnknownFormatError} where neither tells
 */
export function detectFormat(fileName: string | null, text: string): ReadableFormat {
  const named = fileName === null ? null : formatFromName(fileName);
  const format =
    named !== null && named !== 'pymatgen-json' && FORMATS[named].reads ? named : (formatFromContent(text.slice(0, EXAMINED_LENGTH)) ?? named);
  if (format === null || !isReadable(format)) {
    const what = fileName === null ? 'The text' : `"${fileName}"`;
    throw new UnknownFormatError(`${what} is neither CIF, POSCAR, extended XYZ, a file of pw.x, nor JSON of pymatgen, ASE or OPTIMADE`);
  }
  return format;
}

const isReadable = (format: FormatName): format is ReadableFormat => FORMATS[format].reads;

/** The format that a file name means, for reading and writing; null where it means none. */
export function formatFromName(fileName: string): FormatName | null {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1).toLowerCase();
  if (/\.m?cif$/.test(name)) return 'cif';
  if (/\.(ext)?xyz$/.test(name)) return 'extxyz';
  if (/\.jsonl$/.test(name)) return 'optimade-jsonl';
  if (/\.optimade\.json$/.test(name)) return 'optimade-json';
  if (/\.ase\.json$/.test(name)) return 'ase-json';
  if (/\.entr(y|ies)\.json$/.test(name)) return 'computed-structure-entry';
  if (/\.json$/.test(name)) return 'pymatgen-json';
  if (/\.(pwi|pw\.in|scf\.in|relax\.in)$/.test(name)) return 'qe-input';
  if (/\.(pwo|pw\.out|scf\.out|relax\.out)$/.test(name)) return 'qe-output';
  if (/\.(vasp|poscar|contcar)$/.test(name) || /^(poscar|contcar)/.test(name)) return 'poscar';
  return null;
}

function formatFromContent(text: string): ReadableFormat | null {
  if (/^\ufeff?\s*[[{]/.test(text)) return jsonFormat(text);
  if (/^\s*(data_|loop_|_cell_length_a)/im.test(text)) return 'cif';
  if (/^\s*Program PWSCF\b/m.test(text)) return 'qe-output';
  if (/^\s*&(control|system)\b/im.test(text)) return 'qe-input';
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

function jsonFormat(text: string): ReadableFormat {
  if (/^\ufeff?\s*\{\s*"x-optimade"/.test(text)) return 'optimade-jsonl';
  if (/"cartesian_site_positions"|"species_at_sites"/.test(text) || /"type"\s*:\s*"structures"/.test(text)) return 'optimade-json';
  if (/^\ufeff?\s*\{\s*"\d+"\s*:\s*\{/.test(text)) return 'ase-json';
  if (/"(Computed(Structure)?Entry|PDEntry)"/.test(text)) return 'computed-structure-entry';
  return 'pymatgen-json';
}
