import type { RelaxationResult } from '../prediction/stage-types.js';
import type { RelaxTask, SearchKnowledge } from './search-knowledge.js';
import { absorbResult, isFinished } from './search-steps.js';
import type { SearchState } from './search-types.js';

export interface SearchControl {
  readonly signal: AbortSignal | null;
  /** After each result, with the state that it led to. */
  readonly onAdvance: ((state: SearchState) => void) | null;
}

/**
 * Move a search to its end in this process. The running tasks are handed to `relax` at once, as many as the lag; results wait for their turn, so that who is
 * faster changes nothing.
 * @returns the last state; after an abort one that can be gone on with, running tasks to be begun anew
 */
export async function runSearch(
  begun: SearchState,
  knowledge: SearchKnowledge,
  relax: RelaxTask,
  { signal, onAdvance }: SearchControl,
): Promise<SearchState> {
  let state = begun;
  const underWay = new Map<number, Promise<RelaxationResult | Failure>>();
  const isAborted = (): boolean => signal?.aborted === true;
  while (!isFinished(state) && !isAborted()) {
    for (const task of state.running) {
      if (underWay.has(task.index)) continue;
      // a task may fail long before its turn comes
      underWay.set(
        task.index,
        relax(task, state.request.constraints.pressureGPa, { signal, onProgress: null }).catch((error: unknown) => new Failure(error)),
      );
    }
    const [{ index }] = state.running;
    const result = (await underWay.get(index)) as RelaxationResult | Failure;
    if (isAborted()) break;
    if (result instanceof Failure) throw result.cause;
    underWay.delete(index);
    state = await absorbResult(state, result, knowledge);
    onAdvance?.(state);
  }
  await Promise.all(underWay.values());
  return state;
}

class Failure {
  constructor(readonly cause: unknown) {}
}
