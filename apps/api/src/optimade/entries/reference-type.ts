import type { EntryProperty, EntryType, PropertyDraft } from './entry-property.js';
import { column, entryProperty, entryType } from './entry-property.js';
import type { Reference } from './references.js';

const DEFINITIONS = 'https://schemas.optimade.org/defs/v1.2/properties';

const standard = (draft: PropertyDraft<Reference>, place = 'optimade/references'): EntryProperty<Reference> =>
  entryProperty({ definition: `${DEFINITIONS}/${place}/${draft.name}`, ...draft });

/** Fields of BibTeX that are one text each. */
const TEXTS = {
  bib_type: 'Type of the publication, `article`',
  title: 'Title',
  journal: 'Journal',
  publisher: 'Publisher',
  volume: 'Volume',
  pages: 'Pages',
  year: 'Year',
  doi: 'Digital object identifier',
  url: 'Address',
} as const;

/** @see OPTIMADE specification 1.2.0, "References Entries" */
const STANDARD: readonly EntryProperty<Reference>[] = [
  standard(
    { name: 'id', title: 'ID', description: 'Id of the entry.', type: 'string', ...column('string', 'id', { sorted: true }), read: ({ id }) => id },
    'core',
  ),
  standard(
    {
      name: 'type',
      title: 'Type',
      description: 'The type of the entry, `references`.',
      type: 'string',
      operand: { kind: 'string', sql: `('references'::text COLLATE "C")` },
      read: () => 'references',
    },
    'core',
  ),
  standard(
    {
      name: 'immutable_id',
      title: 'Immutable ID',
      description: 'The same as the id.',
      type: 'string',
      ...column('string', 'id'),
      order: null,
      read: ({ id }) => id,
    },
    'optimade/common',
  ),
  standard(
    {
      name: 'last_modified',
      title: 'Last modified',
      description: 'When this record last changed.',
      type: 'timestamp',
      byDefault: true,
      ...column('timestamp', 'last_modified', { sorted: true }),
      read: ({ last_modified }) => last_modified,
    },
    'optimade/common',
  ),
  standard({
    name: 'authors',
    title: 'Authors',
    description: 'Persons, each with a name.',
    type: 'list',
    items: ['dictionary'],
    byDefault: true,
    read: ({ authors }) => authors,
  }),
  ...Object.entries(TEXTS).map(([name, title]) =>
    standard({
      name,
      title,
      description: `${title}, as in BibTeX.`,
      type: 'string',
      byDefault: true,
      ...column('string', name, { sorted: true, nullable: true }),
      read: (reference) => reference[name as keyof typeof TEXTS],
    }),
  ),
];

const UNKNOWN_NAMES =
  'editors address annote booktitle chapter crossref edition howpublished institution key month note number organization school series'.split(' ');

/** @param prefix of the provider, without underscores */
export const referenceType = (prefix: string): EntryType<Reference> =>
  entryType({ name: 'references', prefix, description: 'Papers of the databases and of the models that entries rest on.' }, STANDARD, UNKNOWN_NAMES);
