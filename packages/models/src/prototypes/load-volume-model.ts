import type { VolumeModel } from '@kessho/core/prototypes/volume-model';
import { readFileSync } from 'node:fs';
import { InvalidPrototypeLibraryError } from './decode-prototype-library.js';
import { readVerified, SHIPPED_PROTOTYPES } from './load-prototype-library.js';
import { parsePrototypeManifest } from './prototype-manifest.js';

/**
 * Read the sizes of the elements that ship with the prototype library.
 * @throws {InvalidPrototypeLibraryError} where the file is not the one the manifest describes or lacks a field
 */
export function loadVolumeModel(directory: URL = SHIPPED_PROTOTYPES): VolumeModel {
  const manifest = parsePrototypeManifest(readFileSync(new URL('manifest.json', directory), 'utf8'));
  const model: unknown = JSON.parse(new TextDecoder().decode(readVerified(directory, manifest.volumes)));
  if (!isVolumeModel(model)) throw new InvalidPrototypeLibraryError(`${manifest.volumes.file} is no table of element sizes`);
  return model;
}

const isVolumeModel = (value: unknown): value is VolumeModel =>
  typeof value === 'object' &&
  value !== null &&
  Reflect.get(value, 'format') === 1 &&
  ['power', 'logVolumeOffset'].every((key) => typeof Reflect.get(value, key) === 'number') &&
  ['electronegativities', 'metallic', 'compound', 'company'].every((key) => {
    const table: unknown = Reflect.get(value, key);
    return Array.isArray(table) && table.every((x) => typeof x === 'number');
  });
