import type { ModelId } from '@kessho/core/energy/energy-model';
import type { ReferenceSetLabel } from '@kessho/core/prediction/stage-types';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ModelFileInvalidError } from '../model-errors.js';
import type { VerifiedFile } from '../read-verified.js';
import { readModelFile, readVerified } from '../read-verified.js';
import type { ReferencePhase } from './reference-table.js';
import { decodeReferenceTable } from './reference-table.js';

/** Reference phases with energies by one potential; what `ReferencePhases` of the prediction asks for. */
export interface LoadedReferenceSet {
  readonly label: ReferenceSetLabel;
  /** All phases whose elements are among these, elements and sub-systems included. */
  readonly entriesOf: (atomicNumbers: readonly number[]) => readonly ReferencePhase[];
}

/**
 * Load the reference phases of a potential.
 * @param directory holds `manifest.json` and the table; by default the one that this package carries for the potential's name and version
 * @throws {ModelFileInvalidError} where there is none, the table is not the one that its manifest names, or it was evaluated with another model file
 */
export function loadReferenceSet(model: ModelId, directory: string = referenceDirectory(model)): LoadedReferenceSet {
  const manifest = readManifest(join(directory, 'manifest.json'));
  if (manifest.model.sha256 !== model.sha256) {
    throw new ModelFileInvalidError(
      `The reference phases ${manifest.name} were evaluated with ${manifest.model.name} ${manifest.model.version} (sha256 ${manifest.model.sha256}), ` +
        `not with the file in use (${model.sha256}); their energies must not be compared`,
    );
  }
  const table = decodeReferenceTable(gunzipSync(readVerified(directory, manifest)));
  return {
    label: {
      name: manifest.name,
      snapshotDate: manifest.snapshotDate,
      model: manifest.model,
      entries: table.count,
      geometry: manifest.geometry,
      pressureGPa: 0,
      chemicalSystem: null,
      heldOut: null,
      windowPerAtom: manifest.windowPerAtom,
    },
    entriesOf: table.phasesOf,
  };
}

/** Where the reference phases of a potential lie, if there are any. */
export const referenceDirectory = ({ name, version }: ModelId): string =>
  fileURLToPath(new URL(`../../reference/materials-project-${name}-${version}/`, import.meta.url));

interface ReferenceManifest extends VerifiedFile {
  readonly name: string;
  readonly model: ModelId;
  readonly snapshotDate: string;
  readonly geometry: string;
  readonly windowPerAtom: number;
}

function readManifest(path: string): ReferenceManifest {
  let json: unknown;
  try {
    json = JSON.parse(readModelFile(path).toString('utf8'));
  } catch (cause) {
    if (cause instanceof ModelFileInvalidError) throw cause;
    throw new ModelFileInvalidError(`${path} is not JSON`, { cause });
  }
  const text = (value: unknown, key: string): string => {
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    if (typeof found !== 'string') throw new ModelFileInvalidError(`${path}: ${key} should be text`);
    return found;
  };
  const windowPerAtom: unknown = Reflect.get(json as object, 'windowPerAtom');
  if (typeof windowPerAtom !== 'number') throw new ModelFileInvalidError(`${path}: windowPerAtom should be a number`);
  const model: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'model') : undefined;
  return {
    name: text(json, 'name'),
    file: text(json, 'file'),
    sha256: text(json, 'sha256'),
    model: { name: text(model, 'name'), version: text(model, 'version'), sha256: text(model, 'sha256') },
    snapshotDate: text(json, 'snapshotDate'),
    geometry: text(json, 'geometry'),
    windowPerAtom,
  };
}
