import { expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching } from '../../matching/matchable-structure.js';
import { forkRng } from '../../numerics/rng.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { distortStructure } from './distort-structure.js';

const rockSalt = createStructure(
  createLattice([
    [0, 2.8, 2.8],
    [2.8, 0, 2.8],
    [2.8, 2.8, 0],
  ]),
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

it('breaks all symmetry of the conventional cell by little', () => {
  const distorted = distortStructure(rockSalt, 8, forkRng('1'));
  expect(distorted?.atomicNumbers).toHaveLength(8);
  if (distorted === null) return;
  expect(findSymmetry(distorted).spaceGroup.number).toBe(1);
  expect(isSameStructure(prepareForMatching(distorted), prepareForMatching(rockSalt))).toBe(true);
  expect(distortStructure(rockSalt, 8, forkRng('1'))).toEqual(distorted);
});

it('leaves large cells and cells without symmetry alone', () => {
  expect(distortStructure(rockSalt, 7, forkRng('1'))).toBeNull();
  const triclinic = createStructure(
    createLattice([
      [3, 0, 0],
      [0.3, 4, 0],
      [0.2, 0.7, 5],
    ]),
    [11, 17, 8],
    [
      [0, 0, 0],
      [0.4, 0.3, 0.5],
      [0.7, 0.8, 0.2],
    ],
  );
  expect(distortStructure(triclinic, 50, forkRng('1'))).toBeNull();
});
