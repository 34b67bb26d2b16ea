import { expect, test } from 'vitest';
import type { Mat3 } from '../numerics/mat3.js';
import { multiplyMat3, transpose } from '../numerics/mat3.js';
import { lllTransformation } from './lll-basis.js';

const reduce = (vectors: Mat3): number[][] => {
  const [a, b, c, d, e, f, g, h, i] = lllTransformation(Float64Array.from(multiplyMat3(vectors, transpose(vectors)).flat()));
  const rows = multiplyMat3(
    [
      [a!, b!, c!],
      [d!, e!, f!],
      [g!, h!, i!],
    ],
    vectors,
  );
  return rows.map((row) => row.map((x) => x + 0));
};

test('the textbook example (1,1,1), (−1,0,2), (3,5,6) becomes (0,1,0), (1,0,1), (−1,0,2)', () => {
  const rows = reduce([
    [1, 1, 1],
    [-1, 0, 2],
    [3, 5, 6],
  ]);
  expect(rows).toEqual([
    [0, 1, 0],
    [1, 0, 1],
    [-1, 0, 2],
  ]);
});

test('a reduced basis stays as it is', () => {
  const cube: Mat3 = [
    [4, 0, 0],
    [0, 4, 0],
    [0, 0, 5],
  ];
  expect(reduce(cube)).toEqual(cube);
});
