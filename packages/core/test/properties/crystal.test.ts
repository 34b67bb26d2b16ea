import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeBasis } from '../../src/crystal/change-basis.js';
import { cartesianFromFractional, fractionalFromCartesian } from '../../src/crystal/coordinates.js';
import { cellParameters, latticeFromParameters, latticeVolume } from '../../src/crystal/lattice.js';
import { minimumDistance } from '../../src/crystal/minimum-distance.js';
import { isNiggliReduced, niggliReduce } from '../../src/crystal/niggli.js';
import { wrapFractional } from '../../src/crystal/structure.js';
import { makeSupercell } from '../../src/crystal/supercell.js';
import { determinant, multiplyMat3 } from '../../src/numerics/mat3.js';
import { cellParametersArbitrary, latticeArbitrary, structureArbitrary, unimodularArbitrary, vec3 } from './arbitraries.js';

const close = (actual: readonly number[], expected: readonly number[], tolerance: number): void =>
  actual.forEach((x, k) => expect(Math.abs(x - expected[k])).toBeLessThanOrEqual(tolerance));

test('wrapping is idempotent and leads into [0, 1)', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (x) => {
      const wrapped = wrapFractional(x);
      expect(wrapped).toBeGreaterThanOrEqual(0);
      expect(wrapped).toBeLessThan(1);
      expect(wrapFractional(wrapped)).toBe(wrapped);
      const shift = x - wrapped;
      expect(Math.abs(shift - Math.round(shift))).toBeLessThan(1e-9);
    }),
  );
});

test('fractional → Cartesian → fractional', () => {
  fc.assert(
    fc.property(latticeArbitrary, vec3(-3, 3), (lattice, position) => {
      close(fractionalFromCartesian(lattice, cartesianFromFractional(lattice, [position]))[0], position, 1e-12);
    }),
  );
});

test('parameters → matrix → parameters', () => {
  fc.assert(
    fc.property(cellParametersArbitrary, (parameters) => {
      const back = cellParameters(latticeFromParameters(parameters));
      const { a, b, c, alpha, beta, gamma } = parameters;
      close([back.a, back.b, back.c, back.alpha, back.beta, back.gamma], [a, b, c, alpha, beta, gamma], 1e-9);
    }),
  );
});

test('a change of basis keeps volume and distances', () => {
  fc.assert(
    fc.property(structureArbitrary, unimodularArbitrary, (structure, transformation) => {
      fc.pre(Math.max(...transformation.flat().map(Math.abs)) < 50);
      const changed = tryChange(structure, transformation);
      fc.pre(changed !== null);
      if (changed === null) return;
      expect(latticeVolume(changed.lattice) / latticeVolume(structure.lattice)).toBeCloseTo(1, 8);
      expect(minimumDistance(changed)).toBeCloseTo(minimumDistance(structure), 6);
    }),
  );
});

test('Niggli: det P = 1, P · M is reduced, the same for every basis, idempotent', () => {
  fc.assert(
    fc.property(latticeArbitrary, unimodularArbitrary, (lattice, shear) => {
      const sheared = { vectors: multiplyMat3(shear, lattice.vectors) };
      const { lattice: reduced, transformation } = niggliReduce(sheared);
      expect(transformation.flat().every(Number.isInteger)).toBe(true);
      expect(determinant(transformation)).toBe(1);
      close(multiplyMat3(transformation, sheared.vectors).flat(), reduced.vectors.flat(), 0);
      expect(isNiggliReduced(reduced)).toBe(true);
      expect(niggliReduce(reduced).transformation).toEqual([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]);
      const lengths = ({ vectors }: typeof reduced): number[] => vectors.map((vector) => Math.hypot(...vector));
      // The lengths are unique; the angles may be the other choice where two cells are equally short within ε.
      close(lengths(reduced), lengths(niggliReduce(lattice).lattice), 1e-3);
    }),
  );
});

test('a supercell keeps the shortest distance and the volume per atom', () => {
  fc.assert(
    fc.property(structureArbitrary, unimodularArbitrary, fc.integer({ min: 1, max: 3 }), (structure, shear, doubled) => {
      fc.pre(Math.max(...shear.flat().map(Math.abs)) < 8);
      const [a, b, c] = shear;
      const larger = tryMake(structure, [a, b, [c[0] * doubled, c[1] * doubled, c[2] * doubled]]);
      fc.pre(larger !== null);
      if (larger === null) return;
      expect(larger.atomicNumbers).toHaveLength(doubled * structure.atomicNumbers.length);
      expect(latticeVolume(larger.lattice) / doubled / latticeVolume(structure.lattice)).toBeCloseTo(1, 8);
      expect(minimumDistance(larger)).toBeCloseTo(minimumDistance(structure), 6);
    }),
  );
});

/** Null where the new cell is too flat to be accepted. */
const tryChange = (...args: Parameters<typeof changeBasis>) => orNull(() => changeBasis(...args));
const tryMake = (...args: Parameters<typeof makeSupercell>) => orNull(() => makeSupercell(...args));

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && error.message.includes('lie in a plane')) return null;
    throw error;
  }
}
