import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import type { Prototype } from '../../prototypes/prototype-library.js';
import type { LetterWeightModel } from './letter-weight-model.js';
import { letterWeightsOf } from './letter-weight-model.js';
import { rankAssignments } from './rank-assignments.js';

/** Sites without free coordinates are preferred; nothing else is known. */
const model: LetterWeightModel = {
  id: { name: 'test', version: '1', sha256: '' },
  letters: { '221': { a: 0.5 } },
  siteSymmetries: [],
  elements: Array.from({ length: 119 }, () => []),
  electronegativities: Array.from({ length: 119 }, () => 2),
  bilinear: [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [2, 0, 0, 0, 0, 0],
  ],
};
const cesiumChloride: Prototype = {
  index: 0,
  label: 'AB_cP2_221_a_b',
  spaceGroup: 221,
  slotCounts: [1, 1],
  formulaUnits: 1,
  nsites: 2,
  orbits: [
    { letter: 'a', slot: 0 },
    { letter: 'b', slot: 1 },
  ],
};
const pairs = [
  { spaceGroup: 221, formulaUnits: 1, probability: 0.3 },
  { spaceGroup: 221, formulaUnits: 4, probability: 0.1 },
];
const composition = parseFormula('CsCl');

describe('rankAssignments', () => {
  it('merges equivalent descriptions of known crystals', () => {
    const votes = [
      [17, 55],
      [55, 17],
    ].map((elements) => ({ prototype: cesiumChloride, elements, probability: 0.4 }));
    expect(rankAssignments(composition, 221, { votes, unknownShare: 0.1, pairs, letterWeights: null, limit: 5 })).toEqual([
      { letters: [['a'], ['b']], formulaUnits: 1, probability: 1 },
    ]);
  });

  it('lists what no known crystal shows after what some do, each once', () => {
    const votes = [{ prototype: cesiumChloride, elements: [55, 17], probability: 0.4 }];
    const listed = rankAssignments(composition, 221, { votes, unknownShare: 0.1, pairs, letterWeights: model, limit: 20 });
    expect(listed[0]).toMatchObject({ letters: [['a'], ['b']], formulaUnits: 1 });
    expect(listed[0]?.probability).toBeGreaterThan(0.8);
    expect(listed.filter(({ formulaUnits }) => formulaUnits === 4).length).toBe(2);
    expect(new Set(listed.map(({ letters, formulaUnits }) => `${formulaUnits} ${letters.join(' ')}`)).size).toBe(listed.length);
  });
});

describe('letterWeightsOf', () => {
  it('weighs positions as the formula says, the heaviest of each element 1', () => {
    const [ofChlorine] = letterWeightsOf(model, 221, { atomicNumbers: [17, 55], counts: [1, 1] });
    expect(ofChlorine?.get('a')).toBe(1);
    expect(ofChlorine?.get('b')).toBeCloseTo(Math.exp(-0.5), 12);
    expect(ofChlorine?.get('n')).toBeCloseTo(Math.exp(-2.5), 12);
  });
});
