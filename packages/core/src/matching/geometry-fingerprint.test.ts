import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLattice } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import { makeSupercell } from '../crystal/supercell.js';
import type { Vec3 } from '../numerics/vec3.js';
import { geometryFingerprint } from './geometry-fingerprint.js';

const FCC: readonly Vec3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];

/** Two face-centered lattices, the second moved by `offset` in each direction: 1/2 is rock salt, 1/4 is zinc blende. */
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

const rockSalt = cubic(5.64, 11, 17, 0.5);
/** ½ (1 − cos), without the rounding of `storedDistance`. */
function distance(one: Structure, other: Structure): number {
  const fingerprint = geometryFingerprint(other);
  return geometryFingerprint(one).reduce((sum, value, k) => sum + (value - fingerprint[k]!) ** 2, 0) / 4;
}

describe('geometryFingerprint', () => {
  it('has length 1 and depends on neither cell, volume, origin, order of sites nor names of elements', () => {
    const primitive = createStructure(
      createLattice([
        [0, 3, 3],
        [3, 0, 3],
        [3, 3, 0],
      ]),
      [8, 12],
      [
        [0.6, 0.1, 0.3],
        [0.1, 0.6, 0.8],
      ],
    );
    expect(Math.hypot(...geometryFingerprint(primitive))).toBeCloseTo(1, 12);
    expect(distance(rockSalt, primitive)).toBeLessThan(1e-18);
  });

  it('does not depend on the supercell, whichever', () => {
    const small = fc.integer({ min: -1, max: 1 });
    fc.assert(
      fc.property(fc.array(small, { minLength: 9, maxLength: 9 }), ([a, b, c, d, e, f, g, h, i]) => {
        const matrix = [
          [a! + 1, b!, c!],
          [d!, e! + 1, f!],
          [g!, h!, i! + 1],
        ] as const;
        const determinant =
          matrix[0][0] * (matrix[1][1] * matrix[2][2] - matrix[1][2] * matrix[2][1]) -
          matrix[0][1] * (matrix[1][0] * matrix[2][2] - matrix[1][2] * matrix[2][0]) +
          matrix[0][2] * (matrix[1][0] * matrix[2][1] - matrix[1][1] * matrix[2][0]);
        fc.pre(determinant !== 0);
        expect(distance(rockSalt, makeSupercell(rockSalt, matrix))).toBeLessThan(1e-15);
      }),
      { numRuns: 25 },
    );
  });

  it('tells structure types, and an ordered crystal from that of one element', () => {
    expect(distance(rockSalt, cubic(5.64, 11, 17, 0.25))).toBeGreaterThan(0.1);
    expect(distance(cubic(5.64, 30, 16, 0.25), cubic(5.64, 6, 6, 0.25))).toBeGreaterThan(0.1);
  });

  it('is smooth: a small displacement is a small distance, twice the displacement four times the distance', () => {
    const displaced = (by: number): Structure => ({
      ...rockSalt,
      fracCoords: rockSalt.fracCoords.map(([x, y, z], site): Vec3 => (site === 0 ? [x + by, y, z] : [x, y, z])),
    });
    expect(distance(rockSalt, displaced(0.005))).toBeLessThan(1e-3);
    expect(distance(displaced(0.02), displaced(0.024)) / distance(displaced(0.02), displaced(0.022))).toBeCloseTo(4, 0);
  });
});
