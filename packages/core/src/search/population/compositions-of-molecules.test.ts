import { expect, it } from 'vitest';
import { hullRequest } from '../../../test/hull-request.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { alphabeticalFormula } from '../../composition/written-formula.js';
import { forkRng } from '../../numerics/rng.js';
import { fillFormula, holdsMolecules } from '../molecules/fill-formula.js';
import { parseMolecule } from '../molecules/parse-molecule.js';
import type { SearchConstraints } from '../search-types.js';
import { proposeComposition } from './compositions.js';

const AMMONIUM = parseMolecule('5\n\nN 0 0 0\nH 0.59 0.59 0.59\nH -0.59 -0.59 0.59\nH -0.59 0.59 -0.59\nH 0.59 -0.59 -0.59');
const OXYGEN = parseMolecule('2\n\nO 0 0 0\nO 1.21 0 0');
const drawn = (elements: number[], constraints: Partial<SearchConstraints>, draws = 200) => {
  const request = hullRequest(elements, { maxAtoms: 12, ...constraints });
  return Array.from({ length: draws }, (_, draw) => proposeComposition(request, null, [], forkRng('of molecules', draw)));
};

it('are those that whole molecules fill within the atoms of a cell, small ones oftener', () => {
  const compositions = drawn([1, 7, 17], { molecules: [AMMONIUM] });
  for (const composition of compositions) {
    const filled = fillFormula(composition, [AMMONIUM]);
    expect(filled?.molecules[0]).toBeGreaterThan(0);
    expect((filled?.formulaUnits ?? NaN) * atomCount(composition)).toBeLessThanOrEqual(12);
  }
  const formulas = compositions.map(alphabeticalFormula);
  expect(formulas).toContain('ClH4N');
  expect(new Set(formulas).size).toBeGreaterThan(15);
});

it('need as many formula units as whole molecules take', () => {
  const compositions = drawn([8, 11], { molecules: [OXYGEN], maxAtoms: 4 });
  // NaO as Na2O2; Na2O would be Na4O2, of six atoms; NaO3 has one O beside the molecule
  expect([...new Set(compositions.map(alphabeticalFormula))].sort()).toEqual(['NaO', 'NaO2', 'NaO3', 'O']);
});

it.each([
  ['NaO', 4, true],
  ['NaO', 3, false],
  ['Na2O', 6, true],
  ['Na2O', 5, false],
  ['Na', 20, false],
])('%s holds O2 in cells of up to %i atoms: %s', (formula, maxAtoms, expected) => {
  expect(holdsMolecules(parseFormula(formula), { minAtoms: 1, maxAtoms, molecules: [OXYGEN] })).toBe(expected);
});

it('are mixtures of end members, or keep the ranges of elements, beside that', () => {
  const mixtures = drawn([1, 7, 17], { molecules: [AMMONIUM], endMembers: [parseFormula('NH4Cl'), parseFormula('Cl')] }, 40);
  expect(mixtures.every((composition) => holdsMolecules(composition, { minAtoms: 1, maxAtoms: 12, molecules: [AMMONIUM] }))).toBe(true);
  const ranged = drawn([1, 7, 17], { molecules: [AMMONIUM], fractions: [{ atomicNumber: 17, least: 0.15, most: 0.4 }] }, 40);
  for (const { atomicNumbers, counts } of ranged) {
    const share = (counts[atomicNumbers.indexOf(17)] ?? 0) / counts.reduce((sum, n) => sum + n, 0);
    expect(share).toBeGreaterThanOrEqual(0.15);
    expect(share).toBeLessThanOrEqual(0.4);
  }
});
