import { fileURLToPath } from 'node:url';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';
import type { SearchKnowledgeOptions } from './load-search-knowledge.js';
import { openProcessPool } from './process-pool.js';
import type { RelaxationCall } from './search-process.js';

export interface PooledRelaxation {
  readonly relax: RelaxTask;
  readonly close: () => void;
}

/** The tasks of a search done by `size` child processes. Results do not depend on `size`. */
export function poolRelaxation(size: number, options: SearchKnowledgeOptions): PooledRelaxation {
  const pool = openProcessPool<RelaxationCall>(fileURLToPath(new URL('search-process.js', import.meta.url)), options, size);
  return {
    relax: (task, pressureGPa, { signal }) => pool.call('relax', { task, pressureGPa }, signal) as ReturnType<RelaxTask>,
    close: pool.close,
  };
}
