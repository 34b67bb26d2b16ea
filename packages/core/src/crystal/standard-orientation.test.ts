import { expect, test } from 'vitest';
import { determinant } from '../numerics/mat3.js';
import { cartesianFromFractional } from './coordinates.js';
import { createLattice } from './lattice.js';
import { standardOrientation } from './standard-orientation.js';
import { createStructure } from './structure.js';

test('a left-handed basis turns into a right-handed one of the same crystal, not of its mirror image', () => {
  const left = createStructure(
    createLattice([
      [0, 3, 0],
      [4, 0, 0],
      [0, 0, 5],
    ]),
    [1, 2, 3, 4],
    [
      [0, 0, 0],
      [0.1, 0, 0],
      [0, 0.15, 0],
      [0, 0, 0.2],
    ],
  );
  const turned = standardOrientation(left);
  expect(determinant(turned.lattice.vectors)).toBeCloseTo(60, 10);
  expect(turned.lattice.vectors[0]).toEqual([3, 0, 0]);
  // The handedness of the three neighbors of the first atom is the same before and after.
  const handedness = ({ lattice, fracCoords }: typeof left): number => {
    const nearest = fracCoords.slice(1).map((p) => p.map((x) => x - Math.round(x)) as unknown as [number, number, number]);
    const [p, q, r] = cartesianFromFractional(lattice, nearest);
    return determinant([p, q, r]);
  };
  expect(handedness(turned)).toBeCloseTo(handedness(left), 10);
});
