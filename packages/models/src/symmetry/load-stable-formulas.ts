import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StableFormulasModel } from '@kessho/core/search/stoichiometry/stable-formulas';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';
import { loadPrototypeLikelihood } from './load-prototype-likelihood.js';

interface FormulasFile extends Pick<StableFormulasModel, 'sharpness' | 'distanceExponent' | 'priorWeight'> {
  /** Elements, then the counts of each stable formula. */
  readonly systems: readonly (readonly [elements: readonly number[], ...stable: readonly number[][]])[];
}

/** @throws {ModelFileInvalidError} where the table is not the one the manifest describes */
export function loadStableFormulas(directory = modelDirectory('symmetry', 'stable-formulas', '1')): StableFormulasModel {
  const { id, file } = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as {
    readonly id: StableFormulasModel['id'];
    readonly file: string;
  };
  const bytes = gunzipSync(readVerified(directory, { file, sha256: id.sha256 }));
  const { systems, ...numbers } = JSON.parse(bytes.toString('utf8')) as FormulasFile;
  return {
    id,
    ...numbers,
    systems: systems.map(([elements, ...stable]) => ({ elements, stable })),
    squaredDistances: loadPrototypeLikelihood().squaredDistances,
  };
}
