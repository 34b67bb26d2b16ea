import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ImportRequest } from '../import-request.js';
import { isSnapshotDate } from '../import-request.js';
import { MATERIALS_PROJECT_URL } from '../sources/materials-project-source.js';

export const IMPORT_USAGE = `kessho import: crystals into the database, each with its symmetry and prototype

Usage: npm run kessho -- import SOURCE … [options]

SOURCE is
  files and folders      .jsonl .json .cif POSCAR .extxyz, also .gz and .zip: Materials Project documents and lines, OPTIMADE JSON, pymatgen
                         structures and entries, crystals
  materials-project      the Materials Project by its API; your key in MP_API_KEY
  https://…              the base URL of an OPTIMADE provider

  --filter TEXT              OPTIMADE: a filter; materials-project: query parameters, chemsys=Li-O&energy_above_hull_max=0.1
  --source NAME              name of the collection (default: name of the file or folder, or the host)
  --license SPDX             of records that do not say theirs
  --functional NAME          of energies that do not say theirs
  --correction-scheme NAME   of energies that do not say theirs; without scheme an energy is kept as reported, but not compared
  --snapshot-date DATE       state of the source, 2025-02 or 2025-02-28
  --threads N                threads that analyze (default: one a core)
  --json                     JSON lines on standard output

The same command again goes on where an interrupted import stood. Exit code 0: everything is stored; 2: some records were rejected, or the words do
not fit; 1: the source failed.
`;

/** The words of the command do not fit; the message says which. */
export class ImportUsageError extends Error {}

export interface ImportArguments {
  readonly request: ImportRequest;
  readonly threads: number;
  readonly json: boolean;
}

const OPTIONS = {
  filter: { type: 'string' },
  source: { type: 'string' },
  license: { type: 'string' },
  functional: { type: 'string' },
  'correction-scheme': { type: 'string' },
  'snapshot-date': { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws {ImportUsageError} */
export function readImportArguments(args: readonly string[]): ImportArguments {
  const { values, positionals } = parse(args);
  const named = positionals.map((location) => resolve(location));
  const [first = ''] = positionals;
  const common = {
    filter: values.filter?.trim() || null,
    license: values.license?.trim() || null,
    functional: values.functional?.trim() || null,
    correctionScheme: values['correction-scheme']?.trim() || null,
    snapshotDate: readSnapshotDate(values['snapshot-date']),
  };
  const source = values.source?.trim() || null;
  const threads = readThreads(values.threads);
  if (/^https?:\/\//i.test(first) || (first === 'materials-project' && !existsSync(named[0] ?? ''))) {
    if (positionals.length > 1) throw new ImportUsageError('One provider at a time');
    if (first === 'materials-project') {
      const request = { ...common, kind: 'materials-project' as const, locations: [MATERIALS_PROJECT_URL], source: source ?? 'materials-project' };
      return { request, threads, json: values.json };
    }
    if (!URL.canParse(first)) throw new ImportUsageError(`${first} is no address`);
    return { request: { ...common, kind: 'optimade', locations: [first], source: source ?? new URL(first).host }, threads, json: values.json };
  }
  if (positionals.length === 0) throw new ImportUsageError('Name files, a folder, materials-project, or the address of an OPTIMADE provider');
  if (common.filter !== null) throw new ImportUsageError('--filter is for providers; files are read whole');
  const name = positionals.length === 1 ? basename(named[0] ?? '').replace(/\.(jsonl|ndjson|json|cif|zip|xyz|extxyz|gz)(\.gz)?$/i, '') : 'files';
  return { request: { ...common, kind: 'files', locations: named, source: source ?? name }, threads, json: values.json };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new ImportUsageError(error instanceof Error ? error.message : String(error));
  }
}

function readThreads(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new ImportUsageError(`--threads takes a whole number from 1 to 64, not "${text}"`);
  return threads;
}

function readSnapshotDate(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isSnapshotDate(text)) throw new ImportUsageError(`--snapshot-date takes 2025-02 or 2025-02-28, not "${text}"`);
  return text;
}
