import { expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { slotAssignments } from './slot-assignments.js';

it.each([
  ['NaCl', [1, 1], [[11, 17], [17, 11]]],
  ['BaTiO3', [1, 1, 3], [[22, 56, 8], [56, 22, 8]]],
  ['MgAl2O4', [1, 2, 4], [[12, 13, 8]]],
  ['Ge', [1], [[32]]],
])('puts the elements of %s on slots of their count in every way', (formula, slots, expected) => {
  expect(slotAssignments(parseFormula(formula), slots)).toEqual(expected);
});

it('finds none where the counts differ', () => {
  expect(slotAssignments(parseFormula('MgO2'), [1, 1])).toEqual([]);
});
