import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../../test/load-symmetry.js';
import { latticeVolume } from '../../../crystal/lattice.js';
import { packStructures } from '../../../crystal/structure-batch.js';
import type { Structure } from '../../../crystal/structure.js';
import { buildNeighborList } from '../../../neighbors/neighbor-list.js';
import { invertMat3, mat3TimesColumn, multiplyMat3, transpose } from '../../../numerics/mat3.js';
import { forkRng } from '../../../numerics/rng.js';
import { centering } from '../../../symmetry/centering.js';
import { findSymmetry } from '../../../symmetry/find-symmetry.js';
import { operationsOf } from '../../../symmetry/operations-of.js';
import type { SymmetryOperation } from '../../../symmetry/symmetry-operation.js';
import { wyckoffPositions } from '../../../symmetry/wyckoff-positions.js';
import { InvalidOptionsError } from '../../input-errors.js';
import { distanceRules } from './distance-rules.js';
import { orbitKind, pairKey, type GeometryModel } from './geometry-model.js';
import { generateSymmetricCrystals, TIGHTNESS, type SymmetricRequest } from './generate-symmetric-crystals.js';

const LOOSEST = TIGHTNESS.at(-1) as number;

/** All that is known: rutile's cell and oxygen coordinate, and metal that keeps 2.9 Å from metal. */
const rutileGeometry: GeometryModel = {
  id: { name: 'test', version: '1', sha256: '' },
  groups: new Map([
    [
      136,
      {
        shapes: [{ nAtoms: 6, logB: 0, logC: Math.log(0.644), alpha: 90, beta: 90, gamma: 90 }],
        coordinates: new Map([['f', new Map([[orbitKind(1, true), Float64Array.of(0.305, 0, 0)]])]]),
      },
    ],
  ]),
  distances: new Map([[pairKey(22, 22), { nearest: 2.9, crystals: 1000, unbonded: 2.9, unbondedCrystals: 1000 }]]),
};

const rutileRequest = (geometry: GeometryModel | null): SymmetricRequest =>
  request({
    composition: { atomicNumbers: [8, 22], counts: [2, 1] },
    formulaUnits: 2,
    spaceGroup: 136,
    assignments: [{ letters: [['f'], ['a']], formulaUnits: 2, probability: 1 }],
    volumePerAtom: 10.5,
    count: 300,
    geometry,
  });

const request = (given: Partial<SymmetricRequest>): SymmetricRequest => ({
  composition: { atomicNumbers: [8, 22, 56], counts: [3, 1, 1] },
  formulaUnits: 1,
  spaceGroup: 99,
  assignments: null,
  letterWeights: null,
  geometry: null,
  volumePerAtom: 14,
  count: 5,
  rng: forkRng('test'),
  ...given,
});

/** One of each rotation, on fractions of the primitive vectors. */
function primitiveOperations(group: number): SymmetryOperation[] {
  const toPrimitive = transpose(invertMat3(centering(group).primitiveMatrix));
  const once = new Map(operationsOf(group).map((operation) => [operation.rotation.join(), operation]));
  return [...once.values()].map(({ rotation, translation }) => ({
    rotation: multiplyMat3(multiplyMat3(toPrimitive, rotation), invertMat3(toPrimitive)),
    translation: mat3TimesColumn(toPrimitive, translation),
  }));
}

const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-6;

/** Found operations hold this one: same rotation, translation equal up to a lattice vector. */
const includes = (found: readonly SymmetryOperation[], { rotation, translation }: SymmetryOperation): boolean =>
  found.some(
    (other) =>
      other.rotation.flat().every((x, i) => Math.abs(x - (rotation.flat()[i] as number)) < 1e-6) &&
      other.translation.every((x, i) => Math.abs(x - (translation[i] as number) - Math.round(x - (translation[i] as number))) < 1e-3),
  );

/** Smallest distance over its rule, images of the same site included; `Infinity` where no pair is near. */
function tightest(structure: Structure, rules: Float64Array, elements: readonly number[]): number {
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), Math.max(...rules));
  let least = Infinity;
  const index = (site: number): number => elements.indexOf(structure.atomicNumbers[site] as number);
  for (let edge = 0; edge < edgeCount; edge++) {
    const rule = rules[index(centers[edge] as number) * elements.length + index(neighbors[edge] as number)] as number;
    least = Math.min(least, (distances[edge] as number) / rule);
  }
  return least;
}

describe('generateSymmetricCrystals', () => {
  it('works in all 230 groups: atoms exact, distances kept, the group contained in the one found', () => {
    const elements = [8, 12];
    const rules = distanceRules(elements, null).separate;
    const offenders: string[] = [];
    for (let group = 1; group <= 230; group++) {
      const positions = wyckoffPositions(group);
      // The second element on the largest position that keeps the cell below 40 atoms, the first on the smallest one.
      const sizes = positions.map(({ coordinates }) => coordinates.length);
      const counts = [Math.max(...sizes.filter((size) => size <= 24)), Math.min(...sizes)];
      const { crystals, tries, rejected } = generateSymmetricCrystals(
        request({ composition: { atomicNumbers: elements, counts }, spaceGroup: group, volumePerAtom: 15, count: 2, rng: forkRng('groups', group) }),
        { bondedAnionShare: 0 },
      );
      if (crystals.length < 2)
        offenders.push(`${group}: ${crystals.length} crystals of ${counts.join()} in ${tries} tries, ${JSON.stringify(rejected)}`);
      const operations = primitiveOperations(group);
      for (const { structure, assignment } of crystals) {
        const found = elements.map((z) => structure.atomicNumbers.filter((other) => other === z).length);
        if (found.join() !== counts.join()) offenders.push(`${group}: ${found.join()} atoms instead of ${counts.join()}`);
        if (tightest(structure, rules, elements) < LOOSEST - 1e-9) offenders.push(`${group}: a pair too close`);
        const symmetry = findSymmetry(structure, 1e-4);
        if (!operations.every((operation) => includes(symmetry.operations, operation)))
          offenders.push(`${group}: found ${symmetry.spaceGroup.number} for ${assignment.letters.join(' ')}`);
      }
    }
    expect(offenders).toEqual([]);
  });

  it('keeps the distances between periodic images in any cell', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 5, 12, 15, 38, 62, 139, 166, 225), fc.nat(), (group, seed) => {
        const composition = { atomicNumbers: [8, 13], counts: [3, 2] };
        const rules = distanceRules(composition.atomicNumbers, null).bonded as Float64Array;
        const { crystals } = generateSymmetricCrystals(
          request({ composition, formulaUnits: 2, spaceGroup: group, volumePerAtom: 10, rng: forkRng('images', seed) }),
          { bondedAnionShare: 1 },
        );
        for (const { structure } of crystals) expect(tightest(structure, rules, [8, 13])).toBeGreaterThanOrEqual(LOOSEST - 1e-9);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('gives the same crystals for the same seed, others for another', () => {
    const run = (seed: string): unknown => generateSymmetricCrystals(request({ rng: forkRng(seed, 'generate', 3) }));
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });

  it('spreads the volume around the prediction', () => {
    const { crystals } = generateSymmetricCrystals(request({ spaceGroup: 2, formulaUnits: 2, volumePerAtom: 20, count: 400 }), { volumeSpread: 0.1 });
    const logs = crystals.map(({ structure }) => Math.log(latticeVolume(structure.lattice) / structure.atomicNumbers.length / 20));
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length);
    // Four standard errors; rejection favors roomy cells a little.
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(deviation).toBeGreaterThan(0.085);
    expect(deviation).toBeLessThan(0.115);
  });

  it('draws from the proposed assignments alone', () => {
    const rutile = { letters: [['f'], ['a']], formulaUnits: 2, probability: 0.7 };
    const { crystals } = generateSymmetricCrystals(
      request({
        composition: { atomicNumbers: [8, 22], counts: [2, 1] },
        formulaUnits: 2,
        spaceGroup: 136,
        assignments: [rutile],
        volumePerAtom: 10.5,
        count: 20,
      }),
    );
    expect(crystals).toHaveLength(20);
    expect(new Set(crystals.map(({ assignment }) => assignment))).toEqual(new Set([rutile]));
    for (const { structure } of crystals) {
      expect(structure.atomicNumbers).toEqual([8, 8, 8, 8, 22, 22]);
      expect(isWhole(2 * (structure.fracCoords[4]?.[0] as number))).toBe(true);
    }
  });

  it('draws known cells and coordinates, blurred, but for the uniform share', () => {
    const shareLikeRutile = (geometry: GeometryModel | null, uniformShare: number): number => {
      const { crystals } = generateSymmetricCrystals(rutileRequest(geometry), { uniformShare });
      expect(crystals).toHaveLength(300);
      const like = crystals.filter(({ structure: { lattice, fracCoords } }) => {
        const ratio = Math.hypot(...lattice.vectors[2]) / Math.hypot(...lattice.vectors[0]);
        const x = Math.min(fracCoords[0]![0], 1 - fracCoords[0]![0]);
        return Math.abs(ratio / 0.644 - 1) < 0.16 && Math.abs(x - 0.305) < 0.09;
      });
      return like.length / crystals.length;
    };
    expect(shareLikeRutile(rutileGeometry, 0)).toBeGreaterThan(0.97);
    const half = shareLikeRutile(rutileGeometry, 0.5);
    expect(half).toBeGreaterThan(0.4);
    expect(half).toBeLessThan(0.95);
    expect(shareLikeRutile(rutileGeometry, 1)).toBeLessThan(0.5);
    expect(shareLikeRutile(null, 0)).toBeLessThan(0.5);
  });

  it('keeps the learned distances in full where crystals are easily found', () => {
    const rules = distanceRules([8, 22], rutileGeometry.distances);
    const { crystals } = generateSymmetricCrystals(rutileRequest(rutileGeometry), { uniformShare: 0, bondedAnionShare: 0 });
    for (const { structure } of crystals) expect(tightest(structure, rules.separate, [8, 22])).toBeGreaterThanOrEqual(1 - 1e-9);
  });

  it('finds crystals that barely fit, at looser distances', () => {
    const { crystals, tries } = generateSymmetricCrystals(
      request({ composition: { atomicNumbers: [8, 12], counts: [30, 20] }, spaceGroup: 1, volumePerAtom: 8, count: 40 }),
      { bondedAnionShare: 0 },
    );
    const rules = distanceRules([8, 12], null).separate;
    const tightnesses = crystals.map(({ structure }) => tightest(structure, rules, [8, 12]));
    expect(crystals.length).toBeGreaterThan(20);
    expect(tries).toBeLessThan(40 * 400);
    expect(tightnesses.filter((tightness) => tightness < 1).length).toBeGreaterThan(5);
    expect(Math.min(...tightnesses)).toBeGreaterThanOrEqual(LOOSEST - 1e-9);
  });

  it('says why a group is impossible, and ends with counted reasons where no crystal fits', () => {
    const impossible = generateSymmetricCrystals(request({ composition: { atomicNumbers: [22], counts: [1] }, spaceGroup: 227 }));
    expect(impossible).toMatchObject({ crystals: [], tries: 0, rejected: {} });
    expect(impossible.impossibleBecause).toMatch(/gives 1 Ti/);
    const crowded = generateSymmetricCrystals(request({ volumePerAtom: 3, count: 3 }), { triesPerCrystal: 50 });
    expect(crowded.crystals).toEqual([]);
    expect(crowded.tries).toBeGreaterThanOrEqual(150);
    expect(Object.values(crowded.rejected).reduce((sum, n) => sum + n, 0)).toBe(crowded.tries);
    const other = generateSymmetricCrystals(request({ assignments: [], count: 3 }));
    expect(other.impossibleBecause).toBe('no proposed assignment has 1 formula units');
  });

  it.each<[string, Partial<SymmetricRequest>]>([
    ['no volume', { volumePerAtom: 0 }],
    ['NaN volume', { volumePerAtom: Number.NaN }],
    ['half a formula unit', { formulaUnits: 0.5 }],
    ['a negative count', { count: -1 }],
    ['letters that hold other atoms', { assignments: [{ letters: [['a'], ['a'], ['b']], formulaUnits: 1, probability: 1 }] }],
  ])('refuses %s', (_, given) => {
    expect(() => generateSymmetricCrystals(request(given))).toThrow(InvalidOptionsError);
  });
});
