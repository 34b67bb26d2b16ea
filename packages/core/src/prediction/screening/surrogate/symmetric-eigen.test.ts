import { expect, it } from 'vitest';
import { forkRng } from '../../../numerics/rng.js';
import { symmetricEigen } from './symmetric-eigen.js';

it('takes a symmetric matrix apart', () => {
  const n = 12;
  const rng = forkRng('eigen');
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = rng.normal();
  const { values, vectors } = symmetricEigen(matrix, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let [element, overlap] = [0, 0];
      for (let k = 0; k < n; k++) {
        element += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
        overlap += vectors[i * n + k]! * vectors[j * n + k]!;
      }
      expect(element).toBeCloseTo(matrix[i * n + j]!, 10);
      expect(overlap).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});

it('finds known values, degenerate and zero ones too', () => {
  const sorted = (matrix: number[], n: number): number[] => [...symmetricEigen(Float64Array.from(matrix), n).values].sort((a, b) => a - b);
  sorted([2, 1, 0, 1, 2, 0, 0, 0, 3], 3).forEach((value, k) => expect(value).toBeCloseTo([1, 3, 3][k]!, 12));
  expect(sorted([0, 0, 0, 0], 2)).toEqual([0, 0]);
  sorted([1, 1, 1, 1], 2).forEach((value, k) => expect(value).toBeCloseTo([0, 2][k]!, 12));
});
