import { expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import { parseSystem } from '../constraints/parse-subject.js';
import type { Phase, SearchRequest } from '../search-types.js';
import { endReferencesOf, hullOfArchive } from './hull-of-archive.js';

const requestOf = (system: string, pressureGPa = 0): SearchRequest => {
  const { elements, endMembers } = parseSystem(system);
  const constraints = { ...DEFAULT_CONSTRAINTS, pressureGPa, endMembers };
  return { method: 'hull', elements, composition: null, seed: '1', budget: 1, lag: 1, constraints, seeds: [] };
};
const phaseOf = ([formula, enthalpyPerAtom]: readonly [string, number], id: number): Phase => ({
  id,
  individual: id,
  composition: parseFormula(formula),
  energyPerAtom: enthalpyPerAtom,
  enthalpyPerAtom,
  volumePerAtom: 10,
  spaceGroup: 1,
  niche: id,
  members: 1,
  foundAt: id,
  fruitless: 0,
});
const entry = (formula: string, energyPerAtom: number) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom });

it('measures a pseudo-binary from its end members, per atom', () => {
  // Enstatite 2 MgO-atoms and 3 SiO2-atoms of 5, forsterite 4 and 3 of 7; energies as formation energies per atom in an arbitrary zero.
  const phases = (
    [
      ['MgO', -6],
      ['SiO2', -8],
      ['MgSiO3', -7.5],
      ['Mg2SiO4', -7.0],
      ['MgSi2O5', -7.6],
    ] as const
  ).map(phaseOf);
  const hull = hullOfArchive(phases, requestOf('MgO-SiO2'), []);
  const ofEnds = (share: number): number => -6 * (1 - share) - 8 * share;
  // On the hull: enstatite, 0.3 below the ends. Forsterite lies above the line from MgO to it: 4/7 of MgO is 5/7 enstatite and 2/7 MgO.
  const forsterite = (5 / 7) * -7.5 + (2 / 7) * -6;
  // MgSi2O5 is 5 atoms of enstatite and 3 of SiO2.
  const disilicate = (5 / 8) * -7.5 + (3 / 8) * -8;
  expect(hull?.aboveHull[0]).toBe(0);
  expect(hull?.aboveHull[2]).toBe(0);
  expect(hull?.aboveHull[3]).toBeCloseTo(-7 - forsterite, 12);
  expect(hull?.aboveHull[4]).toBeCloseTo(-7.6 - disilicate, 12);
  expect(hull?.enthalpyOfEndsAt(parseFormula('MgSiO3'))).toBeCloseTo(ofEnds(3 / 5), 12);
  expect(hull?.enthalpyAt(parseFormula('Mg2Si2O6'))).toBeCloseTo(-7.5, 12);
  expect(hull?.diagram.phases[3].decomposition.map(({ formula, fraction }) => [formula, fraction.toFixed(4)])).toEqual([
    ['MgSiO3', (5 / 7).toFixed(4)],
    ['MgO', (2 / 7).toFixed(4)],
  ]);
});

it('agrees with the hull of elements where these are written as end members', () => {
  const phases = (
    [
      ['Li', -1],
      ['Li2O2', -4],
      ['Li2O', -4.2],
      ['LiO3', -3.1],
    ] as const
  ).map(phaseOf);
  const ofElements = hullOfArchive([...phases, phaseOf(['O', -2], 4)], requestOf('Li-O'), []);
  const asMembers = { ...requestOf('Li-O'), constraints: { ...DEFAULT_CONSTRAINTS, endMembers: [parseFormula('O'), parseFormula('Li')] } };
  const ofMembers = hullOfArchive([...phases, phaseOf(['O', -2], 4)], asMembers, []);
  expect(ofElements).not.toBeNull();
  ofMembers?.aboveHull.forEach((height, k) => expect(height).toBeCloseTo(ofElements?.aboveHull[k] ?? NaN, 12));
});

it('takes known phases for the ends at zero pressure alone, and has no hull before all ends are known', () => {
  const references = [entry('MgO', -6), entry('Mg', -1), entry('SiO2', -8), entry('SiO2', -7.9)];
  expect(endReferencesOf(requestOf('MgO-SiO2'), references).map(({ id }) => id)).toEqual(['MgO', 'SiO2', 'SiO2']);
  expect(endReferencesOf(requestOf('MgO-SiO2', 10), references)).toEqual([]);
  expect(hullOfArchive([], requestOf('MgO-SiO2'), references)?.enthalpyAt(parseFormula('MgSiO3'))).toBeCloseTo(-7.2, 12);
  expect(hullOfArchive([phaseOf(['MgO', -6], 0)], requestOf('MgO-SiO2'), [])).toBeNull();
});
