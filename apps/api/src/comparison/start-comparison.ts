import { Worker } from 'node:worker_threads';
import { badUserInput } from '../graphql/request-errors.js';
import type { ComparisonAnswer, ComparisonOrder, ComparisonResults, PatternComparison, StructureComparison } from './comparison-messages.js';

/** Comparisons beside the event loop, one at a time. */
export interface Comparison {
  readonly compareStructures: (order: Omit<StructureComparison, 'kind'>) => Promise<ComparisonResults['structures']>;
  readonly comparePattern: (order: Omit<PatternComparison, 'kind'>) => Promise<ComparisonResults['pattern']>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: ComparisonAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Threads run from the build, also where the rest runs from the sources, as in tests. */
const THREAD = new URL('./comparison-thread.js', import.meta.url.replace('/apps/api/src/', '/apps/api/dist/'));

/** The thread starts with the first comparison; one that breaks down fails what it held, and the next comparison starts another. */
export function startComparison(): Comparison {
  let thread: Worker | null = null;
  const held: Waiting[] = [];

  const start = (): Worker => {
    const started = new Worker(THREAD, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } });
    started.unref();
    started.on('message', (answer: ComparisonAnswer) => held.shift()?.resolve(answer));
    started.on('error', (error) => {
      thread = null;
      for (const { reject } of held.splice(0)) reject(error);
    });
    return started;
  };
  const ask = async <Order extends ComparisonOrder>(order: Order): Promise<ComparisonResults[Order['kind']]> => {
    const answer = await new Promise<ComparisonAnswer>((resolve, reject) => {
      thread ??= start();
      held.push({ resolve, reject });
      thread.postMessage(order);
    });
    if (answer.kind === 'failed') throw answer.code === null ? new Error(answer.message) : badUserInput(answer.message, { reason: answer.code });
    return answer.results as ComparisonResults[Order['kind']];
  };
  return {
    compareStructures: async (order) => (order.others.length === 0 ? [] : ask({ kind: 'structures', ...order })),
    comparePattern: (order) => ask({ kind: 'pattern', ...order }),
    close: async () => {
      await thread?.terminate();
    },
  };
}
