/** Figures of one order of candidates against the truth. Energies in eV/atom. */

export interface Foreseen {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly order: readonly number[];
  /** Candidates whose energy is known, by index. */
  readonly labels: ReadonlyMap<number, number>;
}

export interface Measures {
  readonly recallAt5: number;
  readonly recallAt10: number;
  readonly recallAt20: number;
  readonly randomRecallAt5: number;
  readonly randomRecallAt10: number;
  readonly randomRecallAt20: number;
  readonly spearman: number;
  /** Null where nothing low is left unlabeled. */
  readonly maeLow: number | null;
  readonly maeAll: number;
  readonly within1: number;
  readonly within2: number;
}

/** So many of the lowest should be kept. */
const BEST = 100;
/** Above the lowest candidate. */
const LOW = 0.5;
const HIGH = 4;

export function measure({ means, deviations, order, labels }: Foreseen, truth: Float64Array, isRandom: readonly boolean[]): Measures {
  const lowest = truth.reduce((least, energy) => Math.min(least, energy));
  const unlabeled = [...truth.keys()].filter((i) => !labels.has(i));
  const below = (limit: number): number[] => unlabeled.filter((i) => truth[i]! - lowest <= limit);
  const errorOf = (i: number): number => Math.abs(means[i]! - truth[i]!);
  const randomOrder = order.filter((i) => isRandom[i]);
  return {
    recallAt5: recall(order, truth, 0.05),
    recallAt10: recall(order, truth, 0.1),
    recallAt20: recall(order, truth, 0.2),
    randomRecallAt5: recall(randomOrder, truth, 0.05),
    randomRecallAt10: recall(randomOrder, truth, 0.1),
    randomRecallAt20: recall(randomOrder, truth, 0.2),
    spearman: correlation(ranks(unlabeled.map((i) => means[i]!)), ranks(unlabeled.map((i) => truth[i]!))),
    maeLow: below(LOW).length === 0 ? null : mean(below(LOW).map(errorOf)),
    maeAll: mean(below(HIGH).map(errorOf)),
    within1: mean(below(HIGH).map((i) => Number(errorOf(i) <= deviations[i]!))),
    within2: mean(below(HIGH).map((i) => Number(errorOf(i) <= 2 * deviations[i]!))),
  };
}

/** Of the lowest of `order` by the truth, the share that stands in its first `share`; of the 100 lowest, or of as many as are kept if those are fewer. */
export function recall(order: readonly number[], truth: Float64Array, share: number): number {
  const kept = order.slice(0, Math.round(order.length * share));
  const best = [...order].sort((i, j) => truth[i]! - truth[j]! || i - j).slice(0, Math.min(BEST, kept.length));
  const isKept = new Set(kept);
  return best.filter((i) => isKept.has(i)).length / best.length;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
  const found = new Array<number>(values.length);
  order.forEach((i, rank) => (found[i] = rank));
  return found;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const product = (a: readonly number[], ma: number, b: readonly number[], mb: number): number => mean(a.map((v, k) => (v - ma) * (b[k]! - mb)));
  return product(x, mx, y, my) / Math.sqrt(product(x, mx, x, mx) * product(y, my, y, my));
}
