import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { RecordFormat } from '@kessho/core/formats/records/read-record';
import { ImportError } from '../import-source.js';

/** A file to be read. */
export interface ImportFile {
  readonly path: string;
  /** How it is named to people, in ids and in cursors: relative to the folder that was named. */
  readonly name: string;
  readonly bytes: number;
}

/** How the records of a file are told apart. */
export type FileLayout =
  { readonly records: 'lines' | 'objects' | 'frames' | 'whole'; readonly format: RecordFormat } | { readonly records: 'archive' };

const LAYOUTS: readonly (readonly [pattern: RegExp, layout: FileLayout])[] = [
  [/\.(jsonl|ndjson)$/i, { records: 'lines', format: 'json' }],
  [/\.json$/i, { records: 'objects', format: 'json' }],
  [/\.m?cif$/i, { records: 'whole', format: 'cif' }],
  [/\.(ext)?xyz$/i, { records: 'frames', format: 'extxyz' }],
  [/\.(vasp|poscar|contcar)$|(^|[\\/])(POSCAR|CONTCAR)[^\\/]*$/i, { records: 'whole', format: 'poscar' }],
  [/\.zip$/i, { records: 'archive' }],
];

/** By the name, `.gz` left aside; null where it is no file of crystals. */
export const layoutOf = (name: string): FileLayout | null => LAYOUTS.find(([pattern]) => pattern.test(name.replace(/\.gz$/i, '')))?.[1] ?? null;

/**
 * The files of crystals among these locations, folders with all they hold, in an order that depends on names alone.
 * @throws {ImportError} for a location that is not there, or a file that was named but is of no known kind
 */
export async function listImportFiles(locations: readonly string[]): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const location of locations) {
    const found = await stat(location).catch((cause: unknown) => {
      throw new ImportError('SourceNotFound', `There is no file or folder ${location}`, { cause });
    });
    if (found.isDirectory()) {
      const below = await readdir(location, { recursive: true, withFileTypes: true });
      const paths = below.filter((entry) => entry.isFile() && layoutOf(entry.name) !== null).map((entry) => join(entry.parentPath, entry.name));
      for (const path of paths.sort()) {
        const inside = relative(location, path).split(sep).join('/');
        files.push({ path, name: locations.length === 1 ? inside : `${location}/${inside}`, bytes: (await stat(path)).size });
      }
    } else {
      if (layoutOf(location) === null)
        throw new ImportError('SourceNotFound', `The name of ${location} does not tell what it holds: .jsonl, .json, .cif, POSCAR, .extxyz, .zip`);
      files.push({ path: location, name: locations.length === 1 ? basename(location) : location, bytes: found.size });
    }
  }
  if (files.length === 0) throw new ImportError('SourceEmpty', `There is no file of crystals in ${locations.join(', ')}`);
  return files;
}
