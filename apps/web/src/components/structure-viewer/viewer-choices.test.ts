import type { Mat3 } from '@kessho/core/numerics/mat3';
import { dot, subtractVec3 } from '@kessho/core/numerics/vec3';
import { describe, expect, it } from 'vitest';
import { millerFromText, planeNormal, planeSpacing, textFromMiller } from './miller-indices';
import { lookAlong } from './orientation';
import { planeCuts } from './plane-cuts';
import { siteNames } from './site-names';
import { supercellFromText, textFromSupercell } from './supercell-text';

const CUBIC: Mat3 = [
  [4, 0, 0],
  [0, 4, 0],
  [0, 0, 4],
];
const HEXAGONAL: Mat3 = [
  [3, 0, 0],
  [-1.5, (3 * Math.sqrt(3)) / 2, 0],
  [0, 0, 5],
];

describe('supercellFromText', () => {
  it.each([
    [null, [1, 1, 1], null],
    ['2', [2, 2, 2], '2'],
    ['2x1x3', [2, 1, 3], '2x1x3'],
    ['6', [1, 1, 1], null],
    ['2x0x1', [1, 1, 1], null],
    ['1x1x1x1', [1, 1, 1], null],
    ['x', [1, 1, 1], null],
  ])('%s', (text, expected, written) => {
    expect(supercellFromText(text)).toEqual(expected);
    expect(textFromSupercell(supercellFromText(text))).toBe(written);
  });
});

describe('millerFromText', () => {
  it.each([
    ['1 1 0', [1, 1, 0]],
    ['110', [1, 1, 0]],
    ['1-10', [1, -1, 0]],
    ['(1, −1, 0)', [1, -1, 0]],
    ['-200', [-2, 0, 0]],
  ])('%s', (text, expected) => {
    expect(millerFromText(text)).toEqual(expected);
    expect(millerFromText(textFromMiller(millerFromText(text) ?? [0, 0, 0]))).toEqual(expected);
  });

  it.each(['', '11', '0 0 0', '1111', 'abc', '1 10 0'])('refuses "%s"', (text) => expect(millerFromText(text)).toBeNull());
});

describe('lattice planes', () => {
  it('are as far apart as the lattice says', () => {
    expect(planeSpacing(CUBIC, [1, 1, 0])).toBeCloseTo(4 / Math.SQRT2, 12);
    expect(planeSpacing(HEXAGONAL, [1, 0, 0])).toBeCloseTo((3 * Math.sqrt(3)) / 2, 12);
    expect(dot(planeNormal(HEXAGONAL, [1, 0, 0]), HEXAGONAL[1])).toBeCloseTo(0, 12);
  });

  it('cut the cell in polygons that lie in them: three squares, one rectangle, two triangles', () => {
    expect(planeCuts(CUBIC, [1, 1, 1], [2, 0, 0]).map((corners) => corners.length)).toEqual([4, 4, 4]);
    expect(planeCuts(CUBIC, [1, 1, 1], [1, 1, 0]).map((corners) => corners.length)).toEqual([4]);
    const octants = planeCuts(CUBIC, [1, 1, 1], [1, 1, 1]);
    expect(octants.map((corners) => corners.length)).toEqual([3, 3]);
    for (const corners of octants) for (const corner of corners) expect(dot(subtractVec3(corner, corners[0] ?? corner), [1, 1, 1])).toBeCloseTo(0, 9);
  });

  it('are drawn once, in the middle, where there are too many', () => expect(planeCuts(CUBIC, [5, 5, 5], [9, 9, 9])).toHaveLength(1));
});

describe('lookAlong', () => {
  it('turns a* to the viewer, which is not a where the axes are oblique', () => {
    const seen = lookAlong(HEXAGONAL, [1, 0, 0]);
    const other = lookAlong(HEXAGONAL, 'a');
    expect(seen.angleTo(other)).toBeCloseTo(Math.PI / 6, 6);
    expect(lookAlong(CUBIC, [0, 0, 1]).angleTo(lookAlong(CUBIC, 'c'))).toBeCloseTo(0, 6);
  });
});

describe('siteNames', () => {
  const structure = { lattice: CUBIC, symbols: ['Mg', 'O'], fracCoords: [[0, 0, 0] as const, [0.5, 0.5, 0.5] as const] };
  it('names elements, sites as the table counts them, and positions where they are known', () => {
    expect(siteNames(structure, 'none')).toBeNull();
    expect(siteNames(structure, 'element')).toEqual(['Mg', 'O']);
    expect(siteNames(structure, 'site')).toEqual(['Mg1', 'O2']);
    expect(siteNames(structure, 'wyckoff')).toEqual(['Mg1', 'O2']);
    const sites = ['a', 'b'].map((wyckoffLetter, orbit) => ({ wyckoffLetter, multiplicity: 1, siteSymmetry: 'm-3m', orbit }));
    expect(siteNames({ ...structure, sites }, 'wyckoff')).toEqual(['1a', '1b']);
  });
});
