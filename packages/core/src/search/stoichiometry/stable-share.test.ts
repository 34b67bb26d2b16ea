import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { expectedShare } from './expected-share.js';
import type { StableFormulasModel } from './stable-formulas.js';
import { stableShares } from './stable-share.js';

const [LI, O, NA, CL, K, BR] = [3, 8, 11, 17, 19, 35];
/** Alkali metals are alike, halogens are alike, and nothing else. */
const squaredDistances = Float64Array.from({ length: 119 ** 2 }, (_, at) => {
  const [i, j] = [Math.floor(at / 119), at % 119];
  const kind = (z: number): number => ([LI, NA, K].includes(z) ? 1 : [CL, BR].includes(z) ? 2 : 100 + z);
  return i === j ? 0 : kind(i) === kind(j) ? 0.04 : 100;
});
const model = (systems: StableFormulasModel['systems']): StableFormulasModel => ({
  id: { name: 'test', version: '1', sha256: '' },
  systems,
  squaredDistances,
  sharpness: 5,
  distanceExponent: 0.5,
  priorWeight: 0.5,
});

describe('how probably a composition has a stable phase', () => {
  const { systems } = model([
    { elements: [LI, CL], stable: [[1, 1]] },
    {
      elements: [CL, K],
      stable: [
        [1, 1],
        [3, 1],
      ],
    },
    { elements: [LI, O], stable: [[2, 1]] },
    { elements: [NA, CL], stable: [[7, 1]] },
  ]);
  const shareOf = stableShares(model(systems));

  it('is the weighted share of like systems, beside what is expected of the stoichiometry, whatever order the elements have', () => {
    // both relatives have one of two elements exchanged: the mean squared distance is 0.02
    const weight = Math.exp(-5 * Math.sqrt(0.02));
    const potassium = Math.exp(-5 * Math.sqrt(0.02));
    const prior = 0.5 * expectedShare(parseFormula('NaCl'));
    expect(shareOf(parseFormula('NaCl'))).toBeCloseTo((prior + weight + potassium) / (0.5 + weight + potassium), 12);
    const three = parseFormula('NaCl3');
    expect(shareOf(three)).toBeCloseTo((0.5 * expectedShare(three) + potassium) / (0.5 + weight + potassium), 12);
  });

  it('leaves the system itself out, whatever is known of it', () => {
    const seven = parseFormula('Na7Cl');
    expect(seven.atomicNumbers).toEqual([NA, CL]);
    expect(shareOf(seven)).toBeCloseTo((0.5 * expectedShare(seven)) / (0.5 + 2 * Math.exp(-5 * Math.sqrt(0.02))), 12);
    expect(stableShares(model(systems.slice(0, 3)))(seven)).toBe(shareOf(seven));
  });

  it('is what is expected of the stoichiometry where nothing is alike, and with many elements', () => {
    for (const formula of ['MgO', 'Fe2O3', 'LiNaKRbCsCl6']) expect(shareOf(parseFormula(formula))).toBeCloseTo(expectedShare(parseFormula(formula)), 12);
  });
});

it('expects less of large formulas and of charges that do not balance', () => {
  const shares = ['MgO', 'Al2O3', 'Mg2SiO4', 'Mg3Al2Si3O12'].map((formula) => expectedShare(parseFormula(formula)));
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(new Set(shares).size).toBe(4);
  expect(expectedShare(parseFormula('Mg2O'))).toBeLessThan(expectedShare(parseFormula('Na2O')));
});
