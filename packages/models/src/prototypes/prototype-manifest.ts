import { ModelFileInvalidError } from '../model-errors.js';
import type { VerifiedFile } from '../read-verified.js';

/** The part of `prototypes/<version>/manifest.json` that programs read; the rest is for people. */
export interface PrototypeManifest {
  readonly id: string;
  readonly entries: number;
  readonly library: VerifiedFile;
  readonly volumes: VerifiedFile;
}

/** @throws {ModelFileInvalidError} for a manifest that lacks a field */
export function parsePrototypeManifest(text: string): PrototypeManifest {
  const manifest: unknown = JSON.parse(text);
  if (!isManifest(manifest)) throw new ModelFileInvalidError('The manifest of the prototype library lacks id, entries, library or volumes');
  return manifest;
}

const isManifest = (value: unknown): value is PrototypeManifest =>
  isObject(value) &&
  typeof Reflect.get(value, 'id') === 'string' &&
  Number.isInteger(Reflect.get(value, 'entries')) &&
  isFile(Reflect.get(value, 'library')) &&
  isFile(Reflect.get(value, 'volumes'));

const isFile = (value: unknown): value is VerifiedFile =>
  isObject(value) && typeof Reflect.get(value, 'file') === 'string' && typeof Reflect.get(value, 'sha256') === 'string';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
