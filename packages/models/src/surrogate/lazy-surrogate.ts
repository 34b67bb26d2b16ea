import { join } from 'node:path';
import type { SurrogateModel } from '@kessho/core/prediction/screening/surrogate/surrogate-model';
import { readModelFile } from '../read-verified.js';
import { createOnnxSurrogate } from '../runtime/create-onnx-surrogate.js';
import { SHIPPED_SURROGATE } from './load-surrogate.js';
import { parseSurrogateManifest } from './surrogate-manifest.js';

/** The surrogate that ships with this package, its graph loaded when it is first asked: processes that only plan and rank never pay for it. */
export function lazySurrogate(directory = SHIPPED_SURROGATE): SurrogateModel {
  const path = join(directory, 'manifest.json');
  const { id, potential, elements, width, startingPoint } = parseSurrogateManifest(readModelFile(path).toString('utf8'), path);
  let model: Promise<SurrogateModel> | undefined;
  return { id, potential, elements: new Set(elements), width, startingPoint, featuresOf: async (batch) => (await (model ??= createOnnxSurrogate(directory))).featuresOf(batch) };
}
