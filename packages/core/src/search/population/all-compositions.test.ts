import { expect, it } from 'vitest';
import { hullRequest } from '../../../test/hull-request.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { allCompositions } from './all-compositions.js';
import { keepsLimits } from './compositions.js';

const entry = (formula: string) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom: 0 });

it('lists each composition once, reduced, without ends that have a reference', () => {
  const binary = hullRequest([8, 12], { maxAtoms: 4 });
  const listed = allCompositions(binary, keepsLimits(binary, [entry('Mg'), entry('O')]));
  expect(listed?.map(reducedFormula).sort()).toEqual(['Mg2O', 'Mg3O', 'MgO', 'MgO2', 'MgO3']);
  const open = allCompositions(binary, keepsLimits(binary, [entry('Mg')]));
  expect(open?.map(reducedFormula)).toContain('O2');
});

it('counts all reduced ternary compositions of at most eight atoms', () => {
  const ternary = hullRequest([3, 8, 12], { maxAtoms: 8 });
  const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b));
  let wanted = 0;
  for (let a = 0; a <= 8; a++) for (let b = 0; a + b <= 8; b++) for (let c = 0; a + b + c <= 8; c++) if (greatest(greatest(a, b), c) === 1) wanted++;
  expect(allCompositions(ternary, () => true)).toHaveLength(wanted);
});

it('mixes end members, and gives up where there are too many', () => {
  const endMembers = ['MgO', 'SiO2'].map(parseFormula);
  const mixtures = hullRequest([8, 12, 14], { maxAtoms: 7, endMembers });
  const listed = allCompositions(mixtures, keepsLimits(mixtures, [entry('MgO'), entry('SiO2')]));
  expect(listed?.map(reducedFormula).sort()).toEqual(['Mg2SiO4', 'MgSiO3']);
  expect(allCompositions(hullRequest([3, 8, 12, 14, 17, 26], { maxAtoms: 40 }), () => true)).toBeNull();
});
