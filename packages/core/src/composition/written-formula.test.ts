import { expect, test } from 'vitest';
import { anonymousFormula, descendingAnonymousFormula } from './anonymous-formula.js';
import { compositionFromSites } from './create-composition.js';
import { parseFormula } from './parse-formula.js';
import { atomsPerFormulaUnit, formulaUnitsOf, reduceComposition, sameComposition } from './reduce-composition.js';
import { hillFormula, reducedFormula } from './written-formula.js';

test('anonymous formulas: rising counts as pymatgen, falling counts as OPTIMADE', () => {
  expect(anonymousFormula(parseFormula('BaTiO3'))).toBe('ABC3');
  expect(descendingAnonymousFormula(parseFormula('BaTiO3'))).toBe('A3BC');
  expect(descendingAnonymousFormula(parseFormula('Na4Cl4'))).toBe('AB');
  const many = parseFormula('HHeLiBeBCNOFNeNaMgAlSiPSClArKCaScTiVCrMnFeCoNi');
  expect(descendingAnonymousFormula(many).slice(-5)).toBe('ZAaBa');
});

test('sites are counted and reduced', () => {
  const composition = compositionFromSites([17, 11, 17, 11]);
  expect(composition).toEqual({ atomicNumbers: [11, 17], counts: [2, 2] });
  expect(formulaUnitsOf(composition)).toBe(2);
  expect(atomsPerFormulaUnit(composition)).toBe(2);
  expect(reduceComposition(composition)).toEqual({ atomicNumbers: [11, 17], counts: [1, 1] });
});

test('the same composition in another multiple or order', () => {
  expect(sameComposition(parseFormula('Fe4O6'), parseFormula('O3Fe2'))).toBe(true);
  expect(sameComposition(parseFormula('Fe4O6'), parseFormula('FeO'))).toBe(false);
  expect(sameComposition(parseFormula('FeO'), parseFormula('MnO'))).toBe(false);
});

test('Hill order and the molecules that stay', () => {
  expect(hillFormula(parseFormula('OHC2H5'))).toBe('C2H6O');
  expect(hillFormula(parseFormula('H2O'))).toBe('H2O');
  expect(reducedFormula(parseFormula('O'))).toBe('O2');
  expect(reducedFormula(parseFormula('Ca6P4O16'))).toBe('Ca3(PO4)2');
});
