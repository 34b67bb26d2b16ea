import { realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { FilterSyntaxError } from '@kessho/core/formats/optimade-filter/filter-errors';
import type { StartImportInput } from '@kessho/schema/inputs/mutations';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { ImportRequest } from '../../imports/import-request.js';
import { isSnapshotDate, openSource } from '../../imports/import-request.js';
import { ImportError } from '../../imports/import-source.js';
import { MATERIALS_PROJECT_URL } from '../../imports/sources/materials-project-source.js';

/** What of the configuration decides what may be imported. */
export interface ImportSettings {
  readonly importFolder: string;
  readonly materialsProjectKey: string | null;
  /** Whether a provider in the server's own network may be read. */
  readonly allowsPrivateProviders: boolean;
}

const MAX_TEXT = 2000;
const MAX_NAME = 200;

/** Check everything a user can get wrong, and report all of it at once. */
export async function acceptImport(input: StartImportInput, settings: ImportSettings): Promise<ImportRequest | readonly UserError[]> {
  const errors: UserError[] = [];
  const reject = (field: string, code: UserErrorCode, message: string, position: number | null = null): void =>
    void errors.push({ field: [field], code, message, position });
  const text = (
    field: 'location' | 'filter' | 'source' | 'license' | 'functional' | 'correctionScheme',
    most: number,
    code: UserErrorCode,
  ): string | null => {
    const value = input[field]?.trim() ?? '';
    if (value.length > most || value.includes('\0')) reject(field, code, `It may have ${most} characters, none of them NUL`);
    return value === '' ? null : value;
  };
  const location = text('location', MAX_TEXT, 'INVALID_LOCATION');
  const filter = text('filter', MAX_TEXT, 'INVALID_FILTER');
  const source = text('source', MAX_NAME, 'INVALID_NAME');
  const license = text('license', MAX_NAME, 'INVALID_NAME');
  const functional = text('functional', MAX_NAME, 'INVALID_NAME');
  const correctionScheme = text('correctionScheme', MAX_NAME, 'INVALID_NAME');
  const snapshotDate = input.snapshotDate ?? null;
  if (snapshotDate !== null && !isSnapshotDate(snapshotDate))
    reject('snapshotDate', 'INVALID_SNAPSHOT_DATE', 'A snapshot date is 2025, 2025-02 or 2025-02-28');
  if (errors.length > 0) return errors;

  const common = { filter, license, functional, correctionScheme, snapshotDate };
  const request = await locate(input, location, source, settings, reject);
  if (request === null) return errors;
  if (input.kind === 'files' && filter !== null) reject('filter', 'INVALID_FILTER', 'Files are read whole');
  try {
    await openSource({ ...common, ...request }, settings.materialsProjectKey, settings.allowsPrivateProviders);
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      reject('filter', 'INVALID_FILTER', error.message, error.position);
      return errors;
    }
    if (!(error instanceof ImportError)) throw error;
    reject('location', error.code === 'KeyMissing' ? 'KEY_MISSING' : 'INVALID_LOCATION', withoutFolder(error.message, settings.importFolder));
  }
  return errors.length > 0 ? errors : { ...common, ...request };
}

type Reject = (field: string, code: UserErrorCode, message: string) => void;
type Located = Pick<ImportRequest, 'kind' | 'locations' | 'source'>;

async function locate(
  { kind }: StartImportInput,
  location: string | null,
  source: string | null,
  settings: ImportSettings,
  reject: Reject,
): Promise<Located | null> {
  switch (kind) {
    case 'materials-project':
      if (location !== null) reject('location', 'INVALID_LOCATION', 'The address of the Materials Project is known');
      return location === null ? { kind, locations: [MATERIALS_PROJECT_URL], source: source ?? 'materials-project' } : null;
    case 'optimade':
      if (location === null || !URL.canParse(location) || !/^https?:$/.test(new URL(location).protocol)) {
        reject('location', 'INVALID_LOCATION', 'The base URL of a provider is needed: https://…/optimade');
        return null;
      }
      return { kind, locations: [location], source: source ?? new URL(location).host };
    case 'files': {
      const path = await pathWithin(settings.importFolder, location ?? '.');
      if (path === null) {
        reject('location', 'INVALID_LOCATION', 'There is no such file or folder in the import folder of the server');
        return null;
      }
      const name = location === null ? 'files' : basename(path).replace(/\.[a-z]+(\.gz)?$/i, '');
      return { kind, locations: [path], source: source ?? name };
    }
  }
}

/** The real path of something within `folder`; null for what is not there or lies outside, also by way of a link. */
async function pathWithin(folder: string, location: string): Promise<string | null> {
  const [root, path] = await Promise.all([realpath(folder).catch(() => null), realpath(join(folder, location)).catch(() => null)]);
  if (root === null || path === null) return null;
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? null : path;
}

/** Where the import folder lies on the server is nobody's business. */
const withoutFolder = (message: string, folder: string): string => message.replaceAll(`${folder}/`, '').replaceAll(folder, 'the import folder');
