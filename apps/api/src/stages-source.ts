import { pathToFileURL } from 'node:url';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { Config } from './config.js';

/** What the API must know of the models without loading them. */
export interface StagesDescription {
  /** Names the models: predictions made for one version are not finished by another. */
  readonly modelsVersion: string;
  /** Atomic numbers that can be predicted; null where that is not known beforehand. */
  readonly elements: ReadonlySet<number> | null;
}

/** What a module named by KESSHO_STAGES_MODULE exports. */
export interface StagesModule {
  readonly modelsVersion: string;
  readonly loadPredictionStages: (options: { readonly threads: number }) => Promise<PredictionStages>;
}

const importModule = async (path: string): Promise<StagesModule> => (await import(pathToFileURL(path).href)) as StagesModule;

export async function describeStages({ stagesModule }: Pick<Config, 'stagesModule'>): Promise<StagesDescription> {
  if (stagesModule !== null) return { modelsVersion: (await importModule(stagesModule)).modelsVersion, elements: null };
  const { DEFAULT_ENERGY_MODEL } = await import('@kessho/models/runtime/default-models');
  const { loadEnergyModelManifest } = await import('@kessho/models/runtime/load-energy-model-manifest');
  const { modelDirectory } = await import('@kessho/models/runtime/model-directory');
  const { id, elements } = await loadEnergyModelManifest(modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version));
  return { modelsVersion: `${id.name}@${id.version}:${id.sha256.slice(0, 16)}`, elements: new Set(elements) };
}

/** Load models, in a worker only. */
export async function loadStages({ stagesModule, threads }: Pick<Config, 'stagesModule' | 'threads'>): Promise<PredictionStages> {
  if (stagesModule !== null) return (await importModule(stagesModule)).loadPredictionStages({ threads });
  const { loadPredictionStages } = await import('@kessho/models/runtime/load-prediction-stages');
  return loadPredictionStages({ threads });
}
