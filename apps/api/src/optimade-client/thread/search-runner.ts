import { Worker } from 'node:worker_threads';
import type { FederatedSearch, SearchEvent } from '../federated-search.js';
import type { SearchAnswer, SearchOrder, SearchThreadData } from './search-messages.js';

/** Carries out searches in a thread of its own, which starts with the first one. */
export interface SearchRunner {
  /** Resolves at its end. @throws where the thread breaks down, or a defect ends the search */
  readonly run: (searchId: string, search: FederatedSearch, tell: (event: SearchEvent) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Running {
  readonly tell: (event: SearchEvent) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One thread for all searches, so that no host is asked twice at a time; after a breakdown the next search starts another. */
export function startSearchRunner(data: SearchThreadData): SearchRunner {
  const running = new Map<string, Running>();
  let thread: Worker | null = null;

  const start = (): Worker => {
    const started = new Worker(new URL('./search-thread.js', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    let isDown = false;
    const breakDown = (error: Error): void => {
      if (isDown) return; // its end follows its error, when the next thread may be at work
      isDown = true;
      if (thread === started) thread = null;
      for (const { reject } of running.values()) reject(error);
      running.clear();
    };
    started.on('message', (answer: SearchAnswer) => {
      const search = running.get(answer.searchId);
      if (answer.kind === 'event') return search?.tell(answer.event);
      running.delete(answer.searchId);
      if (answer.failure === null) search?.resolve();
      else search?.reject(new Error(answer.failure));
    });
    started.on('error', (error) => breakDown(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => breakDown(new Error('The thread that asks providers has ended')));
    return started;
  };
  return {
    run: (searchId, search, tell) =>
      new Promise((resolve, reject) => {
        running.set(searchId, { tell, resolve, reject });
        thread ??= start();
        thread.postMessage({ searchId, search } satisfies SearchOrder);
      }),
    close: async () => {
      await thread?.terminate();
    },
  };
}
