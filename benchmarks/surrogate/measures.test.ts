import { expect, it } from 'vitest';
import { measure, recall } from './measures.js';

const truth = Float64Array.from({ length: 2000 }, (_, i) => i / 1000);
const order = [...truth.keys()];

it('gives full marks to the truth', () => {
  const found = measure(
    { means: truth, deviations: truth.map(() => 0.1), order, labels: new Map() },
    truth,
    truth.length ? order.map((i) => i % 2 === 0) : [],
  );
  expect(found).toMatchObject({ recallAt5: 1, randomRecallAt10: 1, maeLow: 0, maeAll: 0, within1: 1 });
  expect(found.spearman).toBeCloseTo(1, 12);
});

it('counts what is lost', () => {
  // the best fifty last
  const shifted = [...order.slice(50), ...order.slice(0, 50)];
  expect(recall(shifted, truth, 0.05)).toBe(0.5);
  expect(recall([...order].reverse(), truth, 0.2)).toBe(0);
  // of 200 crystals, a twentieth are 10: asked for the 10 best only
  expect(recall(order.slice(0, 200), truth, 0.05)).toBe(1);
});

it('leaves labeled candidates out of errors, and high ones too', () => {
  const means = truth.map((energy, i) => energy + (i === 3 ? 9 : 0.1));
  const found = measure(
    { means, deviations: truth.map(() => 0.06), order, labels: new Map([[3, 0.003]]) },
    truth,
    order.map(() => true),
  );
  expect(found.maeLow).toBeCloseTo(0.1, 12);
  expect([found.within1, found.within2]).toEqual([0, 1]);
});
