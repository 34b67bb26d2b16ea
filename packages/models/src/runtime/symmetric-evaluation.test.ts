/** What the symmetry of a structure is given for: fewer rows, the same numbers. */
import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import type { SiteOperation } from '@kessho/core/symmetry/site-operations';
import { packSiteOperations, siteOperations, symmetrizeStructure } from '@kessho/core/symmetry/site-operations';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeChgnetGraph } from '../encoding/chgnet-graph.js';
import type { OnnxEnergyModel } from './create-onnx-energy-model.js';
import { createOnnxEnergyModel } from './create-onnx-energy-model.js';
import { loadSymmetryEngineFromPackage } from './load-symmetry-engine.js';
import { modelDirectory } from './model-directory.js';

const DIRECTORY = modelDirectory('energy', 'chgnet', '0.3.0');
const LARGEST = 24;

let model: OnnxEnergyModel;
beforeAll(async () => {
  loadSymmetryEngineFromPackage();
  model = await createOnnxEnergyModel(DIRECTORY);
});
afterAll(() => model.dispose());

interface SymmetricCrystal {
  readonly name: string;
  readonly structure: Structure;
  readonly operations: readonly SiteOperation[];
  readonly spaceGroup: number;
}

function symmetric(name: string, structure: Structure): SymmetricCrystal {
  const found = findSymmetry(structure);
  const operations = siteOperations(structure, found.operations);
  return { name, structure: symmetrizeStructure(structure, operations), operations, spaceGroup: found.spaceGroup.number };
}

/** Reference crystals, strained ones without symmetry, and what is built for single points of the theory. */
function crystals(): SymmetricCrystal[] {
  const rows = (flat: readonly number[]): Vec3[] =>
    Array.from({ length: flat.length / 3 }, (_, k) => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]]);
  const { structures } = JSON.parse(gunzipSync(readFileSync(join(DIRECTORY, 'golden.json.gz'))).toString()) as {
    structures: { name: string; lattice: number[]; atomicNumbers: number[]; fracCoords: number[] }[];
  };
  const golden = structures
    .filter(({ name, atomicNumbers }) => atomicNumbers.length <= LARGEST && !/box|apart|beyond|water|lone/.test(name))
    .map(({ name, lattice, atomicNumbers, fracCoords }) =>
      symmetric(name, { lattice: { vectors: rows(lattice) as unknown as Mat3 }, atomicNumbers, fracCoords: rows(fracCoords) }),
    );
  return [...golden, ...byHand().map(([name, structure]) => symmetric(name, structure))];
}

const cell = (a: number, b: number, c: number, angles: Vec3, atomicNumbers: number[], fracCoords: Vec3[]): Structure =>
  createStructure(latticeFromParameters({ a, b, c, alpha: angles[0], beta: angles[1], gamma: angles[2] }), atomicNumbers, fracCoords);
const ROCK_SALT = cell(2.95, 2.95, 2.95, [60, 60, 60], [12, 8], [[0, 0, 0], [0.5, 0.5, 0.5]]); // prettier-ignore
const SKEW = cell(4.1, 5.3, 6.2, [75, 98, 110], [22, 8, 8, 56], [[0.02, 0, 0], [0.5, 0.45, 0.1], [0.1, 0.4, 0.6], [0.6, 0.9, 0.5]]); // prettier-ignore
const times = (structure: Structure, a: number, b: number, c: number): Structure => makeSupercell(structure, [[a, 0, 0], [0, b, 0], [0, 0, c]]); // prettier-ignore

const byHand = (): [string, Structure][] => [
  ['one atom, bonds to its own images', cell(2.86, 2.86, 2.86, [109.4712206, 109.4712206, 109.4712206], [26], [[0.3, 0.2, 0.1]])],
  ['rock salt', ROCK_SALT],
  ['eight cells of rock salt', times(ROCK_SALT, 2, 2, 2)],
  ['no operation', SKEW],
  ['nothing but translations', times(SKEW, 2, 1, 3)],
  ['a flat cell', cell(2.5, 2.5, 40, [90, 90, 120], [6, 6], [[1 / 3, 2 / 3, 0.5], [2 / 3, 1 / 3, 0.5]])], // prettier-ignore
  ['a cell of sheared vectors', makeSupercell(ROCK_SALT, [[1, 0, 0], [3, 1, 0], [-2, 2, 1]])], // prettier-ignore
];

const batchOf = (list: readonly SymmetricCrystal[]) => packStructures(list.map(({ structure }) => structure));
const withSymmetries = (list: readonly SymmetricCrystal[]) => ({
  ...batchOf(list),
  symmetries: list.map(({ operations }) => packSiteOperations(operations)),
});
const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), a.length === b.length ? 0 : Infinity);

describe('a batch with symmetries', () => {
  it('gives what the batch without them gives', async () => {
    const list = crystals();
    expect(new Set(list.map(({ spaceGroup }) => spaceGroup)).size).toBeGreaterThan(30);
    for (const crystal of list) {
      const { name, structure } = crystal;
      const [plain, merged] = [await model.evaluate(batchOf([crystal])), await model.evaluate(withSymmetries([crystal]))];
      const found = {
        name,
        energyPerAtom: Math.abs(merged.energies[0] - plain.energies[0]) / structure.atomicNumbers.length < 2e-6,
        forces: largestDifference(merged.forces, plain.forces) < 1e-5,
        stresses: largestDifference(merged.stresses, plain.stresses) < 1e-6,
        moments: largestDifference(merged.magneticMoments as Float64Array, plain.magneticMoments as Float64Array) < 1e-5,
      };
      expect(found).toEqual({ name, energyPerAtom: true, forces: true, stresses: true, moments: true });
    }
  });

  it('has one row where an operation exchanges rows', () => {
    const counts = (batch: Parameters<typeof encodeChgnetGraph>[0]) => {
      const { atomCounts, distances, bondCount, angles } = encodeChgnetGraph(batch);
      return { atoms: atomCounts.length, edges: distances.length - 1, bonds: bondCount - 1, angles: angles.length - 1 };
    };
    // 2.95 Å between like atoms and 2.086 Å between unlike ones: bonds of both elements among themselves and between them, each an orbit
    const one = counts(withSymmetries([symmetric('', ROCK_SALT)]));
    expect(one).toMatchObject({ atoms: 2, bonds: 3 });
    expect(counts(withSymmetries([symmetric('', times(ROCK_SALT, 2, 2, 2))]))).toEqual(one);
    expect(counts(withSymmetries([symmetric('', times(SKEW, 2, 1, 3))]))).toEqual(counts(batchOf([symmetric('', SKEW)])));
  });

  it('may mix structures with and without', async () => {
    const list = [symmetric('', ROCK_SALT), symmetric('', SKEW), symmetric('', times(ROCK_SALT, 2, 1, 1))];
    const plain = await model.evaluate(batchOf(list));
    const mixed = await model.evaluate({
      ...withSymmetries(list),
      symmetries: withSymmetries(list).symmetries.map((symmetry, s) => (s === 0 ? null : symmetry)),
    });
    expect(largestDifference(mixed.forces, plain.forces)).toBeLessThan(1e-5);
    expect(largestDifference(mixed.energies, plain.energies)).toBeLessThan(2e-5);
  });

  it('leads a relaxation to the same place', async () => {
    const rutile = cell(4.8, 4.8, 2.8, [90, 90, 90], [22, 22, 8, 8, 8, 8], [[0, 0, 0], [0.5, 0.5, 0.5], [0.28, 0.28, 0], [0.72, 0.72, 0], [0.22, 0.78, 0.5], [0.78, 0.22, 0.5]]); // prettier-ignore
    let used = 0;
    const watched: EnergyModel = {
      ...model,
      evaluate: (batch) => {
        used += encodeChgnetGraph(batch).orbits.filter((orbits) => orbits !== null).length;
        return model.evaluate(batch);
      },
    };
    const forgetful: EnergyModel = { ...model, evaluate: (batch) => model.evaluate({ ...batch, symmetries: undefined }) };
    const options = { symmetry: 'keep', fmax: 0.005, smaxGPa: 0.05 } as const;
    const [[merged], [plain]] = [
      await relaxStructures([rutile], { model: watched }, options),
      await relaxStructures([rutile], { model: forgetful }, options),
    ];
    expect(merged.stopReason).toBe('converged');
    // no step loses the symmetry to rounding
    expect(used).toBe(merged.steps + 1);
    expect(merged.steps).toBe(plain.steps);
    expect(Math.abs(merged.energyPerAtom - plain.energyPerAtom)).toBeLessThan(1e-6);
  });
});
