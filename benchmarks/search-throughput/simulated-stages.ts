/** Models of a worker with a simulated relaxation; loaded through KESSHO_STAGES_MODULE. The median of its sleeps, ms, stands in the environment. */
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import type { SearchModels } from '@kessho/api/searches/search-models';
import { MEDIAN_MS } from './median-variable.js';
import { simulatedRelaxation } from './simulated-relaxation.js';

export { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';

export const modelsVersion = 'simulated';

export async function loadSearchModels(elements: readonly number[]): Promise<SearchModels> {
  const { knowledge, energyModel } = await loadSearchKnowledge(elements, {
    directory: modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version),
    threads: 1,
  });
  return { knowledge, relax: simulatedRelaxation(knowledge.referenceEntries, Number(process.env[MEDIAN_MS])), model: energyModel.id };
}
