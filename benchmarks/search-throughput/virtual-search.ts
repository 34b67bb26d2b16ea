/** A search in virtual time: what the driver, one thread, and its workers would take where nothing else runs. */
export interface VirtualSearch {
  /** Of the relaxation of each task, ms. */
  readonly durations: readonly number[];
  /** What taking in each result costs the driver, proposals of the tasks that may then begin included, ms. */
  readonly absorptions: readonly number[];
  readonly workers: number;
  /** Task k is known when the result of task k − lag has been taken in. */
  readonly lag: number;
}

/** Time to the last absorption, ms. Results are taken in in order; a worker that is done gets its next task when the driver is not busy. */
export function virtualDuration({ durations, absorptions, workers, lag }: VirtualSearch): number {
  const workerFree = new Array<number>(workers).fill(0);
  const done: number[] = [];
  const absorbed: number[] = [];
  const busy: (readonly [from: number, to: number])[] = [];
  /** Absorb all results in order that are there, and whose absorption begins before `now`. */
  const absorbUntil = (now: number): void => {
    while (absorbed.length < done.length) {
      const k = absorbed.length;
      const from = Math.max(done[k] as number, absorbed.at(-1) ?? 0);
      if (from >= now) return;
      const to = from + (absorptions[k] as number);
      absorbed.push(to);
      busy.push([from, to]);
    }
  };
  durations.forEach((duration, k) => {
    const first = workerFree.indexOf(Math.min(...workerFree));
    const earliest = k - lag;
    // its turn may depend on absorptions that lie in the future of everything so far
    if (earliest >= absorbed.length) absorbUntil(Infinity);
    const known = earliest < 0 ? 0 : (absorbed[earliest] as number);
    const wanted = Math.max(known, workerFree[first] as number);
    absorbUntil(wanted);
    const blocked = busy.find(([from, to]) => from <= wanted && wanted < to);
    const start = blocked === undefined ? wanted : blocked[1];
    done.push(start + duration);
    workerFree[first] = start + duration;
  });
  absorbUntil(Infinity);
  return absorbed.at(-1) ?? 0;
}
