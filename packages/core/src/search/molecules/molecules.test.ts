import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { hillFormula } from '../../composition/written-formula.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { makeSupercell } from '../../crystal/supercell.js';
import { prepareForMatching } from '../../matching/matchable-structure.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { determinant, IDENTITY_MAT3, multiplyMat3, transpose, type Mat3 } from '../../numerics/mat3.js';
import { forkRng } from '../../numerics/rng.js';
import { norm, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import { centering } from '../../symmetry/centering.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { operationsOf } from '../../symmetry/operations-of.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import { exchangeBodies, rattleBodies, spliceBodies, strainBodies } from '../operators/rigid-operators.js';
import { molecularDraws } from '../population/draw-molecular-crystal.js';
import type { Molecule } from '../search-types.js';
import { fillFormula } from './fill-formula.js';
import { findBodies } from './find-bodies.js';
import { isConnected } from './molecule-bonds.js';
import { parseMolecule } from './parse-molecule.js';
import { orthogonalFactor, randomRotation } from './rotation.js';

const CARBON_DIOXIDE = parseMolecule('3\ncarbon dioxide\nC 1 2 3\nO 2.16 2 3\nO -0.16 2 3\n');
/** N–H 1.03 Å. */
const AMMONIUM = parseMolecule(
  '5\nammonium\nN 0 0 0\nH 0.5947 0.5947 0.5947\nH -0.5947 -0.5947 0.5947\nH -0.5947 0.5947 -0.5947\nH 0.5947 -0.5947 -0.5947',
);
const NITRATE = parseMolecule('4\nnitrate\nN 0 0 0\nO 1.25 0 0\nO -0.625 1.0825317547305 0\nO -0.625 -1.0825317547305 0');
const WATER = parseMolecule('3\nwater\nO 0 0 0\nH 0.757 0.586 0\nH -0.757 0.586 0');
const PHOSPHATE = parseMolecule('5\nphosphate\nP 0 0 0\nO 0.89 0.89 0.89\nO -0.89 -0.89 0.89\nO -0.89 0.89 -0.89\nO 0.89 -0.89 -0.89');
const HEXAFLUOROSILICATE = parseMolecule('7\n\nSi 0 0 0\nF 1.68 0 0\nF -1.68 0 0\nF 0 1.68 0\nF 0 -1.68 0\nF 0 0 1.68\nF 0 0 -1.68');
const OXYGEN = parseMolecule('2\noxygen\nO 0 0 0\nO 1.21 0 0');
/** Dry ice: Simon and Peters, Acta Cryst. B 36, 2750 (1980), doi:10.1107/S0567740880009879. */
const DRY_ICE = ((): Structure => {
  const [a, x] = [5.624, 0.1185];
  const centers: Vec3[] = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ];
  const axes: Vec3[] = [
    [x, x, x],
    [-x, x, -x],
    [-x, -x, x],
    [x, -x, -x],
  ];
  const oxygens = centers.flatMap((c, k) => [1, -1].map((sign) => c.map((y, i) => y + sign * (axes[k] as Vec3)[i]) as unknown as Vec3));
  const vectors: Mat3 = [
    [a, 0, 0],
    [0, a, 0],
    [0, 0, a],
  ];
  return createStructure({ vectors }, [6, 6, 6, 6, ...oxygens.map(() => 8)], [...centers, ...oxygens]);
})();

/** All distances within the molecules of a crystal, rising. */
const innerDistances = (structure: Structure, molecules: readonly Molecule[]): number[] =>
  (findBodies(structure, molecules) ?? [])
    .flatMap(({ offsets }) => offsets.flatMap((one, k) => offsets.slice(0, k).map((other) => norm(subtractVec3(one, other)))))
    .sort((a, b) => a - b);
const distancesOf = (molecule: Molecule, times: number): number[] =>
  Array.from({ length: times }, () =>
    molecule.positions.flatMap((one, k) => molecule.positions.slice(0, k).map((other) => norm(subtractVec3(one, other)))),
  )
    .flat()
    .sort((a, b) => a - b);
const rng = (seed: number) => forkRng('molecules', seed);
const multiplied = (composition: Composition, atoms: number): Composition => ({
  ...composition,
  counts: composition.counts.map((n) => (n * atoms) / atomCount(composition)),
});
const formulaOf = ({ atomicNumbers }: Structure): string => hillFormula(compositionFromSites(atomicNumbers));

describe('parseMolecule', () => {
  it('puts the mean of the atoms at the origin', () => {
    expect(CARBON_DIOXIDE.atomicNumbers).toEqual([6, 8, 8]);
    expect(CARBON_DIOXIDE.positions.flat().map((x) => Math.round(100 * x) / 100 + 0)).toEqual([0, 0, 0, 1.16, 0, 0, -1.16, 0, 0]);
  });

  it.each([
    ['x\n\n', 'Expected a finite number'],
    ['1\n\nH 0 0 0', 'A molecule has 2 to 60 atoms'],
    ['2\n\nH 0 0 0', 'atom 2 of 2'],
    ['2\n\nH 0 0 0\nXx 0 0 1', '"Xx" is no chemical symbol'],
    ['2\n\nH 0 0 0\nO 0 1', 'three coordinates'],
    ['2\n\nH 0 0 0\nO 0 0 1\nH 1 0 0', 'more than the 2 atoms'],
    ['', 'the number of atoms'],
  ])('refuses %j', (text, message) => {
    expect(() => parseMolecule(text)).toThrow(
      expect.objectContaining({ code: 'ParseFailed', message: expect.stringContaining(message) as string }) as Error,
    );
  });

  it('takes what does not hang together, which a search then refuses', () => {
    expect(isConnected(NITRATE)).toBe(true);
    expect(isConnected(parseMolecule('3\n\nC 0 0 0\nO 1.16 0 0\nO 4 0 0'))).toBe(false);
  });
});

it.each([
  ['N2H4O3', [AMMONIUM, NITRATE], { formulaUnits: 1, molecules: [1, 1], freeAtoms: [] }],
  ['LiNO3', [NITRATE], { formulaUnits: 1, molecules: [1], freeAtoms: [3] }],
  ['Li2N2O7', [NITRATE], { formulaUnits: 1, molecules: [2], freeAtoms: [3, 3, 8] }],
  // what finds no place stands in none: a search of one composition refuses it
  ['LiNO3', [NITRATE, AMMONIUM], { formulaUnits: 1, molecules: [1, 0], freeAtoms: [3] }],
  ['LiN', [NITRATE, AMMONIUM], null],
  // reduced formulas that hold half a molecule
  ['O', [OXYGEN], { formulaUnits: 2, molecules: [1], freeAtoms: [] }],
  ['NaO', [OXYGEN], { formulaUnits: 2, molecules: [1], freeAtoms: [11, 11] }],
])('fills %s with molecules in their order', (formula, molecules, filled) => {
  expect(fillFormula(parseFormula(formula), molecules)).toEqual(filled);
});

describe('findBodies', () => {
  it('finds the molecules of dry ice, across the faces of the cell and in a larger one', () => {
    const bodies = findBodies(DRY_ICE, [CARBON_DIOXIDE]);
    expect(bodies).toHaveLength(4);
    for (const { offsets } of bodies ?? [])
      expect(norm(subtractVec3(offsets[1] as Vec3, offsets[2] as Vec3))).toBeCloseTo(2 * Math.sqrt(3) * 0.1185 * 5.624, 9);
    const doubled = makeSupercell(DRY_ICE, [
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 2],
    ]);
    expect(findBodies(doubled, [CARBON_DIOXIDE])).toHaveLength(8);
  });

  it('says that a molecule has lost an atom, or has become another', () => {
    const moved = (site: number, by: number): Structure =>
      createStructure(
        DRY_ICE.lattice,
        DRY_ICE.atomicNumbers,
        DRY_ICE.fracCoords.map(([x, y, z], k) => (k === site ? [x + by, y + by, z + by] : [x, y, z])),
      );
    expect(findBodies(moved(4, 0.02), [CARBON_DIOXIDE])).not.toBeNull();
    expect(findBodies(moved(4, 0.08), [CARBON_DIOXIDE])).toBeNull();
    expect(
      findBodies({ ...DRY_ICE, atomicNumbers: DRY_ICE.atomicNumbers.map((z, k) => [8, 6][[0, 4].indexOf(k)] ?? z) }, [CARBON_DIOXIDE]),
    ).toBeNull();
  });

  it('says that bonds lead on without end', () => {
    const chain = createStructure(
      {
        vectors: [
          [2.2, 0, 0],
          [0, 6, 0],
          [0, 0, 6],
        ],
      },
      [6, 8],
      [
        [0, 0, 0],
        [0.5, 0, 0],
      ],
    );
    expect(findBodies(chain, [parseMolecule('2\n\nC 0 0 0\nO 1.1 0 0')])).toBeNull();
  });
});

it('rotations are proper, and the orthogonal factor of a rotated stretch is the rotation', () => {
  for (let seed = 0; seed < 20; seed++) {
    const rotation = randomRotation(rng(seed));
    const product = multiplyMat3(rotation, transpose(rotation));
    product.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo((IDENTITY_MAT3[i] as Vec3)[j] as number, 12)));
    expect(determinant(rotation)).toBeCloseTo(1, 12);
    const stretch: Mat3 = [
      [1.3, 0.1, 0],
      [0.1, 0.8, 0.2],
      [0, 0.2, 1.1],
    ];
    orthogonalFactor(multiplyMat3(stretch, rotation)).forEach((row, i) =>
      row.forEach((x, j) => expect(x).toBeCloseTo((rotation[i] as Vec3)[j] as number, 9)),
    );
  }
});

describe('molecularDraws', () => {
  const draw = (formula: string, molecules: readonly Molecule[], maxAtoms: number, spaceGroups: number[] | null, seed: number) =>
    molecularDraws({
      composition: parseFormula(formula),
      constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms, molecules, spaceGroups },
      volumePerAtom: 14,
    })(rng(seed));

  it('holds as many whole molecules as the composition asks for, undeformed', () => {
    const drawn = Array.from({ length: 24 }, (_, seed) => draw('CO2', [CARBON_DIOXIDE], 24, null, seed)).flatMap((one) => one ?? []);
    expect(drawn.length).toBeGreaterThan(12);
    for (const crystal of drawn) {
      const units = crystal.atomicNumbers.length / 3;
      const inner = innerDistances(crystal, [CARBON_DIOXIDE]);
      expect(inner).toHaveLength(3 * units);
      distancesOf(CARBON_DIOXIDE, units).forEach((length, k) => expect(inner[k]).toBeCloseTo(length, 9));
    }
    expect(new Set(drawn.map((crystal) => findSymmetry(crystal).spaceGroup.number)).size).toBeGreaterThan(4);
  });

  it.each([
    [14, 'CO2', [CARBON_DIOXIDE], 12],
    [15, 'CO2', [CARBON_DIOXIDE], 12],
    [2, 'N2H4O3', [AMMONIUM, NITRATE], 18],
    [19, 'LiNO3', [NITRATE], 20],
  ])('in group %d, of %s, has the operations of the group', (group, formula, molecules, maxAtoms) => {
    const made = Array.from({ length: 12 }, (_, seed) => draw(formula, molecules, maxAtoms, [group], seed)).flatMap((one) => one ?? []);
    expect(made.length).toBeGreaterThan(0);
    for (const crystal of made) {
      expect(findBodies(crystal, molecules)).not.toBeNull();
      expect(findSymmetry(crystal).operations.length / (crystal.atomicNumbers.length / maxAtoms)).toBeGreaterThanOrEqual(group === 2 ? 2 : 4);
    }
    expect(made.some((crystal) => findSymmetry(crystal).spaceGroup.number === group)).toBe(true);
  });

  it('holds molecules of which the reduced formula is a part', () => {
    const drawn = Array.from({ length: 8 }, (_, seed) => draw('O', [OXYGEN], 6, null, seed)).flatMap((one) => one ?? []);
    expect(drawn.length).toBeGreaterThan(3);
    for (const crystal of drawn) expect(findBodies(crystal, [OXYGEN])).toHaveLength(crystal.atomicNumbers.length / 2);
  });

  it.each<[string, string, readonly Molecule[], number, number, number, number?]>([
    ['dry ice: CO2 on -3', 'CO2', [CARBON_DIOXIDE], 12, 205, 4],
    ['ice: H2O on a mirror', 'H2O', [WATER], 6, 36, 2],
    ['ice: H2O on a twofold axis', 'H2O', [WATER], 3, 5, 1],
    ['PO4 on -4', 'BPO4', [PHOSPHATE], 6, 82, 1],
    ['PO4 on -43m, as any of the group', 'Li3PO4', [PHOSPHATE], 8, 215, 1],
    // with three atoms more the crystal has mirrors as well
    ['PO4 on 23', 'Li3PO4', [PHOSPHATE], 8, 195, 1, 215],
    ['SiF6 on m-3m', 'K2SiF6', [HEXAFLUOROSILICATE], 9, 225, 1],
  ])('puts molecules on special positions, %s', (_, formula, molecules, atoms, group, count, found = group) => {
    const request = {
      composition: parseFormula(formula),
      constraints: { ...DEFAULT_CONSTRAINTS, minAtoms: atoms, maxAtoms: atoms, molecules, spaceGroups: [group] },
      volumePerAtom: 15,
    };
    const made = molecularDraws(request);
    const crystals = Array.from({ length: 24 }, (_, seed) => made(rng(seed))).flatMap((one) => one ?? []);
    expect(crystals.length).toBeGreaterThan(5);
    const orderOf = (number: number): number => operationsOf(number).length / centering(number).latticePoints.length;
    for (const crystal of crystals) {
      expect(formulaOf(crystal)).toBe(hillFormula(multiplied(parseFormula(formula), atoms)));
      expect(findBodies(crystal, molecules)?.filter(({ molecule }) => molecule === 0)).toHaveLength(count);
      // operations in the cell that was drawn: all that the group has, at least
      expect(findSymmetry(crystal, 1e-4).operations.length).toBeGreaterThanOrEqual(orderOf(group));
    }
    expect(crystals.map((crystal) => findSymmetry(crystal, 1e-4).spaceGroup.number)).toContain(found);
  });

  it('comes near to dry ice as it is known', () => {
    const request = {
      composition: parseFormula('CO2'),
      constraints: { ...DEFAULT_CONSTRAINTS, minAtoms: 12, maxAtoms: 12, molecules: [CARBON_DIOXIDE], spaceGroups: [205] },
      volumePerAtom: 14.8,
    };
    const made = molecularDraws(request);
    const crystals = Array.from({ length: 8 }, (_, seed) => made(rng(seed))).flatMap((one) => one ?? []);
    const known = prepareForMatching(DRY_ICE);
    expect(findSymmetry(DRY_ICE).spaceGroup.number).toBe(205);
    expect(crystals.filter((crystal) => isSameStructure(prepareForMatching(crystal), known)).length).toBeGreaterThan(4);
  });

  it('has nothing for a group that no choice of positions fills', () => {
    // Ia-3d has eight sites in the primitive cell, or more
    expect(draw('CO2', [CARBON_DIOXIDE], 12, [230], 1)).toBeNull();
    // -3 and 3 alone: nothing for a molecule without a threefold axis
    expect(draw('H2O', [WATER], 12, [205], 1)).toBeNull();
  });
});

describe('operators on molecules', () => {
  const molecules = [AMMONIUM, NITRATE];
  const parent = (seed: number): Structure => {
    for (let k = 0; ; k++) {
      const request = {
        composition: parseFormula('N2H4O3'),
        constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 18, minAtoms: 18, molecules, spaceGroups: [1, 2] },
        volumePerAtom: 12,
      };
      const drawn = molecularDraws(request)(rng(1000 * seed + k));
      if (drawn !== null) return drawn;
    }
  };
  it.each<[string, (a: Structure, b: Structure, seed: number) => Structure | null]>([
    ['rattle', (a, _, seed) => rattleBodies(a, molecules, rng(seed))],
    ['strain', (a, _, seed) => strainBodies(a, molecules, rng(seed))],
    ['exchange', (a, _, seed) => exchangeBodies(a, molecules, rng(seed))],
    ['splice', (a, b, seed) => spliceBodies([a, b], molecules, true, rng(seed))],
  ])('%s leaves them their shape', (_, apply) => {
    const [a, b] = [parent(1), parent(2)];
    const expected = innerDistances(a, molecules);
    let whole = 0;
    for (let seed = 0; seed < 12; seed++) {
      const child = apply(a, b, seed);
      if (child === null) continue;
      expect(formulaOf(child)).toBe(formulaOf(a));
      expect(child.fracCoords).not.toEqual(a.fracCoords);
      const inner = innerDistances(child, molecules);
      // where molecules came too close, they are found no more
      if (inner.length === 0) continue;
      whole++;
      inner.forEach((length, k) => expect(length).toBeCloseTo(expected[k] as number, 6));
    }
    expect(whole).toBeGreaterThan(3);
  });

  it('do nothing with a crystal in which one is broken', () => {
    const broken = createStructure(
      DRY_ICE.lattice,
      DRY_ICE.atomicNumbers,
      DRY_ICE.fracCoords.map(([x, y, z], k) => (k === 4 ? [x + 0.1, y, z] : [x, y, z])),
    );
    expect(rattleBodies(broken, [CARBON_DIOXIDE], rng(1))).toBeNull();
    expect(spliceBodies([DRY_ICE, broken], [CARBON_DIOXIDE], true, rng(1))).toBeNull();
  });
});
