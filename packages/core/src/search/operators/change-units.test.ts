import { describe, expect, it } from 'vitest';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { hillFormula } from '../../composition/written-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import { atomsByEndMember } from '../constraints/end-members.js';
import { addUnit, exchangeUnit, removeUnit } from './change-units.js';
import { heredity } from './heredity.js';

const ENDS = [parseFormula('MgO'), parseFormula('SiO2')];
/** One formula unit of each end member: MgSiO3, the ideal cubic perovskite. */
const PEROVSKITE = createStructure(
  {
    vectors: [
      [3.6, 0, 0],
      [0, 3.6, 0],
      [0, 0, 3.6],
    ],
  },
  [12, 14, 8, 8, 8],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0, 0.5],
    [0, 0.5, 0.5],
  ],
);
const PERICLASE = createStructure(
  {
    vectors: [
      [0, 2.1, 2.1],
      [2.1, 0, 2.1],
      [2.1, 2.1, 0],
    ],
  },
  [12, 8],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const rng = (seed: number) => forkRng('units', seed);
const formulaOf = ({ atomicNumbers }: Structure): string => hillFormula(compositionFromSites(atomicNumbers));
const volumePerAtom = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;
const made = (make: (seed: number) => Structure | null): Structure[] =>
  Array.from({ length: 20 }, (_, seed) => make(seed)).flatMap((one) => one ?? []);

describe('operators that change formula units', () => {
  it.each<[string, (seed: number) => Structure | null, string[]]>([
    ['addUnit', (seed) => addUnit(PEROVSKITE, ENDS, rng(seed)), ['Mg2O4Si', 'MgO5Si2']],
    ['removeUnit', (seed) => removeUnit(PEROVSKITE, ENDS, rng(seed)), ['MgO', 'O2Si']],
    ['exchangeUnit', (seed) => exchangeUnit(PEROVSKITE, ENDS, rng(seed)), ['Mg2O2', 'O4Si2']],
  ])('%s stays a mixture, at the same volume per atom', (_, make, formulas) => {
    const children = made(make);
    expect([...new Set(children.map(formulaOf))].sort()).toEqual(formulas);
    for (const child of children) expect(volumePerAtom(child)).toBeCloseTo(volumePerAtom(PEROVSKITE), 9);
  });

  it('take nothing that is not there, and leave something', () => {
    expect(made((seed) => removeUnit(PERICLASE, ENDS, rng(seed)))).toEqual([]);
    expect(new Set(made((seed) => exchangeUnit(PERICLASE, ENDS, rng(seed))).map(formulaOf))).toEqual(new Set(['O2Si']));
  });
});

it('heredity brings a child to a mixture of the end members, of its own counts', () => {
  const children = made((seed) => heredity([PEROVSKITE, PERICLASE], false, rng(seed), ENDS));
  expect(children.length).toBeGreaterThan(5);
  for (const { atomicNumbers } of children) expect(atomsByEndMember(compositionFromSites(atomicNumbers), ENDS)).not.toBeNull();
  expect(new Set(children.map(formulaOf)).size).toBeGreaterThan(1);
});
