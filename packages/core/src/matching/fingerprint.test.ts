import { expect, test } from 'vitest';
import { createLattice } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import type { Vec3 } from '../numerics/vec3.js';
import { fingerprint, fingerprintDistance, SAME_STRUCTURE_DISTANCE } from './fingerprint.js';

const FCC: readonly Vec3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];

/** Two face-centered lattices, the second moved by `offset` in each direction: 1/2 is rock salt, 1/4 is sphalerite. */
const cubic = (a: number, first: number, second: number, offset: number): Structure =>
  createStructure(
    createLattice([
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ]),
    [...FCC.map(() => first), ...FCC.map(() => second)],
    [...FCC, ...FCC.map(([x, y, z]): Vec3 => [x + offset, y + offset, z + offset])],
  );

const rocksalt = cubic(5.64, 11, 17, 0.5);
const distance = (one: Structure, other: Structure): number => fingerprintDistance(fingerprint(one), fingerprint(other));

test('does not depend on the cell, the volume, the origin or the order of sites', () => {
  const primitive = createStructure(
    createLattice([
      [0, 3, 3],
      [3, 0, 3],
      [3, 3, 0],
    ]),
    [17, 11],
    [
      [0.6, 0.1, 0.3],
      [0.1, 0.6, 0.8],
    ],
  );
  expect(distance(rocksalt, primitive)).toBeLessThan(1e-9);
});

test('is near for a slightly distorted crystal and far for another structure type', () => {
  const distorted = {
    ...rocksalt,
    fracCoords: rocksalt.fracCoords.map(([x, y, z], site): Vec3 => [x + 0.001 * (site % 3), y, z - 0.001 * (site % 2)]),
  };
  expect(distance(rocksalt, distorted)).toBeGreaterThan(0);
  expect(distance(rocksalt, distorted)).toBeLessThan(SAME_STRUCTURE_DISTANCE);
  expect(distance(rocksalt, cubic(5.64, 11, 17, 0.25))).toBeGreaterThan(0.2);
});

test('is smooth: half the displacement, half the distance', () => {
  const displaced = (by: number): Structure => ({
    ...rocksalt,
    fracCoords: rocksalt.fracCoords.map(([x, y, z], site): Vec3 => (site === 0 ? [x + by, y, z] : [x, y, z])),
  });
  const ratio = distance(displaced(0.02), displaced(0.024)) / distance(displaced(0.02), displaced(0.022));
  expect(ratio).toBeGreaterThan(1.9);
  expect(ratio).toBeLessThan(2.1);
});

test('other elements or other counts are as far as can be; a single atom is fine', () => {
  expect(distance(rocksalt, cubic(5.64, 19, 17, 0.5))).toBe(1);
  const iron = createStructure(
    createLattice([
      [2.5, 0, 0],
      [0, 2.5, 0],
      [0, 0, 2.5],
    ]),
    [26],
    [[0, 0, 0]],
  );
  expect(distance(iron, iron)).toBe(0);
  expect(distance(iron, rocksalt)).toBe(1);
});
