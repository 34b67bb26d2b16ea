import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EnergyModelManifest } from '../manifest.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { createOnnxEnergyModel } from '../runtime/create-onnx-energy-model.js';
import { loadEnergyModelManifest } from '../runtime/load-energy-model-manifest.js';
import { modelDirectory } from '../runtime/model-directory.js';
import { checkGolden, type GoldenDeviations } from './check-golden.js';
import { ModelPackError } from './model-pack-error.js';
import { readModelPack } from './read-model-pack.js';

export interface InstalledPack {
  readonly manifest: EnergyModelManifest;
  readonly directory: string;
  readonly deviations: GoldenDeviations;
}

/**
 * Install a pack to `<root>/<name>/<version>/`. It is unpacked beside its place, loaded and compared with its golden values there, and moved only then, so
 * that what is refused or interrupted leaves nothing behind that could be used. The same pack again is checked again and changes nothing.
 * @param place named in messages
 * @throws {ModelPackError}
 */
export async function installModelPack(archive: Uint8Array, place: string, root: string): Promise<InstalledPack> {
  const { manifest, listing, files } = readModelPack(archive, place);
  const { name, version, sha256 } = manifest.id;
  const directory = join(root, name, version);
  if (existsSync(modelDirectory('energy', name, version))) throw new ModelPackError('ModelPackConflict', `${name} ${version} comes with this program; a pack needs another name or version`);
  if (existsSync(directory) && (await loadEnergyModelManifest(directory)).id.sha256 !== sha256)
    throw new ModelPackError('ModelPackConflict', `Another file is installed as ${name} ${version}; a model never changes, so remove it first or give this one another version`);
  await mkdir(root, { recursive: true });
  const unpacked = await mkdtemp(join(root, '.unpacked-'));
  try {
    for (const [file, content] of files) await writeFile(join(unpacked, file), content);
    const deviations = await checkModel(unpacked, manifest, files.get(listing.golden) as Uint8Array);
    if (!existsSync(directory)) {
      await mkdir(dirname(directory), { recursive: true });
      await rename(unpacked, directory);
    }
    return { manifest, directory, deviations };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

async function checkModel(directory: string, manifest: EnergyModelManifest, golden: Uint8Array): Promise<GoldenDeviations> {
  try {
    const model = await createOnnxEnergyModel(directory);
    try {
      return await checkGolden(model, manifest, golden);
    } finally {
      await model.dispose();
    }
  } catch (cause) {
    if (cause instanceof ModelFileInvalidError) throw new ModelPackError('ModelPackIncompatible', cause.message, { cause });
    throw cause;
  }
}
