import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { detectFormat } from '@kessho/core/formats/detect-format';
import { writeExtxyz } from '@kessho/core/formats/extxyz/write-extxyz';
import { readStructures } from '@kessho/core/formats/read-structures';
import { STRUCTURE_FORMATS, type StructureFormat } from '@kessho/core/formats/structure-format';
import { writeStructure } from '@kessho/core/formats/write-structure';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { EXIT } from '../exit-codes.js';
import { numberOption, parseOptions } from '../parse-options.js';
import { readText } from '../read-inputs.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = { to: { type: 'string' }, symmetrized: { type: 'boolean', default: false }, symprec: { type: 'string', default: '0.01' } } as const;

/** `convert IN OUT`: formats from the names, or `--to`; `-` is standard input or output. */
export async function convert(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 2, named: 'an input and an output file' });
  const [from, to] = positionals as [string, string];
  const format = outputFormat(to, values.to);
  const symprec = numberOption('symprec', values.symprec, 1e-6, 2);
  loadSymmetryEngineFromPackage();
  const text = await readText(from);
  const structures = readStructures(text, detectFormat(from === '-' ? null : basename(from), text));
  if (structures.length > 1 && format !== 'extxyz') throw new UsageError(`${from} holds ${structures.length} structures; only extxyz takes more than one`);
  const written =
    format === 'extxyz'
      ? writeExtxyz(structures.map((structure) => ({ structure, energy: null, forces: null, stress: null, extra: new Map() })))
      : structures.map((structure) => writeStructure(structure, format, values.symmetrized ? findSymmetry(structure, symprec) : null)).join('');
  if (to === '-') process.stdout.write(written);
  else await writeFile(to, written);
  return EXIT.done;
}

const BY_NAME: readonly [pattern: RegExp, format: StructureFormat][] = [
  [/\.cif$/i, 'cif'],
  [/(^|\/)(POSCAR|CONTCAR)[^/]*$|\.(poscar|vasp)$/i, 'poscar'],
  [/\.(ext)?xyz$/i, 'extxyz'],
  [/\.json$/i, 'pymatgen-json'],
];

function outputFormat(file: string, named: string | undefined): StructureFormat {
  const format = named === undefined ? BY_NAME.find(([pattern]) => pattern.test(file))?.[1] : STRUCTURE_FORMATS.find((known) => known === named);
  if (format === undefined) throw new UsageError(`the format of ${file} is not clear: give --to ${STRUCTURE_FORMATS.join(' | ')}`);
  return format;
}
