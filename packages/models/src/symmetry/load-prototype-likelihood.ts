import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrototypeLikelihoodModel } from '@kessho/core/prediction/symmetry-proposal/prototype-likelihood';
import { ModelFileInvalidError } from '../model-errors.js';
import { modelDirectory } from '../runtime/model-directory.js';

interface WeightsFile {
  readonly dimension: number;
  /** (118 × dimension), row z − 1 belongs to atomic number z. */
  readonly embeddings: readonly number[];
  readonly countExponent: number;
  readonly distanceExponent: number;
  readonly sharpness: number;
  readonly hullBias: readonly number[];
  readonly experimentBias: readonly number[];
  readonly spaceGroupBias: readonly number[];
  readonly formulaUnitsBias: readonly number[];
}

interface ManifestFile {
  readonly id: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly file: string;
}

const ELEMENTS = 118;

/** @throws {ModelFileInvalidError} where the weights are not the ones the manifest describes */
export function loadPrototypeLikelihood(directory = modelDirectory('symmetry', 'prototype-likelihood', '1')): PrototypeLikelihoodModel {
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as ManifestFile;
  const bytes = readFileSync(join(directory, manifest.file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.id.sha256) throw new ModelFileInvalidError(`${manifest.file} has sha256 ${sha256}, the manifest says ${manifest.id.sha256}`);
  const { dimension, embeddings, ...rest } = JSON.parse(bytes.toString('utf8')) as WeightsFile;
  if (embeddings.length !== ELEMENTS * dimension) throw new ModelFileInvalidError(`${manifest.file} holds ${embeddings.length} embedding numbers`);
  return { id: manifest.id, ...rest, squaredDistances: squaredDistances(embeddings, dimension) };
}

function squaredDistances(embeddings: readonly number[], dimension: number): Float64Array {
  const distances = new Float64Array((ELEMENTS + 1) ** 2);
  for (let i = 1; i <= ELEMENTS; i++) {
    for (let j = 1; j <= ELEMENTS; j++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += ((embeddings[(i - 1) * dimension + k] as number) - (embeddings[(j - 1) * dimension + k] as number)) ** 2;
      distances[(ELEMENTS + 1) * i + j] = sum;
    }
  }
  return distances;
}
