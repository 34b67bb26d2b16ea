import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SymmetryFrequencies } from '@kessho/core/prediction/symmetry-proposal/symmetry-frequencies';
import { ModelFileInvalidError } from '../model-errors.js';
import { modelDirectory } from '../runtime/model-directory.js';

/** @throws {ModelFileInvalidError} where the table is not the one the manifest describes */
export function loadSymmetryFrequencies(directory = modelDirectory('symmetry', 'frequencies', '1')): SymmetryFrequencies {
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as { readonly file: string; readonly sha256: string };
  const bytes = readFileSync(join(directory, manifest.file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256) throw new ModelFileInvalidError(`${manifest.file} has sha256 ${sha256}, the manifest says ${manifest.sha256}`);
  const table = JSON.parse(gunzipSync(bytes).toString('utf8')) as SymmetryFrequencies & { readonly format: number };
  if (table.format !== 1) throw new ModelFileInvalidError(`${manifest.file} has format ${table.format}; this program reads format 1`);
  return table;
}
