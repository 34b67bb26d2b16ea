import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnergyModelManifest } from '../manifest.js';
import { parseEnergyModelManifest } from '../manifest.js';
import { ModelFileInvalidError } from '../model-errors.js';

/** A model's manifest and the content of its ONNX file, which is the one that the manifest names. */
export interface EnergyModelFiles {
  readonly manifest: EnergyModelManifest;
  readonly onnx: Uint8Array;
}

/** @throws {ModelFileInvalidError} for a missing or unreadable file, a broken manifest, or a file of another sha256 */
export async function loadEnergyModelFiles(directory: string): Promise<EnergyModelFiles> {
  const manifestPath = join(directory, 'manifest.json');
  const manifest = parseEnergyModelManifest((await readModelFile(manifestPath)).toString('utf8'), manifestPath);
  const onnxPath = join(directory, manifest.file);
  const onnx = await readModelFile(onnxPath);
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  if (sha256 !== manifest.id.sha256) {
    throw new ModelFileInvalidError(`${onnxPath} has sha256 ${sha256}, its manifest says ${manifest.id.sha256}: the file was changed or cut short`);
  }
  return { manifest, onnx };
}

async function readModelFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelFileInvalidError(`Cannot read the model file ${path}`, { cause });
  }
}
