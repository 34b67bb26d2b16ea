import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { forkRng } from '../numerics/rng.js';
import { assignmentsFor } from './assignments-for.js';
import { likeliestAssignments } from './likeliest-assignments.js';

describe('likeliestAssignments', () => {
  it.each([
    [136, { atomicNumbers: [8, 22], counts: [4, 2] }],
    [47, { atomicNumbers: [8, 22], counts: [2, 1] }],
    [221, { atomicNumbers: [8, 22, 56], counts: [3, 1, 1] }],
    [166, { atomicNumbers: [3, 8, 27], counts: [1, 2, 1] }],
    [12, { atomicNumbers: [8, 22], counts: [4, 2] }],
  ])('agrees with the complete list of group %i', (group, cell) => {
    const all = assignmentsFor(group, cell, { weights: null, limit: 2000, rng: forkRng('unused') });
    expect(all.complete).toBe(true);
    const likely = likeliestAssignments(group, cell, null, 12);
    expect(likely.map(({ probability }) => probability)).toEqual(
      all.assignments.slice(0, 12).map(({ probability }) => expect.closeTo(probability, 12)),
    );
    const known = new Map(all.assignments.map(({ letters, probability }) => [letters.join(' '), probability]));
    for (const { letters, probability } of likely) expect(known.get(letters.join(' '))).toBeCloseTo(probability, 12);
  });

  it('finds the likeliest where there are far too many to list', () => {
    const cell = { atomicNumbers: [8, 14, 20], counts: [24, 8, 4] };
    const drawn = assignmentsFor(62, cell, { weights: null, limit: 5, rng: forkRng('draws') });
    expect(drawn.complete).toBe(false);
    const [first] = likeliestAssignments(62, cell, null, 5);
    expect(first?.probability).toBeGreaterThanOrEqual((drawn.assignments[0]?.probability ?? 1) - 1e-12);
  });

  it('is empty where nothing fits', () => {
    expect(likeliestAssignments(227, { atomicNumbers: [8], counts: [1] }, null, 5)).toEqual([]);
  });
});
