import type { VolumeModel } from '@kessho/core/prototypes/volume-model';
import { ModelFileInvalidError } from '../model-errors.js';
import { readVerified } from '../read-verified.js';
import { readPrototypeManifest, SHIPPED_PROTOTYPES } from './load-prototype-library.js';

/**
 * Read the sizes of the elements that ship with the prototype library.
 * @throws {ModelFileInvalidError} where the file is not the one the manifest describes or lacks a field
 */
export function loadVolumeModel(directory: string = SHIPPED_PROTOTYPES): VolumeModel {
  const manifest = readPrototypeManifest(directory);
  const model: unknown = JSON.parse(readVerified(directory, manifest.volumes).toString('utf8'));
  if (!isVolumeModel(model)) throw new ModelFileInvalidError(`${manifest.volumes.file} is no table of element sizes`);
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
