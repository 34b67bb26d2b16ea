import { describe, expect, it } from 'vitest';
import { ABSENCE_FEATURES, ORDER_FEATURES, type OrderFeatures } from './order-features.js';
import { groundStateProbabilities, type OrderModel } from './order-model.js';

const zeros = <Names extends readonly string[]>(names: Names) => Object.fromEntries(names.map((name) => [name, 0])) as { readonly [name in Names[number]]: number };
const MODEL: OrderModel = {
  id: { name: 'test', version: '1', sha256: '' },
  structure: { ...zeros(ORDER_FEATURES), enthalpy: 1, likelihood: 0.5 },
  absence: { ...zeros(ABSENCE_FEATURES), constant: -2 },
};
const row = (over: { readonly [name: string]: number }): number[] => ORDER_FEATURES.map((name) => over[name] ?? 0);
const features = (...rows: number[][]): OrderFeatures => ({ structures: rows, absence: [1, 0, 0, 0, 0] });

describe('groundStateProbabilities', () => {
  it('leaves to none of them what the absence is worth', () => {
    const [a, b] = groundStateProbabilities(features(row({}), row({})), MODEL) as [number, number];
    expect(a).toBeCloseTo(1 / (2 + Math.exp(-2)), 12);
    expect(b).toBe(a);
  });

  it('weighs the features by their weights', () => {
    const [low, likely] = groundStateProbabilities(features(row({ enthalpy: 0 }), row({ enthalpy: -1, likelihood: 4 })), MODEL) as [number, number];
    expect(likely / low).toBeCloseTo(Math.exp(-1 + 0.5 * 4), 10);
  });

  it('survives large differences', () => {
    const probabilities = groundStateProbabilities(features(row({ enthalpy: 0 }), row({ enthalpy: -1e5 })), MODEL);
    expect(probabilities[1]).toBe(0);
    expect(probabilities.every(Number.isFinite)).toBe(true);
  });
});
