import { createHash } from 'node:crypto';
import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import type { ImportKind } from '@kessho/schema/enums/import-enums';
import type { ImportSource } from './import-source.js';
import { ImportError } from './import-source.js';
import { fileSource } from './sources/file-source.js';
import { listImportFiles } from './sources/list-files.js';
import { materialsProjectSource } from './sources/materials-project-source.js';
import { optimadeSource } from './sources/optimade-source.js';

/** What to import, and what holds for records that do not say it. */
export interface ImportRequest {
  readonly kind: ImportKind;
  /** Files and folders, or one base URL. */
  readonly locations: readonly string[];
  readonly filter: string | null;
  /** Name of the collection. */
  readonly source: string;
  readonly license: string | null;
  readonly functional: string | null;
  readonly correctionScheme: string | null;
  readonly snapshotDate: string | null;
}

/** Whether a text is an ISO date as exact as it is known: a year, a month or a day. */
export const isSnapshotDate = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);

/** Equal hashes are the same import: one that was interrupted is gone on with. */
export function importHash({ kind, locations, filter, source, license, functional, correctionScheme, snapshotDate }: ImportRequest): string {
  const parts = [kind, locations, filter, source, license, functional, correctionScheme, snapshotDate];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * @param allowsPrivate whether a provider in this machine's own network may be read
 * @throws {ImportError} where there is nothing to read, or no key for what needs one; {FilterSyntaxError} for what is no filter of OPTIMADE
 */
export async function openSource(
  { kind, locations, filter }: ImportRequest,
  materialsProjectKey: string | null,
  allowsPrivate: boolean,
): Promise<ImportSource> {
  const [baseUrl = ''] = locations;
  switch (kind) {
    case 'files':
      return fileSource(await listImportFiles(locations));
    case 'optimade':
      if (filter !== null) parseFilter(filter); // what it breaks at is said better here than by the provider
      return optimadeSource({ baseUrl, filter }, { allowsPrivate });
    case 'materials-project':
      if (materialsProjectKey === null) throw new ImportError('KeyMissing', 'The Materials Project asks for a key of yours: set MP_API_KEY');
      return materialsProjectSource({ baseUrl, filter, apiKey: materialsProjectKey });
  }
}
