import { structureSites } from './structure-sites.js';
import type { EntryProperty, EntryType, PropertyDraft } from './entry-property.js';
import { column, entryProperty, entryType } from './entry-property.js';
import { ownProperties } from './own-properties.js';
import type { StructureRow } from './structure-row.js';

const DEFINITIONS = 'https://schemas.optimade.org/defs/v1.2/properties';
const ID_TEXT = '((t.id::text) COLLATE "C")';

const standard = (draft: PropertyDraft<StructureRow>, place = 'optimade/structures'): EntryProperty<StructureRow> =>
  entryProperty({ definition: `${DEFINITIONS}/${place}/${draft.name}`, ...draft });

/** @see OPTIMADE specification 1.2.0, "Properties Used by Multiple Entry Types" and "Structures Entries" */
const STANDARD: readonly EntryProperty<StructureRow>[] = [
  standard(
    {
      name: 'id',
      title: 'ID',
      description: 'Id of the entry, the same for as long as the crystal is stored.',
      type: 'string',
      operand: { kind: 'string', sql: ID_TEXT },
      order: { column: 't.id', type: 'uuid' },
      read: ({ id }) => id,
    },
    'core',
  ),
  standard(
    {
      name: 'type',
      title: 'Type',
      description: 'The type of the entry, `structures`.',
      type: 'string',
      operand: { kind: 'string', sql: `('structures'::text COLLATE "C")` },
      read: () => 'structures',
    },
    'core',
  ),
  standard(
    {
      name: 'immutable_id',
      title: 'Immutable ID',
      description: 'The same as the id.',
      type: 'string',
      operand: { kind: 'string', sql: ID_TEXT },
      read: ({ id }) => id,
    },
    'optimade/common',
  ),
  standard(
    {
      name: 'last_modified',
      title: 'Last modified',
      description: 'When the crystal was last imported, or ranked by its prediction.',
      type: 'timestamp',
      byDefault: true,
      ...column('timestamp', 'last_modified', { sorted: true }),
      read: (row) => row.last_modified.toISOString(),
    },
    'optimade/common',
  ),
  standard({
    name: 'elements',
    title: 'Elements',
    description: 'Symbols of the different elements, in alphabetical order.',
    type: 'list',
    items: ['string'],
    byDefault: true,
    operand: { kind: 'list', items: 'string', sql: 't.elements', length: 't.nelements', isIndexed: true, isDistinct: true },
    read: (row) => row.elements,
  }),
  standard({
    name: 'nelements',
    title: 'Number of elements',
    description: 'Number of different elements.',
    type: 'integer',
    byDefault: true,
    ...column('integer', 'nelements', { sorted: true }),
    read: (row) => row.nelements,
  }),
  standard({
    name: 'elements_ratios',
    title: 'Ratios of elements',
    description: 'Share of the atoms, in the order of `elements`.',
    type: 'list',
    items: ['float'],
    unit: 'dimensionless',
    byDefault: true,
    operand: { kind: 'list', items: 'number', sql: 't.elements_ratios', length: 't.nelements' },
    read: (row) => row.elements_ratios,
  }),
  ...(
    [
      ['descriptive', 'Formula as chemists write it, reduced: `BaTiO3`.'],
      ['reduced', 'Reduced formula, elements in alphabetical order: `BaO3Ti`.'],
      ['anonymous', 'Letters in place of elements by falling count: `A3BC`.'],
      ['hill', 'Formula of the cell in Hill order: carbon, hydrogen, then the alphabet.'],
    ] as const
  ).map(([kind, description]) =>
    standard({
      name: `chemical_formula_${kind}`,
      title: `Chemical formula, ${kind}`,
      description,
      type: 'string',
      byDefault: kind !== 'hill',
      ...column('string', `chemical_formula_${kind}`, { sorted: true }),
      read: (row) => row[`chemical_formula_${kind}`],
    }),
  ),
  standard({
    name: 'dimension_types',
    title: 'Dimension types',
    description: 'Periodic along all three lattice vectors: [1, 1, 1].',
    type: 'list',
    items: ['integer'],
    byDefault: true,
    operand: { kind: 'list', items: 'number', sql: `'{1,1,1}'::double precision[]`, length: '3' },
    read: () => [1, 1, 1],
  }),
  standard({
    name: 'nperiodic_dimensions',
    title: 'Number of periodic dimensions',
    description: 'Always 3.',
    type: 'integer',
    byDefault: true,
    operand: { kind: 'integer', sql: '3' },
    read: () => 3,
  }),
  standard({
    name: 'lattice_vectors',
    title: 'Lattice vectors',
    description: 'Rows a, b, c of the cell, Å.',
    type: 'list',
    items: ['list', 'float'],
    unit: 'angstrom',
    byDefault: true,
    read: (row) => structureSites(row).lattice.vectors,
  }),
  standard({
    name: 'space_group_symbol_hermann_mauguin',
    title: 'Hermann-Mauguin symbol',
    description: 'Of the standard setting, with blanks: `P 42/m n m`. Found by our own analysis.',
    type: 'string',
    ...column('string', 'space_group_symbol_hermann_mauguin'),
    read: (row) => row.space_group_symbol_hermann_mauguin,
  }),
  standard({
    name: 'space_group_it_number',
    title: 'Number of the space group',
    description: 'In the International Tables, 1 to 230. Found by our own analysis.',
    type: 'integer',
    ...column('integer', 'space_group_it_number', { sorted: true, nullable: true }),
    read: (row) => row.space_group_it_number,
  }),
  standard({
    name: 'cartesian_site_positions',
    title: 'Cartesian site positions',
    description: 'One row of three for each site, Å.',
    type: 'list',
    items: ['list', 'float'],
    unit: 'angstrom',
    byDefault: true,
    read: (row) => structureSites(row).cartesian,
  }),
  standard({
    name: 'nsites',
    title: 'Number of sites',
    description: 'Sites of the cell.',
    type: 'integer',
    byDefault: true,
    ...column('integer', 'nsites', { sorted: true }),
    read: (row) => row.nsites,
  }),
  standard({
    name: 'species',
    title: 'Species',
    description: 'One for each element, with its symbol as its name; every site is fully occupied by one element.',
    type: 'list',
    items: ['dictionary'],
    byDefault: true,
    read: (row) => row.elements.map((symbol) => ({ name: symbol, chemical_symbols: [symbol], concentration: [1] })),
  }),
  standard({
    name: 'species_at_sites',
    title: 'Species at sites',
    description: 'Name of the species on each site, in the order of `cartesian_site_positions`.',
    type: 'list',
    items: ['string'],
    byDefault: true,
    operand: { kind: 'list', items: 'string', sql: 't.elements', length: 't.nsites', isIndexed: true, asSet: true },
    read: (row) => structureSites(row).symbols,
  }),
  standard({
    name: 'structure_features',
    title: 'Structure features',
    description: 'Always empty: crystals are ordered, and every atom has a position.',
    type: 'list',
    items: ['string'],
    byDefault: true,
    operand: { kind: 'list', items: 'string', sql: `'{}'::text[]`, length: '0' },
    read: () => [],
  }),
];

/** Known to the specification; unknown for every entry of ours. */
const UNKNOWN_NAMES = [
  'assemblies',
  'space_group_symmetry_operations_xyz',
  'space_group_symbol_hall',
  'space_group_symbol_hermann_mauguin_extended',
] as const;

/** @param prefix of the provider, without underscores */
export const structureType = (prefix: string): EntryType<StructureRow> =>
  entryType(
    { name: 'structures', prefix, description: 'Crystals: imported from other databases, and ranked by predictions.' },
    [...STANDARD, ...ownProperties(prefix)],
    UNKNOWN_NAMES,
  );
