import type { OperatorName, OperatorTally } from '../search-types.js';

/** What is remembered of a tally after one more child: the last fifty or so count. */
const MEMORY = 0.98;
/** A priori one child in five succeeds, with the weight of so many children. */
const PRIOR = { children: 10, succeeded: 2 };
/** No operator falls below this share: what fails now may serve later. */
const LEAST_SHARE = 0.04;

export const beginTallies = (operators: readonly OperatorName[]): OperatorTally[] =>
  operators.map((operator) => ({ operator, tried: 0, succeeded: 0 }));

/** Count a child. Tallies of other operators fade too, so that all speak of the same recent past. */
export const countChild = (tallies: readonly OperatorTally[], operator: OperatorName, succeeded: boolean): OperatorTally[] =>
  tallies.map((tally) => {
    const own = tally.operator === operator ? 1 : 0;
    return { operator: tally.operator, tried: MEMORY * tally.tried + own, succeeded: MEMORY * tally.succeeded + (succeeded ? own : 0) };
  });

/** Shares that add up to 1, in the order of the tallies: where each operator began times its rate of success (Lyakhov et al. 2013, doi:10.1016/j.cpc.2012.12.009, have such a scheme). */
export function operatorShares(tallies: readonly OperatorTally[], initial: Readonly<Partial<Record<OperatorName, number>>>): number[] {
  const weights = tallies.map(
    ({ operator, tried, succeeded }) => ((initial[operator] ?? 0) * (succeeded + PRIOR.succeeded)) / (tried + PRIOR.children),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const free = 1 - LEAST_SHARE * weights.length;
  return weights.map((weight) => LEAST_SHARE + (free * weight) / total);
}
