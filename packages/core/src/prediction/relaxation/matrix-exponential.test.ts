import { describe, expect, it } from 'vitest';
import { exponential3, exponentialAdjoint3 } from './matrix-exponential.js';

const A = [0.3, -0.7, 0.2, 1.1, 0.05, -0.4, 0.6, 0.9, -0.8];
const WEIGHT = [0.2, 1.3, -0.5, 0.7, -1.1, 0.4, 0.9, -0.3, 0.6];

describe('exponential3', () => {
  it('turns the generator of a rotation into the rotation', () => {
    const angle = 1.2;
    const expected = [Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 1];
    exponential3([0, -angle, 0, angle, 0, 0, 0, 0, 0]).forEach((x, k) => expect(x).toBeCloseTo(expected[k], 14));
  });

  it('is 1 at 0 and has the determinant of the trace', () => {
    expect(Array.from(exponential3(new Float64Array(9)))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const [a, b, c, d, e, f, g, h, i] = exponential3(A);
    expect(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)).toBeCloseTo(Math.exp(A[0] + A[4] + A[8]), 12);
  });
});

describe('exponentialAdjoint3', () => {
  it('is the gradient of Σ weight · exp(A)', () => {
    const value = (matrix: readonly number[]): number => exponential3(matrix).reduce((sum, x, k) => sum + WEIGHT[k] * x, 0);
    const gradient = exponentialAdjoint3(A, WEIGHT);
    const step = 1e-5;
    A.forEach((_, k) => {
      const moved = (by: number): number[] => A.map((x, j) => (j === k ? x + by : x));
      expect(gradient[k]).toBeCloseTo((value(moved(step)) - value(moved(-step))) / (2 * step), 8);
    });
  });
});
