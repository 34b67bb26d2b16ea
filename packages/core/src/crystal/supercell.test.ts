import { expect, test } from 'vitest';
import { latticeFromParameters, latticeVolume } from './lattice.js';
import { minimumDistance } from './minimum-distance.js';
import { createStructure, InvalidStructureError } from './structure.js';
import { makeSupercell } from './supercell.js';

const cesiumChloride = createStructure(
  latticeFromParameters({ a: 4.12, b: 4.12, c: 4.12, alpha: 90, beta: 90, gamma: 90 }),
  [55, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

test('copies of a site follow each other', () => {
  const doubled = makeSupercell(cesiumChloride, [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 2],
  ]);
  expect(doubled.atomicNumbers).toEqual([55, 55, 17, 17]);
  expect(doubled.fracCoords).toEqual([
    [0, 0, 0],
    [0, 0, 0.5],
    [0.5, 0.5, 0.25],
    [0.5, 0.5, 0.75],
  ]);
});

test('a matrix with entries off the diagonal and a negative determinant keeps volume per atom and distances', () => {
  const larger = makeSupercell(cesiumChloride, [
    [1, 1, 0],
    [1, -1, 0],
    [0, 1, 2],
  ]);
  expect(larger.atomicNumbers).toHaveLength(8);
  expect(latticeVolume(larger.lattice)).toBeCloseTo(4 * latticeVolume(cesiumChloride.lattice), 8);
  expect(minimumDistance(larger)).toBeCloseTo((4.12 * Math.sqrt(3)) / 2, 10);
});

test.each([
  [
    [
      [1, 0, 0],
      [2, 0, 0],
      [0, 0, 1],
    ],
  ],
  [
    [
      [1.5, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
] as const)('%j makes no supercell', (matrix) => {
  expect(() => makeSupercell(cesiumChloride, matrix)).toThrow(InvalidStructureError);
});
