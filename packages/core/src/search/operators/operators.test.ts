import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { makeSupercell } from '../../crystal/supercell.js';
import { forkRng } from '../../numerics/rng.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { addition, removal, transmutation } from './change-composition.js';
import { heredity } from './heredity.js';
import { displaceSites } from './move-sites.js';
import { periodicDistance } from './periodic-distance.js';
import { permutation } from './permutation.js';
import { rattle } from './rattle.js';
import { softMutation } from './soft-mutation.js';
import { strain } from './strain.js';
import { symmetricMutation } from './symmetric-mutation.js';
import { symmetryRaising } from './symmetry-raising.js';

const ROCK_SALT = createStructure(
  {
    vectors: [
      [0, 2.82, 2.82],
      [2.82, 0, 2.82],
      [2.82, 2.82, 0],
    ],
  },
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const RUTILE = createStructure(
  {
    vectors: [
      [4.6, 0, 0],
      [0, 4.6, 0],
      [0, 0, 2.96],
    ],
  },
  [22, 22, 8, 8, 8, 8],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.305, 0.305, 0],
    [0.695, 0.695, 0],
    [0.195, 0.805, 0.5],
    [0.805, 0.195, 0.5],
  ],
);
const FLUORITE = createStructure(
  {
    vectors: [
      [0, 2.4, 2.4],
      [2.4, 0, 2.4],
      [2.4, 2.4, 0],
    ],
  },
  [22, 8, 8],
  [
    [0, 0, 0],
    [0.25, 0.25, 0.25],
    [0.75, 0.75, 0.75],
  ],
);
const ANATASE_LIKE = makeSupercell(FLUORITE, [
  [2, 0, 0],
  [0, 1, 0],
  [0, 0, 2],
]);

const rng = (seed: number) => forkRng('operators', seed);
const formula = ({ atomicNumbers }: Structure): string => reducedFormula(compositionFromSites(atomicNumbers));
const volume = ({ lattice }: Structure): number => latticeVolume(lattice);
const made = (seeds: number, make: (seed: number) => Structure | null): Structure[] =>
  Array.from({ length: seeds }, (_, seed) => make(seed)).flatMap((one) => one ?? []);

describe('heredity', () => {
  it('gives every child the atoms of its first parent and a volume between its parents', () => {
    const children = made(40, (seed) => heredity([RUTILE, ANATASE_LIKE], true, rng(seed)));
    expect(children.length).toBeGreaterThan(30);
    for (const child of children) {
      expect(compositionFromSites(child.atomicNumbers)).toEqual(compositionFromSites(RUTILE.atomicNumbers));
      const perAtom = volume(child) / 6;
      expect(perAtom).toBeGreaterThan(volume(FLUORITE) / 3 - 1e-9);
      expect(perAtom).toBeLessThan(volume(RUTILE) / 6 + 1e-9);
    }
  });

  it('mixes compositions where that is asked for', () => {
    const formulas = new Set(made(40, (seed) => heredity([RUTILE, ROCK_SALT], false, rng(seed))).map(formula));
    expect(formulas.size).toBeGreaterThan(4);
  });

  it('brings a cell named otherwise back onto itself before it cuts', () => {
    const turned = makeSupercell(RUTILE, [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    for (const child of made(10, (seed) => heredity([RUTILE, turned], true, rng(seed)))) expect(volume(child)).toBeCloseTo(volume(RUTILE), 6);
  });
});

describe('permutation', () => {
  it('exchanges unlike atoms and nothing else', () => {
    const child = permutation(RUTILE, rng(1)) as Structure;
    expect(child.atomicNumbers).not.toEqual(RUTILE.atomicNumbers);
    expect(formula(child)).toBe('TiO2');
    expect({ ...child, atomicNumbers: [] }).toEqual({ ...RUTILE, atomicNumbers: [] });
  });

  it('can do nothing with atoms that are all alike', () => {
    expect(permutation({ ...RUTILE, atomicNumbers: RUTILE.atomicNumbers.map(() => 8) }, rng(1))).toBeNull();
  });
});

it('strain keeps the volume and changes the shape', () => {
  const child = strain(RUTILE, rng(1));
  expect(volume(child)).toBeCloseTo(volume(RUTILE), 9);
  expect(Math.abs(child.lattice.vectors[0][1])).toBeGreaterThan(0.01);
});

it('rattle doubles some cells, none beyond the limit', () => {
  expect(new Set(made(20, (seed) => rattle(RUTILE, 12, rng(seed))).map(({ atomicNumbers }) => atomicNumbers.length))).toEqual(new Set([6, 12]));
  expect(new Set(made(20, (seed) => rattle(RUTILE, 11, rng(seed))).map(({ atomicNumbers }) => atomicNumbers.length))).toEqual(new Set([6]));
});

it('softMutation moves the farthest atom as far as it is told, and not the crystal as a whole', () => {
  for (let seed = 0; seed < 10; seed++) {
    const child = softMutation(RUTILE, rng(seed), 0.5) as Structure;
    const moved = child.fracCoords.map((x, i) => periodicDistance(RUTILE.lattice.vectors, x, RUTILE.fracCoords[i]));
    expect(Math.max(...moved)).toBeCloseTo(0.5, 6);
    const drift = [0, 1, 2].map((axis) =>
      child.fracCoords.reduce((sum, x, i) => sum + (x[axis] - RUTILE.fracCoords[i][axis]) - Math.round(x[axis] - RUTILE.fracCoords[i][axis]), 0),
    );
    for (const component of drift) expect(Math.abs(component)).toBeLessThan(1e-6);
  }
});

describe('symmetricMutation', () => {
  it('moves rutile within its group', () => {
    for (const child of made(10, (seed) => symmetricMutation(RUTILE, rng(seed)))) {
      const { spaceGroup, operations } = findSymmetry(child);
      expect(operations.length % 16).toBe(0);
      expect([136, 139, 225, 191, 65]).toContain(spaceGroup.number);
      const moved = child.fracCoords.map((x, i) => periodicDistance(RUTILE.lattice.vectors, x, RUTILE.fracCoords[i]));
      expect(Math.max(...moved)).toBeGreaterThan(0.1);
    }
  });

  it('has nothing to move where every site is fixed', () => {
    expect(symmetricMutation(ROCK_SALT, rng(1))).toBeNull();
  });
});

describe('symmetryRaising', () => {
  it('finds rock salt in a distorted crystal, exactly', () => {
    const distorted = displaceSites(ROCK_SALT, [0.12, -0.05, 0.08, 0, 0.06, -0.1]);
    expect(findSymmetry(distorted, 0.03).spaceGroup.number).toBeLessThan(75);
    expect(findSymmetry(symmetryRaising(distorted) as Structure, 1e-4).spaceGroup.number).toBe(225);
  });

  it('leaves a crystal that has its symmetry', () => {
    expect(symmetryRaising(ROCK_SALT)).toBeNull();
  });
});

describe('operators that change the composition', () => {
  it.each([
    ['turn', (seed: number) => transmutation(RUTILE, [8, 22], rng(seed)), 6, 6],
    ['add', (seed: number) => addition(RUTILE, [8, 22], rng(seed)), 7, 20],
    ['take', (seed: number) => removal(RUTILE, rng(seed)), 1, 5],
  ])('%s atoms at the same volume per atom', (_, make, fewest, most) => {
    const children = made(20, make);
    expect(children).toHaveLength(20);
    for (const child of children) {
      expect(child.atomicNumbers.length).toBeGreaterThanOrEqual(fewest);
      expect(child.atomicNumbers.length).toBeLessThanOrEqual(most);
      expect(volume(child) / child.atomicNumbers.length).toBeCloseTo(volume(RUTILE) / 6, 9);
    }
    expect(new Set(children.map(formula)).size).toBeGreaterThan(1);
  });

  it('puts a new atom where room is', () => {
    const rooms = made(20, (seed) => addition(ROCK_SALT, [11], rng(seed))).map(({ fracCoords }) =>
      Math.min(...ROCK_SALT.fracCoords.map((x) => periodicDistance(ROCK_SALT.lattice.vectors, x, fracCoords[2]))),
    );
    // the tetrahedral hole is 2.44 Å from both; a place drawn anywhere is 1.6 Å away on average
    expect(Math.min(...rooms)).toBeGreaterThan(1.9);
    expect(Math.max(...rooms)).toBeLessThan(2.45);
  });
});

it('equal streams give equal children', () => {
  expect(heredity([RUTILE, FLUORITE], true, rng(3))).toEqual(heredity([RUTILE, FLUORITE], true, rng(3)));
  expect(heredity([RUTILE, FLUORITE], true, rng(3))).not.toEqual(heredity([RUTILE, FLUORITE], true, rng(4)));
});
