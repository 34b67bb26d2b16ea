import { structureSites } from './structure-sites.js';
import type { EntryProperty, EntryType, PropertyDraft } from './entry-property.js';
import { column, entryProperty, entryType } from './entry-property.js';
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

interface OwnDraft {
  readonly title: string;
  readonly description: string;
  readonly type: 'string' | 'integer' | 'float' | 'boolean';
  readonly unit?: string;
  readonly sorted?: boolean;
}

/** Names without prefix, each a column of `optimade_structure`; any of them may be unknown. */
const OWN: Readonly<Record<string, OwnDraft>> = {
  source: { title: 'Source', type: 'string', description: 'Name of the collection that an imported crystal is from; `kessho` for a predicted one.' },
  source_id: { title: 'Id in the source', type: 'string', sorted: true, description: 'Id in its collection, `mp-2998`.' },
  license: { title: 'License', type: 'string', description: 'Under which the source gives the crystal, SPDX where it has an identifier.' },
  prototype: {
    title: 'Prototype',
    type: 'string',
    sorted: true,
    description: 'Label of prototype, Pearson symbol, space group and Wyckoff positions: `A3BC_cP5_221_c_a_b`.',
  },
  density: { title: 'Density', type: 'float', unit: 'g.cm^-3', description: 'Mass density, g/cm³.' },
  volume_per_atom: { title: 'Volume per atom', type: 'float', unit: 'angstrom^3', description: 'Å³ per atom.' },
  formation_energy_per_atom: {
    title: 'Formation energy',
    type: 'float',
    unit: 'eV',
    sorted: true,
    description:
      'From the elements, eV/atom; by the energy model of a prediction, or as the source gives it. Energies compare only within one energy model, or one functional with one correction scheme.',
  },
  energy_above_hull: {
    title: 'Energy above hull',
    type: 'float',
    unit: 'eV',
    sorted: true,
    description: 'Over the competing phases of `reference_set`, or of the source, eV/atom.',
  },
  functional: { title: 'Functional', type: 'string', description: 'Behind the energies of an imported crystal, `PBE/PBE+U`.' },
  correction_scheme: { title: 'Correction scheme', type: 'string', description: 'Corrections behind the energies of an imported crystal.' },
  energy_model: { title: 'Energy model', type: 'string', description: 'Potential that relaxed and ranked a predicted structure, with its version.' },
  reference_set: {
    title: 'Reference set',
    type: 'string',
    description: 'Competing phases behind the energies of a predicted structure, with their date.',
  },
  band_gap: { title: 'Band gap', type: 'float', unit: 'eV', sorted: true, description: 'As the source gives it, eV.' },
  is_theoretical: {
    title: 'Is theoretical',
    type: 'boolean',
    description: 'False for a crystal that was made; unknown where the source does not say.',
  },
  optimization_type: {
    title: 'Optimization type',
    type: 'string',
    description:
      'Of a predicted structure, as `optimization_type` of OPTIMADE 1.3: `global` where a search found it at most 0.1 eV/atom above the hull, else `local`.',
  },
  prediction_id: { title: 'Prediction', type: 'string', description: 'Id of the prediction that a structure came out of.' },
  rank: { title: 'Rank', type: 'integer', description: 'Place in its prediction, from 1.' },
};

function own(prefix: string, column_: string, { sorted = false, ...draft }: OwnDraft): EntryProperty<StructureRow> {
  const operand = column_ === 'prediction_id' ? { operand: { kind: 'string' as const, sql: '((t.prediction_id::text) COLLATE "C")' } } : {};
  return entryProperty({
    name: `_${prefix}_${column_}`,
    byDefault: true,
    ...draft,
    ...column(draft.type, column_, { sorted, nullable: true }),
    ...operand,
    read: (row) => row[column_] ?? null,
  });
}

/** @param prefix of the provider, without underscores */
export const structureType = (prefix: string): EntryType<StructureRow> =>
  entryType(
    { name: 'structures', prefix, description: 'Crystals: imported from other databases, and ranked by predictions.' },
    [...STANDARD, ...Object.entries(OWN).map(([name, draft]) => own(prefix, name, draft))],
    UNKNOWN_NAMES,
  );
