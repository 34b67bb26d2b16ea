import type { EnergyModel } from '@kessho/core/energy/energy-model';
import type { EnergyModelManifest } from '../manifest.js';
import { createOnnxEnergyModel, type OnnxEnergyModelOptions } from './create-onnx-energy-model.js';

/** A potential that is loaded at its first evaluation: processes that only plan and rank never pay for it. */
export function lazyEnergyModel(directory: string, manifest: EnergyModelManifest, options: OnnxEnergyModelOptions): EnergyModel {
  let model: Promise<EnergyModel> | undefined;
  return {
    id: manifest.id,
    elements: new Set(manifest.elements),
    evaluate: async (batch) => (await (model ??= createOnnxEnergyModel(directory, options))).evaluate(batch),
  };
}
