import { describe, expect, it } from 'vitest';
import { createLattice, latticeVolume } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import { makeSupercell } from '../crystal/supercell.js';
import { forkRng } from '../numerics/rng.js';
import type { Vec3 } from '../numerics/vec3.js';
import { prepareForMatching } from './matchable-structure.js';
import { matchStructures } from './match-structures.js';
import { findPrimitive } from './primitive-reduction.js';

const rocksalt = createStructure(
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
const supercell = makeSupercell(rocksalt, [
  [3, 0, 1],
  [0, 2, 0],
  [0, 0, 4],
]);

/** Each site moved by up to `amplitude` of a cell edge. */
function rattle(structure: Structure, amplitude: number): Structure {
  const rng = forkRng('primitive', amplitude);
  const moved = structure.fracCoords.map(([x, y, z]): Vec3 => [
    x + amplitude * rng.uniform(),
    y + amplitude * rng.uniform(),
    z + amplitude * rng.uniform(),
  ]);
  return createStructure(structure.lattice, structure.atomicNumbers, moved);
}

describe('findPrimitive', () => {
  it('finds the two atoms of rock salt in 48, also when they are off their places by less than the tolerance', () => {
    for (const structure of [supercell, rattle(supercell, 0.01)]) {
      const primitive = findPrimitive(structure);
      expect(primitive.atomicNumbers).toHaveLength(2);
      expect(latticeVolume(primitive.lattice)).toBeCloseTo(latticeVolume(rocksalt.lattice), 9);
    }
  });

  it('leaves a primitive or a strongly rattled cell alone', () => {
    expect(findPrimitive(rocksalt)).toBe(rocksalt);
    const rattled = rattle(supercell, 0.3);
    expect(findPrimitive(rattled)).toBe(rattled);
  });

  it('leaves elements of coprime counts alone without a search', () => {
    const one = createStructure(rocksalt.lattice, [11], [[0.2, 0.3, 0.4]]);
    expect(findPrimitive(one)).toBe(one);
  });
});

describe('prepareForMatching', () => {
  it('takes a sheared sliver of a cell for what it is', () => {
    const sliver = makeSupercell(rocksalt, [
      [1, 0, 0],
      [40, 1, 0],
      [-30, 25, 1],
    ]);
    const match = matchStructures(prepareForMatching(rocksalt), prepareForMatching(sliver));
    expect(match.matches).toBe(true);
    expect(match.rms).toBeLessThan(1e-6);
  });
});
