import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { determinant, multiplyMat3, transpose, type Mat3 } from '../numerics/mat3.js';
import { SPACE_GROUPS } from './assert-space-group.js';
import { centering } from './centering.js';
import { operationsOf } from './operations-of.js';
import { siteSymmetries } from './site-symmetry.js';

const isNear = (one: Mat3, other: Mat3): boolean => one.flat().every((x, k) => Math.abs(x - (other.flat()[k] as number)) < 1e-9);

describe('site symmetries of all groups', () => {
  it('have as many operations as the group has for each site', () => {
    for (const number of SPACE_GROUPS) {
      const order = operationsOf(number).length / centering(number).latticePoints.length;
      for (const { group, images, letter } of siteSymmetries(number)) expect(group.length * images.length, `${number} ${letter}`).toBe(order);
    }
  });

  it('are groups of orthogonal matrices', () => {
    for (const group of new Set(SPACE_GROUPS.flatMap((number) => siteSymmetries(number).map((site) => site.group)))) {
      for (const one of group) {
        expect(
          isNear(multiplyMat3(one, transpose(one)), [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ]),
        ).toBe(true);
        for (const other of group) expect(group.some((third) => isNear(third, multiplyMat3(one, other)))).toBe(true);
      }
    }
  });

  // International Tables A (2016)
  it.each([
    [205, 'a', '.-3.', 6, 4],
    [225, 'a', 'm-3m', 48, 1],
    [216, 'a', '-43m', 24, 1],
    [14, 'a', '-1', 2, 2],
    [36, 'a', 'm..', 2, 2],
    [88, 'a', '-4..', 4, 2],
    [191, 'a', '6/mmm', 24, 1],
  ])('of group %i position %s is %s: %i operations, %i sites', (number, letter, symbol, operations, sites) => {
    const site = siteSymmetries(number).find((one) => one.letter === letter);
    expect([site?.siteSymmetry, site?.group.length, site?.images.length]).toEqual([symbol, operations, sites]);
  });

  it('begin at the representative', () => {
    for (const { images } of siteSymmetries(205)) expect(determinant(images[0]?.rotation as Mat3)).toBe(1);
  });
});
