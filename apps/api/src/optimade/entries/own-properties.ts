import type { EntryProperty } from './entry-property.js';
import { column, entryProperty } from './entry-property.js';
import type { StructureRow } from './structure-row.js';

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
export const ownProperties = (prefix: string): EntryProperty<StructureRow>[] => Object.entries(OWN).map(([name, draft]) => own(prefix, name, draft));
