import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { forkRng } from '../numerics/rng.js';
import { assignmentSpace } from './assignment-space.js';
import { assignmentsFor } from './assignments-for.js';
import { wyckoffPositions } from './wyckoff-positions.js';

const TiO2 = { atomicNumbers: [8, 22], counts: [4, 2] };

describe('assignmentSpace', () => {
  it.each([
    [1, { atomicNumbers: [8, 22], counts: [2, 1] }],
    [2, { atomicNumbers: [8, 22], counts: [2, 2] }],
    [12, TiO2],
    [47, TiO2],
    [136, TiO2],
    [141, TiO2],
    [166, { atomicNumbers: [3, 8, 27], counts: [1, 2, 1] }],
    [225, { atomicNumbers: [11, 17], counts: [1, 1] }],
    [227, { atomicNumbers: [8, 12, 13], counts: [8, 2, 4] }],
  ])('lists as many assignments as it counts in group %i, all with the right atoms and no fixed position twice', (group, cell) => {
    const space = assignmentSpace(group, cell, null);
    const list = space.list();
    expect(space.total).toBeGreaterThan(0);
    expect(list).toHaveLength(space.total);
    expect(new Set(list.map((letters) => letters.join(' '))).size).toBe(space.total);
    const positions = new Map(wyckoffPositions(group).map((position) => [position.letter, position]));
    for (const letters of list) {
      expect(letters.map((own) => own.reduce((sum, letter) => sum + (positions.get(letter)?.coordinates.length ?? 0), 0))).toEqual(cell.counts);
      const single = letters.flat().filter((letter) => positions.get(letter)?.degreesOfFreedom === 0);
      expect(new Set(single).size).toBe(single.length);
    }
    expect(list.reduce((sum, letters) => sum + space.probabilityOf(letters), 0)).toBeCloseTo(1, 10);
  });

  it('agrees with a count by hand: NaCl in Fm-3m has a and b for one atom each, in two orders', () => {
    expect(assignmentSpace(225, { atomicNumbers: [11, 17], counts: [1, 1] }, null).list()).toEqual([
      [['b'], ['a']],
      [['a'], ['b']],
    ]);
  });

  it('draws each assignment as often as its weight says', () => {
    const weights = [
      new Map([
        ['f', 5],
        ['g', 1],
        ['c', 2],
      ]),
      new Map([
        ['a', 3],
        ['b', 1],
      ]),
    ];
    const space = assignmentSpace(136, TiO2, weights);
    const rng = forkRng('draws');
    const draws = 40_000;
    const seen = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const key = space.sample(rng).join(' ');
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    const list = space.list();
    for (const letters of list) {
      const expected = space.probabilityOf(letters);
      // Five standard deviations of a binomial count, and one draw for the rarest.
      expect(Math.abs((seen.get(letters.join(' ')) ?? 0) - draws * expected)).toBeLessThan(5 * Math.sqrt(draws * expected) + 1);
    }
    expect([...seen.keys()].every((key) => list.some((letters) => letters.join(' ') === key))).toBe(true);
  });

  it('counts large spaces without listing them', () => {
    const space = assignmentSpace(10, { atomicNumbers: [8, 12, 14], counts: [24, 8, 8] }, null);
    expect(space.total).toBeGreaterThan(1e9);
    expect(space.sample(forkRng('large')).map((letters) => letters.length > 0)).toEqual([true, true, true]);
  });

  it('says why there is none', () => {
    expect(assignmentSpace(225, { atomicNumbers: [8, 22], counts: [5, 1] }, null).impossibleBecause).toBe(
      'no combination of {1a, 1b, 2c, 6d} once each and any number of orbits of {6, 8, 12, 24, 48} atoms in the primitive cell gives 5 O',
    );
    expect(assignmentSpace(225, { atomicNumbers: [3, 8, 22], counts: [1, 1, 1] }, null).impossibleBecause).toBe(
      'the elements together need more positions without free coordinates than there are: {1a, 1b, 2c, 6d} once each',
    );
  });
});

describe('assignmentsFor', () => {
  it('merges equivalent descriptions: NaCl in Fm-3m has one, rutile is the canonical A2B', () => {
    const rng = forkRng('unused');
    const nacl = assignmentsFor(225, { atomicNumbers: [11, 17], counts: [1, 1] }, { weights: null, limit: 10, rng });
    expect(nacl).toMatchObject({ total: 2, complete: true, impossibleBecause: null });
    expect(nacl.assignments).toEqual([{ letters: [['a'], ['b']], probability: 1, degreesOfFreedom: 0 }]);
    const rutile = assignmentsFor(136, TiO2, { weights: null, limit: 100, rng });
    expect(rutile.assignments.map(({ letters }) => letters.join(' '))).toContain('f a');
    expect(rutile.assignments.map(({ letters }) => letters.join(' '))).not.toContain('f b');
    expect(rutile.assignments.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 10);
  });

  it('gives the same list for the same seed where the space is too large to be listed', () => {
    const cell = { atomicNumbers: [8, 12, 14], counts: [24, 8, 8] };
    const options = (): Parameters<typeof assignmentsFor>[2] => ({ weights: null, limit: 20, rng: forkRng('seed', 10) });
    const first = assignmentsFor(10, cell, options());
    expect(first).toEqual(assignmentsFor(10, cell, options()));
    expect(first.assignments.length).toBeLessThanOrEqual(20);
    expect(first.complete).toBe(false);
  });
});
