import { join } from 'node:path';
import { ABSENCE_FEATURES, ORDER_FEATURES } from '@kessho/core/prediction/ranking/order-features';
import type { OrderModel } from '@kessho/core/prediction/ranking/order-model';
import { ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

interface ManifestFile {
  readonly id: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly file: string;
}

/** @throws {ModelFileInvalidError} where the weights are not the ones the manifest describes, or not for the features of this program */
export function loadOrderModel(directory = modelDirectory('order', 'ground-state', '1')): OrderModel {
  const { id, file } = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as ManifestFile;
  const weights = JSON.parse(readVerified(directory, { file, sha256: id.sha256 }).toString('utf8')) as Omit<OrderModel, 'id'>;
  assertNames(file, 'structure', ORDER_FEATURES, weights.structure);
  assertNames(file, 'absence', ABSENCE_FEATURES, weights.absence);
  return { id, ...weights };
}

function assertNames(file: string, part: string, names: readonly string[], weights: { readonly [name: string]: number }): void {
  const found = Object.keys(weights).sort().join();
  const wanted = [...names].sort().join();
  if (found !== wanted) throw new ModelFileInvalidError(`${file} has ${part} weights for ${found}; this program has the features ${wanted}`);
}
