import { pathToFileURL } from 'node:url';
import type { ReferencePhases } from '@kessho/core/prediction/create-prediction-stages';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import type { ModelCard } from '@kessho/schema/results/model-card';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import type { Config } from './config.js';
import type { LoadSearchModels } from './searches/search-models.js';
import { rememberSearchModels } from './searches/search-models.js';
import type { Judges } from './judges.js';
import { judgedVersion, judgesBelow, NO_JUDGES } from './judges.js';
import { readModelCard } from './model-cards.js';

/** What the API must know of the models without loading them. */
export interface StagesDescription {
  /** Names the models and tables: predictions made for one version are neither finished nor found again by another. */
  readonly modelsVersion: string;
  /** Atomic numbers that can be predicted; null where that is not known beforehand. */
  readonly elements: ReadonlySet<number> | null;
  readonly judges: Judges;
  /** What is said of a model by the sha256 of its file; null where it is not installed. */
  readonly modelCard: (sha256: string) => Promise<ModelCard | null>;
  /** Reference phases of the potential, for phase diagrams; null where there are none. */
  readonly loadReferencePhases: () => Promise<ReferencePhases | null>;
}

/** What a module named by KESSHO_STAGES_MODULE exports. */
export interface StagesModule {
  readonly modelsVersion: string;
  readonly loadPredictionStages: (options: { readonly threads: number }) => Promise<PredictionStages>;
  readonly loadReferencePhases?: () => Promise<ReferencePhases>;
  /** Without it searches fail. */
  readonly loadSearchModels?: LoadSearchModels;
}

const importModule = async (path: string): Promise<StagesModule> => (await import(pathToFileURL(path).href)) as StagesModule;

export async function describeStages({ stagesModule, modelPacks }: Pick<Config, 'stagesModule' | 'modelPacks'>): Promise<StagesDescription> {
  if (stagesModule !== null) {
    const { modelsVersion, loadReferencePhases = () => Promise.resolve(null) } = await importModule(stagesModule);
    return { modelsVersion, elements: null, judges: NO_JUDGES, modelCard: () => Promise.resolve(null), loadReferencePhases };
  }
  const { DEFAULT_ENERGY_MODEL } = await import('@kessho/models/runtime/default-models');
  const { loadEnergyModelManifest } = await import('@kessho/models/runtime/load-energy-model-manifest');
  const { modelDirectory } = await import('@kessho/models/runtime/model-directory');
  const { modelsVersion } = await import('@kessho/models/runtime/models-version');
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const manifest = await loadEnergyModelManifest(directory);
  const { id, elements } = manifest;
  const judges = judgesBelow(modelPacks);
  return {
    modelsVersion: `${id.name}@${id.version}:${modelsVersion()}`,
    elements: new Set(elements),
    judges,
    modelCard: async (sha256) => {
      const model = [{ directory, manifest }, ...(await judges.installed())].find((installed) => installed.manifest.id.sha256 === sha256);
      return model === undefined ? null : readModelCard(model.directory, model.manifest);
    },
    loadReferencePhases: async () => (await import('@kessho/models/reference/load-reference-set')).loadReferenceSet(id),
  };
}

/** The stages of a worker, for the predictions it can work on. */
export interface WorkerStages {
  /** Version of the models without a judge. */
  readonly modelsVersion: string;
  /** Versions of the models it has, those with a judge included. */
  readonly versions: () => Promise<string[]>;
  /** Null where a prediction was made for models that are not here. */
  readonly of: (modelsVersion: string) => Promise<PredictionStages | null>;
}

/** Load models, in a worker only. */
export async function loadStages(config: Pick<Config, 'stagesModule' | 'modelPacks' | 'threads'>): Promise<WorkerStages> {
  const { stagesModule, threads } = config;
  const { modelsVersion, judges } = await describeStages(config);
  if (stagesModule !== null) {
    const stages = await (await importModule(stagesModule)).loadPredictionStages({ threads });
    return { modelsVersion, versions: async () => [modelsVersion], of: async (version) => (version === modelsVersion ? stages : null) };
  }
  const { createPredictionStages } = await import('@kessho/core/prediction/create-prediction-stages');
  const { lazyEnergyModel } = await import('@kessho/models/runtime/lazy-energy-model');
  const { loadPredictionKnowledge } = await import('@kessho/models/runtime/load-prediction-knowledge');
  const knowledge = await loadPredictionKnowledge({ threads });
  const loaded = new Map([[modelsVersion, createPredictionStages(knowledge)]]);
  return {
    modelsVersion,
    versions: async () => [modelsVersion, ...(await judges.installed()).map((judge) => judgedVersion(modelsVersion, judge))],
    of: async (version) => {
      const known = loaded.get(version);
      if (known !== undefined) return known;
      const judge = (await judges.installed()).find((installed) => judgedVersion(modelsVersion, installed) === version);
      if (judge === undefined) return null;
      const stages = createPredictionStages({ ...knowledge, judge: lazyEnergyModel(judge.directory, judge.manifest, { threads }) });
      loaded.set(version, stages);
      return stages;
    },
  };
}

/** Models for searches, in a worker only; loaded when a search needs them. */
export async function searchModelsOf({ stagesModule, threads }: Pick<Config, 'stagesModule' | 'threads'>): Promise<LoadSearchModels> {
  if (stagesModule !== null) {
    const { loadSearchModels } = await importModule(stagesModule);
    return rememberSearchModels(loadSearchModels ?? (() => Promise.reject(new Error('These stages know nothing of searches'))));
  }
  return rememberSearchModels(async (elements) => {
    const { DEFAULT_ENERGY_MODEL } = await import('@kessho/models/runtime/default-models');
    const { modelDirectory } = await import('@kessho/models/runtime/model-directory');
    const { loadSearchKnowledge } = await import('@kessho/models/runtime/load-search-knowledge');
    const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
    const { knowledge, energyModel } = await loadSearchKnowledge(elements, { directory, threads });
    return { knowledge, relax: relaxTaskWith(energyModel), model: energyModel.id };
  });
}
