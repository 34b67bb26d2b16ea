import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReferencePhases } from '@kessho/core/prediction/create-prediction-stages';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import { symbolOf } from '@kessho/core/elements/elements';
import type { ModelCard } from '@kessho/schema/results/model-card';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import type { Config } from './config.js';
import type { LoadSearchModels } from './searches/search-models.js';
import { rememberSearchModels } from './searches/search-models.js';

/** What the API must know of the models without loading them. */
export interface StagesDescription {
  /** Names the models and tables: predictions made for one version are neither finished nor found again by another. */
  readonly modelsVersion: string;
  /** Atomic numbers that can be predicted; null where that is not known beforehand. */
  readonly elements: ReadonlySet<number> | null;
  /** What the manifests say, by the sha256 of the model file. */
  readonly modelCards: ReadonlyMap<string, ModelCard>;
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

export async function describeStages({ stagesModule }: Pick<Config, 'stagesModule'>): Promise<StagesDescription> {
  if (stagesModule !== null) {
    const { modelsVersion, loadReferencePhases } = await importModule(stagesModule);
    return { modelsVersion, elements: null, modelCards: new Map(), loadReferencePhases: loadReferencePhases ?? (() => Promise.resolve(null)) };
  }
  const { DEFAULT_ENERGY_MODEL } = await import('@kessho/models/runtime/default-models');
  const { loadEnergyModelManifest } = await import('@kessho/models/runtime/load-energy-model-manifest');
  const { modelDirectory } = await import('@kessho/models/runtime/model-directory');
  const { modelsVersion } = await import('@kessho/models/runtime/models-version');
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const { id, elements, license, citation, theory, trainingData, cutoffs, metrics } = await loadEnergyModelManifest(directory);
  const cardFile = join(directory, 'MODEL_CARD.md');
  const card: ModelCard = {
    license,
    citation: citation.text,
    doi: citation.doi,
    functional: theory.functional,
    corrections: theory.corrections,
    trainingData: trainingData.name,
    elements: elements.map(symbolOf),
    cutoffs: Object.entries(cutoffs).map(([name, distance]) => ({ name, distance })),
    metrics: [...metrics],
    text: existsSync(cardFile) ? await readFile(cardFile, 'utf8') : null,
  };
  return {
    modelsVersion: `${id.name}@${id.version}:${modelsVersion()}`,
    elements: new Set(elements),
    modelCards: new Map([[id.sha256, card]]),
    loadReferencePhases: async () => (await import('@kessho/models/reference/load-reference-set')).loadReferenceSet(id),
  };
}

/** Load models, in a worker only. */
export async function loadStages({ stagesModule, threads }: Pick<Config, 'stagesModule' | 'threads'>): Promise<PredictionStages> {
  if (stagesModule !== null) return (await importModule(stagesModule)).loadPredictionStages({ threads });
  const { loadPredictionStages } = await import('@kessho/models/runtime/load-prediction-stages');
  return loadPredictionStages({ threads });
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
