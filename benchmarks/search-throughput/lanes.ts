import type { RelaxTask } from '@kessho/core/search/search-knowledge';

/** At most `count` relaxations at a time, begun in the order of the calls: what so many workers do. */
export function inLanes(relax: RelaxTask, count: number): RelaxTask {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (...call) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await relax(...call);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
