import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import { checkModelContract } from '@kessho/core/energy/model-contract';
import { UnsupportedElementError } from '@kessho/core/energy/unsupported-element-error';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelContractViolatedError, ModelFileInvalidError } from '../model-errors.js';
import type { OnnxEnergyModel } from './create-onnx-energy-model.js';
import { createOnnxEnergyModel } from './create-onnx-energy-model.js';
import { modelDirectory } from './model-directory.js';

const DIRECTORY = modelDirectory('energy', 'chgnet', '0.3.0');
const GPA_PER_EV_PER_CUBIC_ANGSTROM = 160.21766208;

interface GoldenStructure {
  readonly name: string;
  readonly lattice: readonly number[];
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly number[];
  readonly energyPerAtom: number;
  readonly forces: readonly number[];
  readonly stress: readonly number[];
  readonly magneticMoments: readonly number[];
}

let model: OnnxEnergyModel;
beforeAll(async () => (model = await createOnnxEnergyModel(DIRECTORY)));
afterAll(() => model.dispose());

const rows = (flat: readonly number[]): Vec3[] => Array.from({ length: flat.length / 3 }, (_, k) => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]]);
const cell = (a: number, b: number, c: number, alpha: number, beta: number, gamma: number, z: number[], x: Vec3[]): Structure =>
  createStructure(latticeFromParameters({ a, b, c, alpha, beta, gamma }), z, x);
const ROCK_SALT = cell(
  3.96,
  3.96,
  3.96,
  60,
  60,
  60,
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const largest = (found: ArrayLike<number>, expected: readonly number[]): number =>
  expected.reduce((most, x, k) => Math.max(most, Math.abs(x - found[k])), found.length === expected.length ? 0 : Infinity);

describe('CHGNet 0.3.0', () => {
  it('agrees with the PyTorch original', async () => {
    const golden = JSON.parse(gunzipSync(await readFile(join(DIRECTORY, 'golden.json.gz'))).toString()) as { structures: GoldenStructure[] };
    expect(golden.structures.length).toBeGreaterThanOrEqual(200);
    const structures = golden.structures.map(({ lattice, atomicNumbers, fracCoords }): Structure => {
      const [a, b, c] = rows(lattice);
      return { lattice: { vectors: [a, b, c] }, atomicNumbers, fracCoords: rows(fracCoords) };
    });
    const batch = packStructures(structures);
    const { energies, forces, stresses, magneticMoments } = await model.evaluate(batch);
    const deviations = golden.structures.map((expected, s) => {
      const [first, last] = [batch.structureOffsets[s], batch.structureOffsets[s + 1]];
      return {
        name: expected.name,
        energyPerAtom: Math.abs(energies[s] / (last - first) - expected.energyPerAtom),
        force: largest(forces.subarray(3 * first, 3 * last), expected.forces),
        stressGPa: largest(stresses.subarray(9 * s, 9 * s + 9), expected.stress) * GPA_PER_EV_PER_CUBIC_ANGSTROM,
        moment: largest((magneticMoments ?? new Float64Array()).subarray(first, last), expected.magneticMoments),
      };
    });
    const { tolerances } = model.manifest;
    expect(tolerances).toMatchObject({ energyPerAtom: 1e-4, force: 1e-4, stressGPa: 1e-3 });
    const offenders = deviations.filter(
      (d) => !(d.energyPerAtom <= tolerances.energyPerAtom && d.force <= tolerances.force && d.stressGPa <= tolerances.stressGPa && d.moment <= 1e-4),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps the model contract', async () => {
    const samples = [
      ROCK_SALT,
      cell(2.86, 2.86, 2.86, 109.4712, 109.4712, 109.4712, [26], [[0, 0, 0]]),
      cell(
        4.1,
        5.3,
        6.2,
        75,
        98,
        110,
        [22, 8, 8, 56],
        [
          [0.02, 0, 0],
          [0.5, 0.45, 0.1],
          [0.1, 0.4, 0.6],
          [0.6, 0.9, 0.5],
        ],
      ),
      cell(20, 20, 20, 90, 90, 90, [11], [[0.5, 0.5, 0.5]]),
    ];
    // Float32 inside: forces of 10 eV/Å of the strained sample are good to 2e-4, and energies of some 10 eV limit the differences.
    const tolerances = { energyPerAtom: 2e-5, force: 2e-4, stress: 1e-5, forceDifference: 4e-3, stressDifference: 1e-3, differenceStep: 5e-3 };
    expect(await checkModelContract(model, samples, tolerances)).toEqual([]);
  });

  it('gives the same forces whatever number of threads is asked for', async () => {
    // scatters of onnxruntime lose additions on several threads in calls of this size, now and then
    const crystal = makeSupercell(ROCK_SALT, [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ]);
    const batch = packStructures([
      { ...crystal, fracCoords: crystal.fracCoords.map(([x, y, z], k): Vec3 => [x + 0.003 * (k % 3), y, z + 0.002 * (k % 5)]) },
    ]);
    const expected = Array.from((await model.evaluate(batch)).forces);
    const threaded = await createOnnxEnergyModel(DIRECTORY, { threads: 4 });
    expect(threaded.manifest.maxThreads).toBeGreaterThanOrEqual(4);
    for (let repetition = 0; repetition < 5; repetition++) expect(largest((await threaded.evaluate(batch)).forces, expected)).toBeLessThan(1e-4);
    await threaded.dispose();
  });

  it('answers calls made at the same time in order', async () => {
    const [one, many] = [packStructures([ROCK_SALT]), packStructures(Array.from({ length: 40 }, () => ROCK_SALT))];
    const [first, second, third] = await Promise.all([model.evaluate(one), model.evaluate(many), model.evaluate(one)]);
    expect(third.energies).toEqual(first.energies);
    expect(
      largest(
        second.energies,
        Array.from({ length: 40 }, () => first.energies[0]),
      ),
    ).toBeLessThan(1e-4);
  });

  it('refuses elements that it was not trained on, and goes on', async () => {
    const polonium = packStructures([cell(3.3, 3.3, 3.3, 90, 90, 90, [84], [[0, 0, 0]])]);
    await expect(model.evaluate(polonium)).rejects.toThrow(UnsupportedElementError);
    await expect(model.evaluate(polonium)).rejects.toThrow('Po');
    expect((await model.evaluate(packStructures([ROCK_SALT]))).energies[0]).toBeLessThan(-6);
  });

  it('refuses two atoms on one place', async () => {
    const collapsed = packStructures([
      cell(
        4,
        4,
        4,
        90,
        90,
        90,
        [11, 17],
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
      ),
    ]);
    await expect(model.evaluate(collapsed)).rejects.toThrow(ModelContractViolatedError);
  });
});

describe('createOnnxEnergyModel refuses', () => {
  const withFiles = async (change: (manifest: string) => string, onnx?: Buffer): Promise<string> => {
    const directory = await mkdtemp(join(tmpdir(), 'kessho-model-'));
    await writeFile(join(directory, 'manifest.json'), change(await readFile(join(DIRECTORY, 'manifest.json'), 'utf8')));
    await writeFile(join(directory, 'model.onnx'), onnx ?? (await readFile(join(DIRECTORY, 'model.onnx'))));
    return directory;
  };
  it.each([
    ['a missing folder', () => Promise.resolve('/nowhere'), 'Cannot read'],
    ['a file that is cut short', () => withFiles((text) => text, Buffer.from('short')), 'sha256'],
    ['an unknown encoder', () => withFiles((text) => text.replace('"chgnet-graph"', '"other-graph"')), 'encoder other-graph 2'],
    ['a newer encoder', () => withFiles((text) => text.replace(/("chgnet-graph",\s+"version": )2/, '$13')), 'chgnet-graph 3'],
    ['other cutoffs', () => withFiles((text) => text.replace('"atom": 6.0', '"atom": 5.0')), 'cutoffs'],
    ['a tensor the file lacks', () => withFiles((text) => text.replace('"angle_counts"', '"angle_sizes"')), 'angle_sizes'],
  ])('%s', async (_, prepare, message) => {
    const directory = await prepare();
    await expect(createOnnxEnergyModel(directory)).rejects.toThrow(ModelFileInvalidError);
    await expect(createOnnxEnergyModel(directory)).rejects.toThrow(message);
  });
});
