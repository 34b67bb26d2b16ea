import { join } from 'node:path';
import type { LetterWeightModel } from '@kessho/core/prediction/symmetry-proposal/letter-weight-model';
import { ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

interface WeightsFile {
  readonly letters: LetterWeightModel['letters'];
  readonly siteSymmetries: readonly string[];
  /** Width of the element embeddings. */
  readonly elementFeatures: number;
  /** (118 × elementFeatures), row z − 1 belongs to atomic number z. */
  readonly elements: readonly number[];
  readonly electronegativities: readonly number[];
  /** (elementFeatures + 4) × (6 + number of site symmetries). */
  readonly bilinear: readonly number[];
}

const ELEMENTS = 118;

/** @throws {ModelFileInvalidError} where the weights are not the ones the manifest describes */
export function loadLetterWeights(directory = modelDirectory('symmetry', 'letter-weights', '1')): LetterWeightModel {
  const { id, file } = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as {
    readonly id: LetterWeightModel['id'];
    readonly file: string;
  };
  const weights = JSON.parse(readVerified(directory, { file, sha256: id.sha256 }).toString('utf8')) as WeightsFile;
  const { elementFeatures, siteSymmetries } = weights;
  const width = 6 + siteSymmetries.length;
  if (weights.elements.length !== ELEMENTS * elementFeatures || weights.bilinear.length !== (elementFeatures + 4) * width)
    throw new ModelFileInvalidError(`${file} holds ${weights.elements.length} and ${weights.bilinear.length} numbers, not as many as its widths say`);
  return {
    id,
    letters: weights.letters,
    siteSymmetries,
    elements: [Array<number>(elementFeatures).fill(0), ...rowsOf(weights.elements, elementFeatures)],
    electronegativities: weights.electronegativities,
    bilinear: rowsOf(weights.bilinear, width),
  };
}

const rowsOf = (numbers: readonly number[], width: number): number[][] =>
  Array.from({ length: numbers.length / width }, (_, row) => numbers.slice(row * width, (row + 1) * width));
