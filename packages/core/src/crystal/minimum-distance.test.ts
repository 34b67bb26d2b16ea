import { expect, test } from 'vitest';
import { assertDistinctSites } from './assert-distinct-sites.js';
import { createLattice, latticeFromParameters } from './lattice.js';
import { closestPair, minimumDistance } from './minimum-distance.js';
import { createStructure, InvalidStructureError } from './structure.js';

const cube = (a: number) => latticeFromParameters({ a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 });

test('a single atom is closest to its own image', () => {
  expect(closestPair(createStructure(cube(3), [26], [[0.3, 0.3, 0.3]]))).toEqual({ distance: 3, sites: [0, 0] });
});

test('the shortest image of a sheared cell is no edge of it', () => {
  const lattice = createLattice([
    [4, 0, 0],
    [13, 4, 0],
    [0, 0, 5],
  ]);
  expect(minimumDistance(createStructure(lattice, [26], [[0, 0, 0]]))).toBeCloseTo(4, 10);
});

test('pairs across the border of the cell', () => {
  const structure = createStructure(
    cube(10),
    [11, 17, 8],
    [
      [0.01, 0.5, 0.5],
      [0.5, 0.5, 0.5],
      [0.99, 0.5, 0.5],
    ],
  );
  const { distance, sites } = closestPair(structure);
  expect(distance).toBeCloseTo(0.2, 10);
  expect(sites).toEqual([0, 2]);
});

test('two atoms on one place are refused with both names', () => {
  const structure = createStructure(
    cube(5),
    [11, 17, 8],
    [
      [0.5, 0, 0],
      [0, 0, 0],
      [0.9999, 0, 0],
    ],
  );
  expect(() => assertDistinctSites(structure)).toThrow(InvalidStructureError);
  expect(() => assertDistinctSites(structure)).toThrow('Sites 1 (Cl) and 2 (O) stand on one place: they are 0.0005 Å apart');
  expect(() => assertDistinctSites(structure, 1e-4)).not.toThrow();
});

test('a crowd of 20,000 atoms on one place is refused in no time', () => {
  const crowd = createStructure(
    cube(5),
    Array<number>(20_000).fill(1),
    Array.from({ length: 20_000 }, () => [0.5, 0.5, 0.5] as const),
  );
  const start = performance.now();
  expect(() => assertDistinctSites(crowd)).toThrow('Sites 0 (H) and');
  expect(performance.now() - start).toBeLessThan(2000);
});
