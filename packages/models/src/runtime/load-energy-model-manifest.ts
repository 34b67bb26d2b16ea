import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnergyModelManifest, type EnergyModelManifest } from '../manifest.js';

/** What is known of a potential without loading it. @throws {ModelFileInvalidError} for a broken manifest */
export async function loadEnergyModelManifest(directory: string): Promise<EnergyModelManifest> {
  const path = join(directory, 'manifest.json');
  return parseEnergyModelManifest(await readFile(path, 'utf8'), path);
}
