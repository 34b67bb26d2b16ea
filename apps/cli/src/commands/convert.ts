import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipFiles } from '@kessho/core/formats/archive/zip-files';
import { detectFormat, formatFromName } from '@kessho/core/formats/detect-format';
import { DEFAULT_PW_OPTIONS, type PwOptions, readPseudopotentialTable } from '@kessho/core/formats/quantum-espresso/pw-options';
import type { LabeledCrystal } from '@kessho/core/formats/labeled-crystal';
import { readCrystals } from '@kessho/core/formats/read-structures';
import { type FormatName, FORMATS, WRITABLE_FORMATS } from '@kessho/core/formats/structure-format';
import { writeVaspInput } from '@kessho/core/formats/vasp-input/write-vasp-input';
import { writeCrystals } from '@kessho/core/formats/write-structure';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { EXIT } from '../exit-codes.js';
import { numberOption, parseOptions, wholeNumberOption } from '../parse-options.js';
import { readText } from '../read-inputs.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  to: { type: 'string' },
  symmetrized: { type: 'boolean', default: false },
  symprec: { type: 'string', default: '0.01' },
  index: { type: 'string' },
  calculation: { type: 'string', default: DEFAULT_PW_OPTIONS.calculation },
  pseudopotentials: { type: 'string' },
  kpoints: { type: 'string', default: String(DEFAULT_PW_OPTIONS.pointsPerAtom) },
} as const;

/**
 * `convert IN OUT`: formats from the names, or `--to`; `-` is standard input or output. `--index` takes one of several structures, from 1. For
 * `vasp-input` OUT is a folder or a `.zip`; `--kpoints` (points times atoms), `--calculation` and `--pseudopotentials TABLE.json` are for DFT inputs.
 */
export async function convert(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 2, named: 'an input and an output file' });
  const [from, to] = positionals as [string, string];
  const format = outputFormat(to, values.to);
  const symprec = numberOption('symprec', values.symprec, 1e-6, 2);
  const pointsPerAtom = wholeNumberOption('kpoints', values.kpoints, 1, 1e6);
  loadSymmetryEngineFromPackage();
  const text = await readText(from);
  const all = readCrystals(text, detectFormat(from === '-' ? null : basename(from), text));
  const crystals = values.index === undefined ? all : all.slice(wholeNumberOption('index', values.index, 1, all.length) - 1).slice(0, 1);
  const [only] = crystals as [LabeledCrystal];
  if (crystals.length > 1 && !FORMATS[format].holdsMany) {
    throw new UsageError(`${from} holds ${crystals.length} structures, a file in ${format} one: choose it with --index`);
  }
  if (format === 'vasp-input') await writeVaspFiles(to, writeVaspInput(only.structure, pointsPerAtom));
  else {
    const symmetryOf = (structure: LabeledCrystal['structure']) => (values.symmetrized ? findSymmetry(structure, symprec) : null);
    const written = writeCrystals(crystals, format, { symmetryOf, pw: { ...(await pwOptions(values)), pointsPerAtom } });
    if (to === '-') process.stdout.write(written);
    else await writeFile(to, written);
  }
  return EXIT.done;
}

async function pwOptions({ calculation, pseudopotentials }: { calculation: string; pseudopotentials?: string | undefined }): Promise<PwOptions> {
  if (calculation !== 'scf' && calculation !== 'vc-relax') throw new UsageError(`--calculation is scf or vc-relax, not "${calculation}"`);
  const table = pseudopotentials === undefined ? {} : { pseudopotentialOf: readPseudopotentialTable(await readText(pseudopotentials)) };
  return { ...DEFAULT_PW_OPTIONS, calculation, ...table };
}

async function writeVaspFiles(to: string, files: object): Promise<void> {
  const named = Object.entries(files) as [name: string, text: string][];
  if (to === '-') throw new UsageError('vasp-input is a set of files: name a folder or a .zip');
  if (/\.zip$/i.test(to)) return writeFile(to, zipFiles(new Map(named)));
  await mkdir(to, { recursive: true });
  for (const [name, text] of named) await writeFile(join(to, name), text);
}

function outputFormat(file: string, named: string | undefined): (typeof WRITABLE_FORMATS)[number] {
  const meant: FormatName | string | null = named ?? formatFromName(file);
  const format = WRITABLE_FORMATS.find((known) => known === meant);
  if (format === undefined) throw new UsageError(`the format of ${file} is not clear: give --to ${WRITABLE_FORMATS.join(' | ')}`);
  return format;
}
