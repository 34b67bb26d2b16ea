import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure } from '@kessho/core/crystal/structure';
import { checkModelContract } from '@kessho/core/energy/model-contract';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxEnergyModel } from '../runtime/create-onnx-energy-model.js';
import { installModelPack } from './install-model-pack.js';
import { installedModels, modelsNamed, removePack, type InstalledModel } from './installed-models.js';
import type { ModelPackErrorCode } from './model-pack-error.js';

/** Random weights: `training/potential/random_nequix.py`. */
const PACK = fileURLToPath(new URL('../../test/random-nequix.zip', import.meta.url));

interface Manifest {
  readonly id: { name: string; version: string; sha256: string };
  readonly encoder: { version: number };
  readonly pack: { version: number; readonly files: { readonly file: string; sha256: string }[] };
  license: string;
}

let archive: Uint8Array;
let root = '';
beforeAll(async () => {
  archive = await readFile(PACK);
  root = await mkdtemp(join(tmpdir(), 'kessho-packs-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Files = Record<string, Uint8Array>;
const text = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const repacked = (change: (files: Files) => Files): Uint8Array => zipSync(change(unzipSync(archive)));
const withManifest = (change: (manifest: Manifest) => void) =>
  repacked((files) => {
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Manifest;
    change(manifest);
    return { ...files, 'manifest.json': text(manifest) };
  });
/** Another content of a file, with the hashes that go with it. */
const withFile = (name: string, content: (old: Uint8Array) => Uint8Array, version = '1') =>
  repacked((files) => {
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Manifest;
    const changed = content(files[name] as Uint8Array);
    const sha256 = createHash('sha256').update(changed).digest('hex');
    for (const entry of manifest.pack.files) if (entry.file === name) entry.sha256 = sha256;
    if (name === 'model.onnx') Object.assign(manifest.id, { sha256, version });
    return { ...files, [name]: changed, 'manifest.json': text(manifest) };
  });
const withGolden = (change: (golden: { structures: { energyPerAtom: number; forces: number[] }[] }) => void) =>
  withFile('golden.json.gz', (old) => {
    const golden = JSON.parse(gunzipSync(old).toString()) as Parameters<typeof change>[0];
    change(golden);
    return gzipSync(JSON.stringify(golden));
  });

describe('a model pack', () => {
  it('is installed after its golden values, from the original code, were met', async () => {
    const { directory, deviations, manifest } = await installModelPack(archive, 'random.zip', root);
    expect(directory).toBe(join(root, 'random-nequix', '1'));
    expect(deviations.structures).toBeGreaterThan(10);
    expect(deviations.force).toBeLessThan(manifest.tolerances.force);
    expect((await readdir(directory)).sort()).toEqual(['MODEL_CARD.md', 'golden.json.gz', 'manifest.json', 'model.onnx']);
    expect((await readdir(root)).filter((name) => name.startsWith('.'))).toEqual([]);
    // again: nothing changes
    expect((await installModelPack(archive, 'random.zip', root)).directory).toBe(directory);
  });

  it('keeps the model contract', async () => {
    const model = await createOnnxEnergyModel(join(root, 'random-nequix', '1'));
    const triclinic = createStructure(
      latticeFromParameters({ a: 3.9, b: 4.3, c: 5.2, alpha: 75, beta: 98, gamma: 110 }),
      [12, 8, 17],
      [[0.02, 0, 0], [0.5, 0.45, 0.1], [0.1, 0.4, 0.6]], // prettier-ignore
    );
    const sodium = createStructure(latticeFromParameters({ a: 20, b: 20, c: 20, alpha: 90, beta: 90, gamma: 90 }), [11], [[0.5, 0.5, 0.5]]);
    const tolerances = { energyPerAtom: 2e-5, force: 1e-4, stress: 1e-5, forceDifference: 4e-3, stressDifference: 1e-3, differenceStep: 5e-3 };
    expect(await checkModelContract(model, [triclinic, sodium], tolerances)).toEqual([]);
    await model.dispose();
  });

  it.each<[string, ModelPackErrorCode, () => Uint8Array]>([
    ['text', 'ModelPackDamaged', () => new TextEncoder().encode('not an archive')],
    ['an archive that is cut short', 'ModelPackDamaged', () => archive.subarray(0, archive.length / 2)],
    ['an archive without a manifest', 'ModelPackDamaged', () => repacked(({ 'manifest.json': _, ...rest }) => rest)],
    ['an archive without a model card', 'ModelPackDamaged', () => repacked(({ 'MODEL_CARD.md': _, ...rest }) => rest)],
    ['a manifest without a licence', 'ModelPackDamaged', () => withManifest((manifest) => (manifest.license = ' '))],
    ['golden values that cannot be read', 'ModelPackDamaged', () => withFile('golden.json.gz', () => new Uint8Array(9))],
    ['no golden structures', 'ModelPackDamaged', () => withGolden((golden) => (golden.structures = []))],
    ['a path out of its folder', 'ModelPackUnsafe', () => repacked((files) => ({ ...files, '../evil.txt': new Uint8Array(1) }))],
    ['a folder', 'ModelPackUnsafe', () => repacked((files) => ({ ...files, 'a/b.txt': new Uint8Array(1) }))],
    ['an absolute path', 'ModelPackUnsafe', () => repacked((files) => ({ ...files, '/etc/evil': new Uint8Array(1) }))],
    ['a name that leaves the folder', 'ModelPackUnsafe', () => withManifest((manifest) => (manifest.id.name = '../evil'))],
    ['another file than its manifest says', 'ModelPackHashWrong', () => repacked((files) => ({ ...files, 'MODEL_CARD.md': new Uint8Array(3) }))],
    ['another graph than its manifest says', 'ModelPackHashWrong', () => withManifest((manifest) => (manifest.id.sha256 = '0'.repeat(64)))],
    ['a later layout', 'ModelPackIncompatible', () => withManifest((manifest) => (manifest.pack.version = 2))],
    ['another version of the contract', 'ModelPackIncompatible', () => withManifest((manifest) => (manifest.encoder.version = 9))],
    ['a graph that onnxruntime refuses', 'ModelPackIncompatible', () => withFile('model.onnx', () => new Uint8Array(100), '2')],
    ['energies off the golden values', 'ModelPackInaccurate', () => withGolden(({ structures }) => structures.forEach((entry) => (entry.energyPerAtom += 0.01)))],
    ['forces off the golden values', 'ModelPackInaccurate', () => withGolden(({ structures }) => structures.forEach((entry) => (entry.forces = entry.forces.map((f) => 1.1 * f))))],
    ['the name of what comes with the program', 'ModelPackConflict', () => withManifest(({ id }) => Object.assign(id, { name: 'chgnet', version: '0.3.0' }))],
    ['another file of a name and version in place', 'ModelPackConflict', () => withFile('model.onnx', (old) => Uint8Array.from([...old, 0]))],
  ])('is refused with %s', async (_, code, make) => {
    const before = (await readdir(root, { recursive: true })).sort();
    await expect(installModelPack(make(), 'pack.zip', root)).rejects.toMatchObject({ code });
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
  });

  it('is found by name, beside what comes with the program, until it is removed', async () => {
    expect(installedModels(root).map(({ name, version, isPack }) => [name, version, isPack])).toEqual([
      ['chgnet', '0.3.0', false],
      ['random-nequix', '1', true],
    ]);
    expect(modelsNamed('random-nequix', root)).toEqual(modelsNamed('random-nequix@1', root));
    expect(modelsNamed('random-nequix@2', root)).toEqual([]);
    await removePack(modelsNamed('random-nequix', root)[0] as InstalledModel);
    expect(modelsNamed('random-nequix', root)).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });
});
