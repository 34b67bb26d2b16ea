import type { Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { UnsupportedElementError } from '@kessho/core/energy/unsupported-element-error';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelFileInvalidError } from '../model-errors.js';
import { SHIPPED_SURROGATE } from '../surrogate/load-surrogate.js';
import type { OnnxSurrogate } from './create-onnx-surrogate.js';
import { createOnnxSurrogate } from './create-onnx-surrogate.js';

interface Golden {
  readonly lattice: readonly number[];
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly number[];
  readonly energyPerAtom: number;
  readonly features: readonly number[];
}

const golden = (
  JSON.parse(gunzipSync(readFileSync(join(SHIPPED_SURROGATE, 'golden.json.gz'))).toString()) as { readonly structures: readonly Golden[] }
).structures;
const rows = (flat: readonly number[]): Vec3[] => Array.from({ length: flat.length / 3 }, (_, k) => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]]);
const structures = golden.map(({ lattice, atomicNumbers, fracCoords }): Structure => {
  const [a, b, c] = rows(lattice);
  return { lattice: { vectors: [a, b, c] }, atomicNumbers, fracCoords: rows(fracCoords) };
});
let surrogate: OnnxSurrogate;
beforeAll(async () => (surrogate = await createOnnxSurrogate(SHIPPED_SURROGATE)));
afterAll(() => surrogate.dispose());

describe('the shipped surrogate', () => {
  it('agrees with the network in float64, atom by atom', async () => {
    expect(golden.length).toBeGreaterThanOrEqual(50);
    const { priors, features } = await surrogate.featuresOf(packStructures(structures));
    const largest = golden.map((expected, s) => ({
      energy: Math.abs(priors[s] - expected.energyPerAtom),
      feature: expected.features.reduce((most, x, k) => Math.max(most, Math.abs(x - features[s * surrogate.width + k])), 0),
    }));
    expect(largest.filter(({ energy, feature }) => !(energy < 1e-4 && feature < 1e-4))).toEqual([]);
    expect(features).toHaveLength(golden.length * surrogate.width);
  });

  it('says the same of a structure whatever else is in the batch', async () => {
    const [few, all] = [structures.slice(7, 9), structures];
    const alone = await surrogate.featuresOf(packStructures(few));
    const among = await surrogate.featuresOf(packStructures(all));
    few.forEach((_, s) => expect(Math.abs(alone.priors[s] - among.priors[s + 7])).toBeLessThan(2e-5));
    expect(await surrogate.featuresOf(packStructures(few))).toEqual(alone);
  });

  it('refuses elements that the potential does not know', async () => {
    const polonium = packStructures([{ ...structures[0], atomicNumbers: structures[0].atomicNumbers.map(() => 84) }]);
    await expect(surrogate.featuresOf(polonium)).rejects.toThrow(UnsupportedElementError);
    await expect(surrogate.featuresOf(polonium)).rejects.toThrow('Po');
  });
});

describe('createOnnxSurrogate refuses', () => {
  const withFiles = (change: (manifest: string) => string, onnx?: Buffer): string => {
    const directory = mkdtempSync(join(tmpdir(), 'kessho-surrogate-'));
    writeFileSync(join(directory, 'manifest.json'), change(readFileSync(join(SHIPPED_SURROGATE, 'manifest.json'), 'utf8')));
    writeFileSync(join(directory, 'model.onnx'), onnx ?? readFileSync(join(SHIPPED_SURROGATE, 'model.onnx')));
    return directory;
  };
  it.each([
    ['a missing folder', () => '/nowhere', 'Cannot read'],
    ['a file that is cut short', () => withFiles((text) => text, Buffer.from('short')), 'sha256'],
    ['an unknown encoder', () => withFiles((text) => text.replace('"surrogate-graph"', '"other-graph"')), 'encoder other-graph 1'],
    ['another cutoff', () => withFiles((text) => text.replace('"cutoff": 5.5', '"cutoff": 5')), 'with 5 Å'],
  ])('%s', async (_, prepare, message) => {
    const directory = prepare();
    await expect(createOnnxSurrogate(directory)).rejects.toThrow(ModelFileInvalidError);
    await expect(createOnnxSurrogate(directory)).rejects.toThrow(message);
  });
});
