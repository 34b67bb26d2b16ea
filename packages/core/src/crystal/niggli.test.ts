import { expect, test } from 'vitest';
import { determinant } from '../numerics/mat3.js';
import { dot } from '../numerics/vec3.js';
import { cellParameters, createLattice, latticeFromParameters } from './lattice.js';
import { isNiggliReduced, niggliReduce, niggliReduceStructure } from './niggli.js';
import { createStructure } from './structure.js';

test('the example of Křivý and Gruber: form (9, 27, 4, −5, −4, −22) becomes (4, 9, 9, 9, 3, 4)', () => {
  const angle = (cosine: number): number => (Math.acos(cosine) * 180) / Math.PI;
  const [a, b, c] = [3, Math.sqrt(27), 2];
  const original = latticeFromParameters({ a, b, c, alpha: angle(-5 / (2 * b * c)), beta: angle(-4 / (2 * a * c)), gamma: angle(-22 / (2 * a * b)) });
  const [u, v, w] = niggliReduce(original).lattice.vectors;
  const form = [dot(u, u), dot(v, v), dot(w, w), 2 * dot(v, w), 2 * dot(u, w), 2 * dot(u, v)];
  [4, 9, 9, 9, 3, 4].forEach((value, k) => expect(form[k]).toBeCloseTo(value, 9));
});

test('a left-handed cell stays left-handed', () => {
  const left = createLattice([
    [0, 2, 2],
    [9, 2.1, 2],
    [2, 0, 2],
  ]);
  const { lattice, transformation } = niggliReduce(left);
  expect(determinant(transformation)).toBe(1);
  expect(Math.sign(determinant(lattice.vectors))).toBe(Math.sign(determinant(left.vectors)));
  expect(isNiggliReduced(lattice)).toBe(true);
  expect(isNiggliReduced(left)).toBe(false);
});

test('a structure keeps its sites in their order', () => {
  const sheared = createStructure(
    createLattice([
      [4, 0, 0],
      [12, 4, 0],
      [0, 0, 4],
    ]),
    [55, 17],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
  const reduced = niggliReduceStructure(sheared);
  expect(reduced.atomicNumbers).toEqual([55, 17]);
  // (0.5, 0.5, 0.5) of the sheared cell is a + b/2 + c/2 plus 3/2 a of the cube: on the middle of a face.
  expect([...reduced.fracCoords[1]].sort()).toEqual([0, 0.5, 0.5]);
  const { a, b, c, alpha } = cellParameters(reduced.lattice);
  expect([a, b, c, alpha]).toEqual([4, 4, 4, 90]);
});

test('ends where comparisons within ε contradict each other', () => {
  const nearlyHexagonal = createLattice([
    [-0.9265, 2.41869, 1.9239],
    [-5.75374, 0.84568, -6.53941],
    [1.94991, -1.7346, 3.11972],
  ]);
  const { a, b, gamma } = cellParameters(niggliReduce(nearlyHexagonal).lattice);
  expect([a, b, gamma].map((x) => Math.round(x * 100) / 100)).toEqual([3.23, 3.23, 120]);
});
