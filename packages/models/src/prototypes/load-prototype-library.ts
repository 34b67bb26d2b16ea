import type { PrototypeLibrary } from '@kessho/core/prototypes/prototype-library';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodePrototypeLibrary, InvalidPrototypeLibraryError } from './decode-prototype-library.js';
import { parsePrototypeManifest, type PrototypeManifest } from './prototype-manifest.js';

export interface LoadedPrototypeLibrary {
  readonly library: PrototypeLibrary;
  readonly manifest: PrototypeManifest;
}

/** Directory of the library that ships with this package. */
export const SHIPPED_PROTOTYPES = new URL('../../prototypes/1/', import.meta.url);

/**
 * Read the prototype library of a directory with `manifest.json`.
 * @throws {InvalidPrototypeLibraryError} where the file is not the one the manifest describes; a Node error where one is missing
 */
export function loadPrototypeLibrary(directory: URL = SHIPPED_PROTOTYPES): LoadedPrototypeLibrary {
  const manifest = parsePrototypeManifest(readFileSync(new URL('manifest.json', directory), 'utf8'));
  return { library: decodePrototypeLibrary(gunzipSync(readVerified(directory, manifest.library))), manifest };
}

/** Bytes of a file whose hash stands in the manifest. @throws {InvalidPrototypeLibraryError} where it differs */
export function readVerified(directory: URL, { file, sha256 }: { readonly file: string; readonly sha256: string }): Uint8Array {
  const bytes = readFileSync(new URL(file, directory));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new InvalidPrototypeLibraryError(`${file} has sha256 ${found}, the manifest says ${sha256}`);
  return bytes;
}
