import { describe, expect, it } from 'vitest';
import { createStructure } from '../../crystal/structure.js';
import { makeSupercell } from '../../crystal/supercell.js';
import { forkRng } from '../../numerics/rng.js';
import { expectedImprovement } from './expected-improvement.js';
import { lookAheadScore } from './look-ahead-score.js';
import { beginTallies, countChild, operatorShares } from './operator-shares.js';
import { radialFeatures } from './radial-features.js';
import { adaptSurrogate, predictEnergies } from '../../prediction/screening/surrogate/adapt-surrogate.js';
import { thompsonSample } from './thompson-sample.js';
import { drawWeighted, tournament } from './tournament.js';

describe('operatorShares', () => {
  const initial = { heredity: 0.5, strain: 0.3, rattle: 0.2 } as const;
  const fresh = beginTallies(['heredity', 'strain', 'rattle']);

  it('begins near the initial shares', () => {
    const shares = operatorShares(fresh, initial);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares[0]).toBeCloseTo(0.04 + 0.88 * 0.5, 12);
  });

  it('follows success, forgets, and leaves no operator out', () => {
    let tallies = fresh;
    for (let k = 0; k < 100; k++) tallies = countChild(countChild(tallies, 'rattle', true), 'heredity', false);
    const [heredity, strain, rattle] = operatorShares(tallies, initial);
    expect(rattle).toBeGreaterThan(0.4);
    expect(heredity).toBeGreaterThanOrEqual(0.04);
    expect(heredity).toBeLessThan(strain);
    for (let k = 0; k < 400; k++) tallies = countChild(tallies, 'strain', false);
    expect(tallies[2].tried).toBeLessThan(0.1);
  });
});

it('tournament prefers the low without forbidding the high', () => {
  const rng = forkRng('tournament');
  const wins = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < 6000; k++) wins[tournament([5, 4, 3, 2, 1, 0], rng)]++;
  // the best of three out of six, drawn with replacement: 1 − (5/6)³ for the lowest, (1/6)³ for the highest
  expect(wins[5] / 6000).toBeCloseTo(0.421, 1);
  expect(wins[0]).toBeGreaterThan(0);
  expect(wins[0] / 6000).toBeLessThan(0.02);
});

it('drawWeighted draws nothing of weight 0', () => {
  const rng = forkRng('weights');
  expect(new Set(Array.from({ length: 200 }, () => drawWeighted([0, 1, 0, 3], rng)))).toEqual(new Set([1, 3]));
});

describe('expectedImprovement', () => {
  // scipy.stats.norm: (l − m) Φ(z) + s φ(z)
  it.each([
    [0, 1, 0, 0.3989422804],
    [1, 1, 0, 0.0833154706],
    [-2, 0.5, 0, 2.0000035723],
    [3, 0, 1, 0],
    [1, 0, 3, 2],
  ])('of %d ± %d below %d is %d', (mean, deviation, lowest, expected) => {
    expect(expectedImprovement(mean, deviation, lowest)).toBeCloseTo(expected, 6);
  });
});

it('lookAheadScore adds to −E what forces and stress promise', () => {
  const at = (forceChange: number | null) => lookAheadScore(-3, { individual: 0, meanForce: 2, forceChange, meanStress: 0.02, isDone: false });
  expect(at(null)).toBeCloseTo(3 + (0.1 * 4) / 2 + 10 * 0.02, 12);
  expect(at(-0.5)).toBeCloseTo(3 + 0.1 * 4 + 0.2, 12);
  expect(at(0)).toBeGreaterThan(1e5);
});

it('radialFeatures do not depend on the choice of the cell, and tell crystals apart', () => {
  const cell = createStructure(
    {
      vectors: [
        [0, 2.82, 2.82],
        [2.82, 0, 2.82],
        [2.82, 2.82, 0],
      ],
    },
    [11, 17],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
  const features = radialFeatures(cell, [11, 17]);
  expect(features).toHaveLength(60);
  radialFeatures(
    makeSupercell(cell, [
      [2, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    [11, 17],
  ).forEach((x, k) => expect(x).toBeCloseTo(features[k], 9));
  const zincBlende = { ...cell, fracCoords: [cell.fracCoords[0], [0.25, 0.25, 0.25] as const] };
  expect(Math.max(...radialFeatures(zincBlende, [11, 17]).map((x, k) => Math.abs(x - features[k])))).toBeGreaterThan(0.3);
  // far out every pair is as frequent as in a gas
  expect(Math.abs(features[59])).toBeLessThan(0.6);
});

it('thompsonSample draws from the posterior of the mean: its average is the prediction, its spread the deviation without the noise', () => {
  const rng = forkRng('thompson');
  const crystals = (n: number) => ({
    priors: Float64Array.from({ length: n }, rng.normal),
    features: Float64Array.from({ length: 3 * n }, rng.normal),
  });
  const sample = crystals(8);
  const posterior = adaptSurrogate(
    sample,
    sample.priors.map((prior, i) => prior + 0.3 * sample.features[3 * i]),
    { precision: 4, noise: 0.05 },
  );
  const asked = crystals(2);
  const { means } = predictEnergies(posterior, asked);
  const draws = Array.from({ length: 4000 }, () => thompsonSample(posterior, asked, rng));
  [0, 1].forEach((i) => {
    const average = draws.reduce((sum, drawn) => sum + drawn[i], 0) / draws.length;
    const variance = draws.reduce((sum, drawn) => sum + (drawn[i] - average) ** 2, 0) / draws.length;
    const expected = [0, 1, 2].reduce((sum, k) => {
      const along = [0, 1, 2].reduce((s, j) => s + posterior.axes[3 * k + j] * (asked.features[3 * i + j] - posterior.featureMeans[j]), 0);
      return sum + along * along;
    }, 0);
    expect(average).toBeCloseTo(means[i], 1);
    expect(variance / expected).toBeCloseTo(1, 0);
  });
});
