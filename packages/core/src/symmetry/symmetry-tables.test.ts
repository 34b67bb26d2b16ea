import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { determinant, mat3TimesColumn } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { parseAffineExpression } from './affine-expression.js';
import { SPACE_GROUPS } from './assert-space-group.js';
import { centering } from './centering.js';
import { crystalSystemOf } from './crystal-system.js';
import { latticeConstraints } from './lattice-constraints.js';
import { letterRenamings } from './letter-renamings.js';
import { operationsOf } from './operations-of.js';
import { spaceGroupSymbol } from './space-group.js';
import { InvalidSpaceGroupError } from './symmetry-errors.js';
import { composeOperations } from './symmetry-operation.js';
import { wyckoffPositions } from './wyckoff-positions.js';

const offenders = (agrees: (group: number) => boolean): number[] => SPACE_GROUPS.filter((group) => !agrees(group));

describe('tables of the space groups', () => {
  // International Tables A (2016), ch. 2.3: group, letter, multiplicity, site symmetry, first coordinate triplet.
  it.each([
    [14, 'a', 2, '-1', '0,0,0'],
    [47, 'A', 8, '1', 'x,y,z'],
    [62, 'c', 4, '.m.', 'x,1/4,z'],
    [136, 'f', 4, 'm.2m', 'x,x,0'],
    [152, 'a', 3, '.2.', 'x,0,1/3'],
    [166, 'c', 6, '3m', '0,0,z'],
    [186, 'b', 2, '3m.', '1/3,2/3,z'],
    [194, 'c', 2, '-6m2', '1/3,2/3,1/4'],
    [221, 'c', 3, '4/mm.m', '0,1/2,1/2'],
    [225, 'c', 8, '-43m', '1/4,1/4,1/4'],
    [227, 'a', 8, '-43m', '1/8,1/8,1/8'],
    [227, 'c', 16, '.-3m', '0,0,0'],
    [230, 'b', 16, '.32', '1/8,1/8,1/8'],
  ])('International Tables, group %i position %s', (group, letter, multiplicity, siteSymmetry, triplet) => {
    const position = wyckoffPositions(group).find((candidate) => candidate.letter === letter);
    expect(position).toMatchObject({ multiplicity, siteSymmetry });
    expect(position?.coordinates[0]).toEqual(parseAffineExpression(triplet));
  });

  it('holds 1731 positions in all', () => {
    expect(SPACE_GROUPS.reduce((sum, group) => sum + wyckoffPositions(group).length, 0)).toBe(1731);
  });

  it('operations close, the identity is the first', () => {
    expect(
      offenders((group) => {
        const operations = operationsOf(group);
        const key = (rotation: unknown, translation: Vec3): string =>
          `${String(rotation)};${translation.map((x) => Math.round(24 * x + 2400) % 24).join()}`;
        const keys = new Set(operations.map(({ rotation, translation }) => key(rotation, translation)));
        const generators = operations.slice(0, 60);
        return (
          keys.size === operations.length &&
          key(operations[0]?.rotation, operations[0]?.translation as Vec3) === '1,0,0,0,1,0,0,0,1;0,0,0' &&
          generators.every((p) => operations.every((q) => ((o) => keys.has(key(o.rotation, o.translation)))(composeOperations(p, q))))
        );
      }),
    ).toEqual([]);
  });

  it('multiplicity × order of the site symmetry = order of the group, counted on the operations that fix the first site', () => {
    expect(
      offenders((group) => {
        const operations = operationsOf(group);
        return wyckoffPositions(group).every(({ coordinates, multiplicity }) => {
          const [first] = coordinates;
          if (first === undefined) return false;
          const point = mat3TimesColumn(first.linear, [0.1237891, 0.2718281, 0.4142135]).map(
            (x, i) => x + (first.constant24[i] as number) / 24,
          ) as unknown as Vec3;
          const fixing = operations.filter(({ rotation, translation }) =>
            mat3TimesColumn(rotation, point).every(
              (x, i) =>
                Math.abs(x + (translation[i] as number) - (point[i] as number) - Math.round(x + (translation[i] as number) - (point[i] as number))) <
                1e-9,
            ),
          );
          return fixing.length * multiplicity === operations.length;
        });
      }),
    ).toEqual([]);
  });

  it('lattice points are the pure translations, and the primitive cell holds one of them', () => {
    expect(
      offenders((group) => {
        const { latticePoints, primitiveMatrix } = centering(group);
        const pure = operationsOf(group).filter(({ rotation }) => rotation.join() === '1,0,0,0,1,0,0,0,1');
        const key = (v: readonly number[]): string => v.map((x) => Math.round(24 * x)).join();
        return (
          pure
            .map(({ translation }) => key(translation))
            .sort()
            .join() === latticePoints.map(key).sort().join() && Math.abs(determinant(primitiveMatrix) * latticePoints.length - 1) < 1e-12
        );
      }),
    ).toEqual([]);
  });

  it('renamings of letters are permutations that form a group and keep multiplicity', () => {
    expect(
      offenders((group) => {
        if (group === 2) return letterRenamings(2).length === 1344; // AGL(3, 2): all affine maps of the eight inversion centers
        const renamings = letterRenamings(group);
        const keys = new Set(renamings.map((renaming) => [...renaming.values()].join('')));
        const multiplicity = new Map(wyckoffPositions(group).map((position) => [position.letter, position.multiplicity]));
        return renamings.every(
          (p) =>
            new Set(p.values()).size === p.size &&
            [...p].every(([from, to]) => multiplicity.get(from) === multiplicity.get(to)) &&
            renamings.slice(0, 8).every((q) => keys.has([...q.values()].map((letter) => p.get(letter)).join(''))),
        );
      }),
    ).toEqual([]);
  });

  it.each([
    [1, 'triclinic', 6],
    [15, 'monoclinic', 4],
    [16, 'orthorhombic', 3],
    [142, 'tetragonal', 2],
    [167, 'trigonal', 2],
    [168, 'hexagonal', 2],
    [230, 'cubic', 1],
  ] as const)('group %i is %s with %i free cell parameters', (group, system, free) => {
    expect(crystalSystemOf(group)).toBe(system);
    expect(latticeConstraints(group).free).toHaveLength(free);
  });

  it('reads coordinate triplets', () => {
    expect(parseAffineExpression('x,-2x+1/2,z')).toEqual({
      linear: [
        [1, 0, 0],
        [-2, 0, 0],
        [0, 0, 1],
      ],
      constant24: [0, 12, 0],
    });
    expect(parseAffineExpression('-y+1/4,x-y,5/6')).toEqual({
      linear: [
        [0, -1, 0],
        [1, -1, 0],
        [0, 0, 0],
      ],
      constant24: [6, 0, 20],
    });
  });

  it.each([0, 231, 1.5, Number.NaN])('refuses space group %s', (group) => {
    expect(() => spaceGroupSymbol(group)).toThrow(InvalidSpaceGroupError);
    expect(() => wyckoffPositions(group)).toThrow(InvalidSpaceGroupError);
    expect(() => crystalSystemOf(group)).toThrow(InvalidSpaceGroupError);
  });
});
