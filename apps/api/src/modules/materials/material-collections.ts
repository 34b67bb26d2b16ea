import { canonicalMaterialsProjectId } from '@kessho/core/formats/records/materials-project-id';
import type { MaterialCollection } from '@kessho/schema/results/material-collection';
import { REFERENCES } from '../../optimade/entries/references.js';
import { writeBibtex } from '../../optimade/entries/write-bibtex.js';

/** The papers of a DOI as entries of BibTeX. */
const bibtexOf = (doi: string): string =>
  REFERENCES.filter((reference) => reference.doi === doi)
    .map(writeBibtex)
    .join('\n');

/** As the Materials Project asks to be cited. */
const MATERIALS_PROJECT_DOI = '10.1063/1.4812323';

/** Collections whose crystals the models know, by how their ids begin. */
const COLLECTIONS: readonly (MaterialCollection & { readonly idPrefix: string; readonly page: string })[] = [
  {
    name: 'materials-project',
    license: 'CC-BY-4.0',
    doi: MATERIALS_PROJECT_DOI,
    bibtex: bibtexOf(MATERIALS_PROJECT_DOI),
    idPrefix: 'mp-',
    page: 'https://next-gen.materialsproject.org/materials/',
  },
];

const entryOf = (sourceId: string) => COLLECTIONS.find(({ idPrefix }) => sourceId.startsWith(idPrefix));

/** Name under which crystals are stored whose id belongs to no known collection. */
const UNKNOWN_COLLECTION = 'unknown';

export const collectionName = (sourceId: string): string => entryOf(sourceId)?.name ?? UNKNOWN_COLLECTION;

/** Null where the id belongs to no known collection. */
export const collectionOf = (sourceId: string): MaterialCollection | null => entryOf(sourceId) ?? null;

/** Where the collection shows the crystal; null where it is not known. */
export function pageOf(sourceId: string): string | null {
  const entry = entryOf(sourceId);
  return entry === undefined ? null : `${entry.page}${sourceId}`;
}

/** By which an id is found in its collection, however it is spelled. */
export const sourceKey = (source: string, sourceId: string): string =>
  source === 'materials-project' ? canonicalMaterialsProjectId(sourceId) : sourceId;

/** All keys that an id may have, in whatever collection. */
export const possibleSourceKeys = (sourceId: string): string[] => [...new Set([sourceId, canonicalMaterialsProjectId(sourceId)])];
