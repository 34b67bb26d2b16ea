import { expect, test } from 'vitest';
import { densityGramsPerCubicCentimeter } from '../../../src/crystal/density.js';
import { cellParameters, createLattice } from '../../../src/crystal/lattice.js';
import { minimumDistance } from '../../../src/crystal/minimum-distance.js';
import { isNiggliReduced, niggliReduce } from '../../../src/crystal/niggli.js';
import { createStructure, type Structure } from '../../../src/crystal/structure.js';
import { makeSupercell } from '../../../src/crystal/supercell.js';
import type { Mat3 } from '../../../src/numerics/mat3.js';
import { determinant, multiplyMat3 } from '../../../src/numerics/mat3.js';
import type { Vec3 } from '../../../src/numerics/vec3.js';
import reference from './reference.json' with { type: 'json' };

interface StoredStructure {
  readonly matrix: number[][];
  readonly atomicNumbers: number[];
  readonly fracCoords: number[][];
}
const read = ({ matrix, atomicNumbers, fracCoords }: StoredStructure): Structure =>
  createStructure(createLattice(matrix as unknown as Mat3), atomicNumbers, fracCoords as unknown as Vec3[]);

// Å and degrees: the cells of the textbook are known to a rounded angle, and the sheared ones have edges of up to 1e4 Å.
const PARAMETER_TOLERANCE = 1e-3;

test(`Niggli parameters of ${reference.niggli.length} cells agree with pymatgen and spglib`, () => {
  const offenders = reference.niggli.flatMap(({ name, matrix, parameters }) => {
    // Straight, since `createLattice` refuses the flattest of the sheared cells.
    const { lattice, transformation } = niggliReduce({ vectors: matrix as unknown as Mat3 });
    const actual = Object.values(cellParameters(lattice));
    const agrees = actual.every((x, k) => Math.abs(x - parameters[k]) < PARAMETER_TOLERANCE);
    const product = multiplyMat3(transformation, matrix as unknown as Mat3).flat();
    const transforms = lattice.vectors.flat().every((x, k) => Math.abs(x - product[k]) < 1e-6);
    const ok = agrees && transforms && determinant(transformation) === 1 && isNiggliReduced(lattice);
    return ok ? [] : [{ name, actual, parameters, transforms }];
  });
  expect(reference.niggli.length).toBeGreaterThan(150);
  expect(offenders).toEqual([]);
});

test('shortest distances, self-images included, agree with pymatgen to 1e-8 Å', () => {
  const offenders = reference.structures.filter((stored) => Math.abs(minimumDistance(read(stored)) - stored.minimumDistance) > 1e-8);
  expect(offenders).toEqual([]);
});

test('densities agree with pymatgen', () => {
  const offenders = reference.structures.filter((stored) => Math.abs(densityGramsPerCubicCentimeter(read(stored)) / stored.density - 1) > 1e-5);
  expect(offenders).toEqual([]);
});

test('supercells by any matrix hold the sites of those of pymatgen', () => {
  const offenders = reference.structures.filter((stored) => {
    const actual = makeSupercell(read(stored), stored.scaling as unknown as Mat3);
    const expected = read(stored.supercell);
    if (actual.atomicNumbers.length !== expected.atomicNumbers.length) return true;
    const unmatched = new Set(expected.fracCoords.keys());
    return !actual.fracCoords.every((position, site) => {
      const twin = [...unmatched].find((other) => {
        const apart = position.map((x, k) => Math.abs(x - expected.fracCoords[other][k]));
        return expected.atomicNumbers[other] === actual.atomicNumbers[site] && apart.every((d) => Math.min(d, 1 - d) < 1e-8);
      });
      return twin !== undefined && unmatched.delete(twin);
    });
  });
  expect(offenders).toEqual([]);
});
