import type { Rng } from '../../numerics/rng.js';

/** The best of so many drawn at random becomes a parent. */
const CONTESTANTS = 3;

/** Draw one by tournament. @param scores lower is better @returns an index; ties go to the first */
export function tournament(scores: readonly number[], rng: Rng): number {
  let winner = rng.integer(scores.length);
  for (let contestant = 1; contestant < CONTESTANTS; contestant++) {
    const other = rng.integer(scores.length);
    if (scores[other] < scores[winner] || (scores[other] === scores[winner] && other < winner)) winner = other;
  }
  return winner;
}

/** Index drawn in proportion to weights that are not negative. */
export function drawWeighted(weights: readonly number[], rng: Rng): number {
  let target = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (target -= weight) < 0),
  );
}
