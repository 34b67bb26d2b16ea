import { describe, expect, it } from 'vitest';
import type { Composition } from '../../composition/composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { alphabeticalFormula } from '../../composition/written-formula.js';
import { areIndependent, atomsByEndMember, nearestMixture } from './end-members.js';

const all = (formulas: string): Composition[] => formulas.split(' ').map(parseFormula);

describe('atomsByEndMember', () => {
  it.each<[string, string, number[] | null]>([
    ['MgO SiO2', 'MgSiO3', [2, 3]],
    ['MgO SiO2', 'Mg4Si2O8', [8, 6]],
    ['MgO SiO2', 'SiO2', [0, 3]],
    ['MgO SiO2', 'Mg2SiO3', null],
    ['MgO SiO2', 'NaCl', null],
    ['MgO SiO2', 'Mg3O3', [6, 0]],
    ['Mg2Si MgO', 'SiO', null],
    ['Na2O NaO2', 'NaO', [3, 3]],
    ['Li Li2S P2S5', 'Li3PS4', [0, 9, 7]],
    ['Li2S P2S5', 'Li7P3S11', [21, 21]],
  ])('of %s: %s', (endMembers, formula, atoms) => {
    expect(atomsByEndMember(parseFormula(formula), all(endMembers))).toEqual(atoms);
  });
});

it.each([
  ['MgO SiO2', true],
  ['MgO MgO', false],
  ['MgO SiO2 MgSiO3', false],
  ['Mg Si O2', true],
  ['Mg Si O2 MgO', false],
])('%s are independent: %s', (formulas, expected) => {
  expect(areIndependent(all(formulas))).toBe(expected);
});

it.each([
  ['Mg2SiO3', 'Mg2O4Si'],
  ['MgSi3O7', 'MgO7Si3'],
  ['Si', null],
])('the mixture of MgO and SiO2 nearest to %s is %s', (formula, nearest) => {
  const mixture = nearestMixture(parseFormula(formula), all('MgO SiO2'));
  expect(mixture === null ? null : alphabeticalFormula(mixture)).toBe(nearest);
});
