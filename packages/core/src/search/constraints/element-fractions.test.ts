import { expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { countBounds, keepsFractions } from './element-fractions.js';

const LITHIUM = { atomicNumber: 3, least: 0.2, most: 0.5 };
const PHOSPHORUS = { atomicNumber: 15, least: 0.1, most: 0.3 };

it.each([
  ['Li3PS4', true],
  ['Li2PS2', true],
  ['Li3P2S', true],
  ['Li7PS2', false],
  ['LiS', false],
  ['LiP4S5', false],
])('%s keeps 0.2–0.5 of Li and 0.1–0.3 of P: %s', (formula, kept) => {
  expect(keepsFractions(parseFormula(formula), [LITHIUM, { ...PHOSPHORUS, most: 1 / 3 }])).toBe(kept);
});

it('says how many atoms of each element a cell may hold, and that some cells can hold none', () => {
  const elements = [3, 15, 16];
  expect(countBounds(elements, [LITHIUM, PHOSPHORUS], 10)).toEqual([
    { least: 2, most: 5 },
    { least: 1, most: 3 },
    { least: 0, most: 10 },
  ]);
  expect(countBounds(elements, [LITHIUM, PHOSPHORUS], 1)).toBeNull();
  expect(countBounds([3, 15], [LITHIUM, PHOSPHORUS], 10)).toBeNull();
});
