/** A public collection that known crystals come from. */
export interface MaterialCollection {
  readonly name: string;
  readonly license: string;
  readonly citation: string;
  /** How its ids begin. */
  readonly idPrefix: string;
  /** Where a crystal of it is shown, before the id. */
  readonly url: string;
}

const COLLECTIONS: readonly MaterialCollection[] = [
  {
    name: 'materials-project',
    license: 'CC-BY-4.0',
    citation: 'doi:10.1063/1.4812323',
    idPrefix: 'mp-',
    url: 'https://next-gen.materialsproject.org/materials/',
  },
];

const UNKNOWN: MaterialCollection = { name: 'other', license: 'unknown', citation: '', idPrefix: '', url: '' };

/** The collection a crystal's id belongs to. */
export const collectionOf = (sourceId: string): MaterialCollection => COLLECTIONS.find(({ idPrefix }) => sourceId.startsWith(idPrefix)) ?? UNKNOWN;
