import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { hillFormula } from '../../composition/written-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import { atomsByEndMember } from '../constraints/end-members.js';
import { findBodies } from '../molecules/find-bodies.js';
import { parseMolecule } from '../molecules/parse-molecule.js';
import { molecularDraws } from '../population/draw-molecular-crystal.js';
import { addBodies, bodyUnits, exchangeUnits, removeBodies } from './change-bodies.js';
import { spliceBodies } from './rigid-operators.js';

const WATER = parseMolecule('3\nwater\nO 0 0 0\nH 0.757 0.586 0\nH -0.757 0.586 0');
const CARBON_DIOXIDE = parseMolecule('3\ncarbon dioxide\nC 0 0 0\nO 1.16 0 0\nO -1.16 0 0');
const MOLECULES = [WATER, CARBON_DIOXIDE];
const rng = (seed: number) => forkRng('change bodies', seed);
const formulaOf = ({ atomicNumbers }: Structure): string => hillFormula(compositionFromSites(atomicNumbers));
const volumePerAtom = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;
const made = (make: (seed: number) => Structure | null): Structure[] =>
  Array.from({ length: 40 }, (_, seed) => make(seed)).flatMap((one) => one ?? []);
const crystalOf = (formula: string, atoms: number, group: number): Structure => {
  const constraints = { ...DEFAULT_CONSTRAINTS, minAtoms: atoms, maxAtoms: atoms, molecules: MOLECULES, spaceGroups: [group] };
  const draw = molecularDraws({ composition: parseFormula(formula), constraints, volumePerAtom: 16 });
  return made((seed) => draw(rng(seed)))[0] as Structure;
};
/** Two of water, one of carbon dioxide, one atom of magnesium. */
const PARENT = crystalOf('MgCH4O4', 10, 1);
const units = (endMembers: string[]) =>
  bodyUnits({ elements: [1, 6, 8, 12], constraints: { ...DEFAULT_CONSTRAINTS, molecules: MOLECULES, endMembers: endMembers.map(parseFormula) } });

describe('operators that change the composition by whole molecules and atoms', () => {
  it.each<[string, (seed: number) => Structure | null, string[]]>([
    ['addition', (seed) => addBodies(PARENT, units([]), MOLECULES, rng(seed)), ['CH4Mg2O4', 'CH4MgO5', 'CH5MgO4', 'CH6MgO5', 'C2H4MgO4', 'C2H4MgO6']],
    ['removal', (seed) => removeBodies(PARENT, units([]), MOLECULES, rng(seed)), ['CH2MgO3', 'CH4O4', 'H4MgO2']],
    [
      'exchange of end members',
      (seed) => exchangeUnits(PARENT, units(['Mg', 'H2O', 'CO2']), MOLECULES, rng(seed)),
      ['CH2Mg2O3', 'C2H2MgO5', 'CH6O5', 'C2H4O6', 'H4Mg2O2', 'H6MgO3'],
    ],
  ])('%s', (_, make, formulas) => {
    const children = made(make);
    expect([...new Set(children.map(formulaOf))].sort()).toEqual([...formulas].sort());
    for (const child of children) expect(volumePerAtom(child)).toBeCloseTo(volumePerAtom(PARENT), 9);
    // where a body finds no room molecules run into each other, and the child is thrown away
    expect(children.filter((child) => findBodies(child, MOLECULES) !== null).length).toBeGreaterThan(children.length / 4);
  });

  it('changes by the molecules that fill the fewest formula units of an end member, or by its atoms', () => {
    const oxygen = parseMolecule('2\n\nO 0 0 0\nO 1.21 0 0');
    const constraints = { ...DEFAULT_CONSTRAINTS, molecules: [oxygen], endMembers: [parseFormula('Li2O'), parseFormula('O'), parseFormula('LiF')] };
    const kinds = bodyUnits({ elements: [3, 8, 9], constraints }).map((unit) => unit.map(({ atomicNumbers }) => atomicNumbers.join()));
    expect(kinds).toEqual([['8,8', '3', '3', '3', '3'], ['8,8'], ['3', '9']]);
  });

  it('heredity fills the composition that comes about, or the nearest mixture, with whole molecules', () => {
    const other = crystalOf('H2O', 12, 1);
    const children = made((seed) => spliceBodies([PARENT, other], MOLECULES, false, rng(seed)));
    expect(children.length).toBeGreaterThan(10);
    expect(new Set(children.map(formulaOf)).size).toBeGreaterThan(2);
    const ends = [parseFormula('MgH2O'), parseFormula('CO2'), parseFormula('H2O')];
    const mixtures = made((seed) => spliceBodies([PARENT, other], MOLECULES, false, rng(seed), ends));
    expect(mixtures.length).toBeGreaterThan(3);
    for (const { atomicNumbers } of mixtures) expect(atomsByEndMember(compositionFromSites(atomicNumbers), ends)).not.toBeNull();
    expect([...children, ...mixtures].filter((child) => findBodies(child, MOLECULES) !== null).length).toBeGreaterThan(5);
  });
});
