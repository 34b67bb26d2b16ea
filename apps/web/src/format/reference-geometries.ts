import type { Translate } from '../i18n/format-message';

/** How many phases of a reference set were relaxed with its model, and how many only evaluated as they stand in their source. */
export interface ReferenceGeometries {
  readonly relaxed: number;
  readonly singlePoint: number;
}

/** Read the API's `geometry`: `relaxed`, `single-point`, or both with their numbers (`12074 relaxed, 29693 single-point`); null for anything else. */
export function referenceGeometries(geometry: string, entries: number): ReferenceGeometries | null {
  if (geometry === 'relaxed') return { relaxed: entries, singlePoint: 0 };
  if (geometry === 'single-point') return { relaxed: 0, singlePoint: entries };
  const [, relaxed, singlePoint] = /^(\d+) relaxed, (\d+) single-point$/.exec(geometry) ?? [];
  return relaxed === undefined || singlePoint === undefined ? null : { relaxed: Number(relaxed), singlePoint: Number(singlePoint) };
}

/** The same in the reader's language; as the API says it where it says something else. */
export function geometriesText(geometry: string, entries: number, t: Translate): string {
  const counts = referenceGeometries(geometry, entries);
  return counts === null ? geometry : t('models.reference.geometries', { ...counts });
}
