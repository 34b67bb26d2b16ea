import type { ModelId } from '@kessho/core/energy/energy-model';
import type { RelaxTask, SearchKnowledge } from '@kessho/core/search/search-knowledge';

/** What a worker needs to move a search: loaded at the first one of a chemical system. */
export interface SearchModels {
  readonly knowledge: SearchKnowledge;
  readonly relax: RelaxTask;
  readonly model: ModelId;
}

/** @param elements atomic numbers of the system */
export type LoadSearchModels = (elements: readonly number[]) => Promise<SearchModels>;

/** The same models for the same system again, without loading them twice. A system that could not be loaded is tried again. */
export function rememberSearchModels(load: LoadSearchModels): LoadSearchModels {
  const loaded = new Map<string, Promise<SearchModels>>();
  return (elements) => {
    const key = elements.join('-');
    let models = loaded.get(key);
    if (models === undefined) {
      models = load(elements);
      loaded.set(key, models);
      models.catch(() => loaded.delete(key));
    }
    return models;
  };
}
