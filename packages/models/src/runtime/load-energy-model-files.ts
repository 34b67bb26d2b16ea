import { join } from 'node:path';
import type { EnergyModelManifest } from '../manifest.js';
import { parseEnergyModelManifest } from '../manifest.js';
import { readModelFile, readVerified } from '../read-verified.js';

/** A model's manifest and the content of its ONNX file, which is the one that the manifest names. */
export interface EnergyModelFiles {
  readonly manifest: EnergyModelManifest;
  readonly onnx: Uint8Array;
}

/** @throws {ModelFileInvalidError} for a missing or unreadable file, a broken manifest, or a file of another sha256 */
export async function loadEnergyModelFiles(directory: string): Promise<EnergyModelFiles> {
  const manifestPath = join(directory, 'manifest.json');
  const manifest = parseEnergyModelManifest(readModelFile(manifestPath).toString('utf8'), manifestPath);
  return { manifest, onnx: readVerified(directory, { file: manifest.file, sha256: manifest.id.sha256 }) };
}
