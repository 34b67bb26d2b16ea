import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLattice, latticeVolume } from '../../../src/crystal/lattice.js';
import { createStructure } from '../../../src/crystal/structure.js';
import type { Mat3 } from '../../../src/numerics/mat3.js';
import type { Vec3 } from '../../../src/numerics/vec3.js';
import { findSymmetry } from '../../../src/symmetry/find-symmetry.js';
import { letterRenamings } from '../../../src/symmetry/letter-renamings.js';
import { prototypeLabel, prototypeLabelOf } from '../../../src/symmetry/prototype-label.js';
import '../../load-symmetry.js';

interface Reference {
  readonly symprec: number;
  readonly crystals: readonly {
    readonly lattice: Mat3;
    readonly fracCoords: readonly Vec3[];
    readonly atomicNumbers: readonly number[];
    readonly number: number;
    readonly hallNumber: number;
    readonly operationCount: number;
    readonly rotationSum: readonly number[];
    readonly orbitOf: readonly number[];
    readonly wyckoffs: readonly string[];
    readonly siteSymmetries: readonly string[];
    readonly standardSites: number;
    readonly standardVolume: number;
  }[];
}

const { crystals, symprec } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Reference;
const cases = crystals.map((reference) => {
  const structure = createStructure(createLattice(reference.lattice), reference.atomicNumbers, reference.fracCoords);
  return { reference, structure, found: findSymmetry(structure, symprec) };
});
/** All cases that fail, so that one run lists every offender. */
const offenders = (agrees: (c: (typeof cases)[number]) => boolean): string[] =>
  cases.flatMap((c, i) => (agrees(c) ? [] : [`crystal ${i}: spglib ${c.reference.number}, ours ${c.found.spaceGroup.number}`]));
const sorted = (list: readonly number[]): string => [...list].sort((p, q) => p - q).join();

describe('symmetry of random crystals, beside spglib', () => {
  it('covers every space group', () => {
    expect(new Set(crystals.map(({ number }) => number)).size).toBe(230);
    expect(crystals.length).toBeGreaterThanOrEqual(300);
  });

  it('finds the space group and its standard setting', () => {
    expect(offenders(({ reference, found }) => found.spaceGroup.number === reference.number && found.hallNumber === reference.hallNumber)).toEqual(
      [],
    );
  });

  it('finds the same rotations of the input cell', () => {
    const weighted = (rotation: Mat3): number => rotation.flat().reduce((sum, x, i) => sum + x * (i + 1), 0);
    expect(
      offenders(
        ({ reference, found }) =>
          found.operations.length === reference.operationCount &&
          sorted(found.operations.map(({ rotation }) => weighted(rotation))) === sorted(reference.rotationSum),
      ),
    ).toEqual([]);
  });

  it('finds the same orbits', () => {
    expect(offenders(({ reference, found }) => found.orbitOf.join() === reference.orbitOf.join())).toEqual([]);
  });

  it('finds the same Wyckoff letters up to an equivalent choice of origin and axes, as listed', () => {
    expect(
      offenders(({ reference, found }) =>
        letterRenamings(found.spaceGroup.number).some((renaming) =>
          found.wyckoffLetters.every((letter, i) => renaming.get(letter) === reference.wyckoffs[i]),
        ),
      ),
    ).toEqual([]);
  });

  it('gives the label that the letters of spglib give', () => {
    expect(
      offenders(({ reference, structure, found }) => {
        const elements = [...new Set(reference.atomicNumbers)];
        const sitesOf = (z: number): number[] => reference.atomicNumbers.flatMap((other, i) => (other === z ? [i] : []));
        const letters = elements.map((z) =>
          sitesOf(z)
            .filter((i) => reference.orbitOf[i] === i)
            .map((i) => reference.wyckoffs[i] as string),
        );
        const expected = prototypeLabelOf(
          reference.number,
          elements.map((z) => sitesOf(z).length),
          letters,
        );
        return prototypeLabel(structure, found) === expected;
      }),
    ).toEqual([]);
  });

  it('standardizes to a cell of the same size', () => {
    expect(
      offenders(
        ({ reference, found }) =>
          found.standardizedCell.atomicNumbers.length === reference.standardSites &&
          // 1e-5: spglib and moyo symmetrize the rounded lattice in different ways.
          Math.abs(latticeVolume(found.standardizedCell.lattice) / reference.standardVolume - 1) < 1e-5,
      ),
    ).toEqual([]);
  });
});
