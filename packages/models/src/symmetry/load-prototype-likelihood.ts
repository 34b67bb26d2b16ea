import { join } from 'node:path';
import type { PrototypeLikelihoodModel } from '@kessho/core/prediction/symmetry-proposal/prototype-likelihood';
import { ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

interface WeightsFile {
  readonly dimension: number;
  /** (118 × dimension), row z − 1 belongs to atomic number z. */
  readonly embeddings: readonly number[];
  readonly shiftDimension: number;
  /** (118 × shiftDimension), likewise. */
  readonly shiftEmbeddings: readonly number[];
  readonly countExponent: number;
  readonly distanceExponent: number;
  readonly sharpness: readonly number[];
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
export function loadPrototypeLikelihood(directory = modelDirectory('symmetry', 'prototype-likelihood', '2')): PrototypeLikelihoodModel {
  const manifest = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as ManifestFile;
  const bytes = readVerified(directory, { file: manifest.file, sha256: manifest.id.sha256 });
  const { dimension, embeddings, shiftDimension, shiftEmbeddings, ...rest } = JSON.parse(bytes.toString('utf8')) as WeightsFile;
  if (embeddings.length !== ELEMENTS * dimension || shiftEmbeddings.length !== ELEMENTS * shiftDimension)
    throw new ModelFileInvalidError(`${manifest.file} holds ${embeddings.length} and ${shiftEmbeddings.length} embedding numbers`);
  return {
    id: manifest.id,
    ...rest,
    squaredDistances: squaredDistances(embeddings, dimension),
    shiftEmbeddings: rowsByAtomicNumber(shiftEmbeddings, shiftDimension),
  };
}

/** Row z belongs to atomic number z; row 0 is zero. */
const rowsByAtomicNumber = (numbers: readonly number[], dimension: number): number[][] =>
  Array.from({ length: ELEMENTS + 1 }, (_, z) => (z === 0 ? Array<number>(dimension).fill(0) : numbers.slice((z - 1) * dimension, z * dimension)));

function squaredDistances(embeddings: readonly number[], dimension: number): Float64Array {
  const distances = new Float64Array((ELEMENTS + 1) ** 2);
  for (let i = 1; i <= ELEMENTS; i++) {
    for (let j = 1; j <= ELEMENTS; j++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++)
        sum += ((embeddings[(i - 1) * dimension + k] as number) - (embeddings[(j - 1) * dimension + k] as number)) ** 2;
      distances[(ELEMENTS + 1) * i + j] = sum;
    }
  }
  return distances;
}
