import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Structure } from '@kessho/core/crystal/structure';
import { detectFormat } from '@kessho/core/formats/detect-format';
import { readStructures } from '@kessho/core/formats/read-structures';

/** One structure of an input file, or why there is none. */
export type StructureInput =
  | { readonly file: string; readonly frame: number; readonly structure: Structure }
  | { readonly file: string; readonly frame: null; readonly failure: unknown };

/** Read CIF, POSCAR, extxyz and pymatgen JSON files in order; `-` is standard input. A file that cannot be read is one failed input. */
export async function* readInputs(files: readonly string[]): AsyncGenerator<StructureInput> {
  for (const file of files) {
    try {
      const text = await readText(file);
      const structures = readStructures(text, detectFormat(file === '-' ? null : basename(file), text));
      for (const [frame, structure] of structures.entries()) yield { file, frame, structure };
    } catch (failure) {
      yield { file, frame: null, failure };
    }
  }
}

export async function readText(file: string): Promise<string> {
  if (file !== '-') return readFile(file, 'utf8');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
