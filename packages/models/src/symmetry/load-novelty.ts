import { join } from 'node:path';
import type { NoveltyModel } from '@kessho/core/prediction/symmetry-proposal/novelty-model';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

/** @throws {ModelFileInvalidError} where the weights are not the ones the manifest describes */
export function loadNovelty(directory = modelDirectory('symmetry', 'novelty', '1')): NoveltyModel {
  const { id, file } = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as { readonly id: NoveltyModel['id']; readonly file: string };
  return { id, ...(JSON.parse(readVerified(directory, { file, sha256: id.sha256 }).toString('utf8')) as Omit<NoveltyModel, 'id'>) };
}
