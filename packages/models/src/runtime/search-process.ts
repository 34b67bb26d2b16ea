/** A child process that relaxes for the search of its parent; it ends with the parent. Its one argument holds the folder of the potential and the threads, as JSON. */
import type { RelaxationTask } from '@kessho/core/search/search-types';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { lazyEnergyModel } from './lazy-energy-model.js';
import { loadEnergyModelManifest } from './load-energy-model-manifest.js';
import type { SearchKnowledgeOptions } from './load-search-knowledge.js';
import { loadSymmetryEngineFromPackage } from './load-symmetry-engine.js';
import { serveCalls } from './serve-calls.js';

/** One task at one pressure, GPa. */
export interface RelaxationCall {
  readonly task: RelaxationTask;
  readonly pressureGPa: number;
}

const { directory, threads } = JSON.parse(process.argv[2] as string) as SearchKnowledgeOptions;
loadSymmetryEngineFromPackage();
const relax = relaxTaskWith(lazyEnergyModel(directory, await loadEnergyModelManifest(directory), { threads }));

serveCalls(({ task, pressureGPa }: RelaxationCall, signal) => relax(task, pressureGPa, { signal, onProgress: null }));
