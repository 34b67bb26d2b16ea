import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { shareSymmetry } from './share-symmetry.js';

const classes = [
  { spaceGroup: 225, formulaUnits: 1 },
  { spaceGroup: 186, formulaUnits: 2 },
  { spaceGroup: 62, formulaUnits: 4 },
  { spaceGroup: 225, formulaUnits: 8 },
];
const probabilities = [0.5, 0.2, 0.2, 0.1];
const composition = parseFormula('MgO');

describe('shareSymmetry', () => {
  it('sums pairs to groups and to formula units', () => {
    const { pairs, spaceGroups, formulaUnits } = shareSymmetry({ composition, maxAtoms: 50, spaceGroups: null }, classes, probabilities);
    expect(pairs.map(({ spaceGroup, formulaUnits: z }) => [spaceGroup, z])).toEqual([
      [225, 1],
      [62, 4],
      [186, 2],
      [225, 8],
    ]);
    expect(spaceGroups.get(225)).toBeCloseTo(0.6, 12);
    expect(formulaUnits.get(2)).toBeCloseTo(0.2, 12);
  });

  it('shares the probability of cells that are too large among the others', () => {
    const { pairs, spaceGroups } = shareSymmetry({ composition, maxAtoms: 4, spaceGroups: null }, classes, probabilities);
    expect(pairs.map(({ formulaUnits }) => formulaUnits)).toEqual([1, 2]);
    expect(spaceGroups.get(225)).toBeCloseTo(5 / 7, 12);
  });

  it('keeps a little for a group that was asked for and is not expected', () => {
    const { spaceGroups, pairs } = shareSymmetry({ composition, maxAtoms: 50, spaceGroups: [62, 1] }, classes, probabilities);
    expect([...spaceGroups.keys()].sort((a, b) => a - b)).toEqual([1, 62]);
    expect(spaceGroups.get(1)).toBeGreaterThan(0);
    expect(spaceGroups.get(62)).toBeGreaterThan(0.99);
    expect(
      pairs
        .filter(({ spaceGroup }) => spaceGroup === 1)
        .map(({ formulaUnits }) => formulaUnits)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 4, 8]);
    expect(pairs.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });
});
