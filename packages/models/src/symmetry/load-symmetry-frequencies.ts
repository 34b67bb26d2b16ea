import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SymmetryFrequencies } from '@kessho/core/prediction/symmetry-proposal/symmetry-frequencies';
import { ModelFileInvalidError } from '../model-errors.js';
import type { VerifiedFile } from '../read-verified.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

/** @throws {ModelFileInvalidError} where the table is not the one the manifest describes */
export function loadSymmetryFrequencies(directory = modelDirectory('symmetry', 'frequencies', '1')): SymmetryFrequencies {
  const manifest = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as VerifiedFile;
  const table = JSON.parse(gunzipSync(readVerified(directory, manifest)).toString('utf8')) as SymmetryFrequencies & { readonly format: number };
  if (table.format !== 1) throw new ModelFileInvalidError(`${manifest.file} has format ${table.format}; this program reads format 1`);
  return table;
}
