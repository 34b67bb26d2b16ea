import { Worker } from 'node:worker_threads';
import type { RecordText } from '../import-source.js';
import type { AnalysisAnswer, AnalysisOrder } from './analysis-messages.js';
import type { AnalyzedTexts, ImportDefaults } from './analyze-texts.js';

/** Threads that analyze records at the same time. */
export interface AnalysisPool {
  /** Batches that keep all threads busy; more wait in vain. */
  readonly capacity: number;
  readonly analyze: (texts: readonly RecordText[], defaults: ImportDefaults) => Promise<AnalyzedTexts>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly order: AnalysisOrder;
  readonly resolve: (answer: AnalysisAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that breaks down fails the batch it held; the pool is then of no more use. */
export function startAnalysisPool(threads: number): AnalysisPool {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const held = new Map<Worker, Waiting>();
  let failure: unknown = null;

  const next = (thread: Worker): void => {
    const waiting = queue.shift();
    if (waiting === undefined) {
      idle.push(thread);
      return;
    }
    held.set(thread, waiting);
    thread.postMessage(waiting.order);
  };
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of [...held.values(), ...queue.splice(0)]) reject(error);
    held.clear();
  };
  const workers = Array.from({ length: threads }, () => {
    const thread = new Worker(new URL('./analysis-thread.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    thread.on('message', (answer: AnalysisAnswer) => {
      held.get(thread)?.resolve(answer);
      held.delete(thread);
      next(thread);
    });
    thread.on('error', fail);
    next(thread);
    return thread;
  });
  return {
    capacity: 2 * threads,
    analyze: (texts, defaults) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure as Error);
        queue.push({ order: { texts, defaults }, resolve, reject });
        const thread = idle.pop();
        if (thread !== undefined) next(thread);
      }),
    close: async () => {
      await Promise.all(workers.map((thread) => thread.terminate()));
    },
  };
}
