import type { PrototypeLibrary } from '@kessho/core/prototypes/prototype-library';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readModelFile, readVerified } from '../read-verified.js';
import { decodePrototypeLibrary } from './decode-prototype-library.js';
import { parsePrototypeManifest, type PrototypeManifest } from './prototype-manifest.js';

export interface LoadedPrototypeLibrary {
  readonly library: PrototypeLibrary;
  readonly manifest: PrototypeManifest;
}

/** Directory of the library that ships with this package. */
export const SHIPPED_PROTOTYPES = fileURLToPath(new URL('../../prototypes/1/', import.meta.url));

/**
 * Read the prototype library of a directory with `manifest.json`.
 * @throws {ModelFileInvalidError} where the file is missing or not the one the manifest describes
 */
export function loadPrototypeLibrary(directory: string = SHIPPED_PROTOTYPES): LoadedPrototypeLibrary {
  const manifest = readPrototypeManifest(directory);
  return { library: decodePrototypeLibrary(gunzipSync(readVerified(directory, manifest.library))), manifest };
}

/** @throws {ModelFileInvalidError} */
export const readPrototypeManifest = (directory: string): PrototypeManifest =>
  parsePrototypeManifest(readModelFile(join(directory, 'manifest.json')).toString('utf8'));
