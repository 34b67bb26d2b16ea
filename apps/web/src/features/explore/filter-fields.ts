import type { MaterialFilter, StructureFilter } from '@kessho/schema/generated/graphql';
import type { MessageKey } from '../../i18n/en';

/** What both lists can be filtered by. */
export type SharedField = keyof MaterialFilter & keyof StructureFilter;
export type SharedRange = Extract<
  SharedField,
  'numberOfElements' | 'numberOfSites' | 'energyAboveHull' | 'formationEnergyPerAtom' | 'density' | 'volumePerAtom'
>;

export interface RangeField {
  /** Name in the address. */
  readonly parameter: string;
  readonly field: SharedRange | 'bandGap';
  readonly label: MessageKey;
  /** Of the numbers in the form and the address; empty for counts. */
  readonly unit: string;
  /** The API's value is the shown one times this. */
  readonly factor: number;
  readonly isWhole: boolean;
}

const count = { unit: '', factor: 1, isWhole: true };

/** Ranges, in the order of the form. Predictions have no band gap. */
export const RANGE_FIELDS: readonly RangeField[] = [
  { parameter: 'nel', field: 'numberOfElements', label: 'explore.nelements', ...count },
  { parameter: 'sites', field: 'numberOfSites', label: 'col.nsites', ...count },
  { parameter: 'hull', field: 'energyAboveHull', label: 'col.energyAboveHull', unit: 'meV/atom', factor: 1e-3, isWhole: false },
  { parameter: 'form', field: 'formationEnergyPerAtom', label: 'col.formationEnergy', unit: 'eV/atom', factor: 1, isWhole: false },
  { parameter: 'density', field: 'density', label: 'structure.lattice.density', unit: 'g/cm³', factor: 1, isWhole: false },
  { parameter: 'volume', field: 'volumePerAtom', label: 'col.volumePerAtom', unit: 'Å³/atom', factor: 1, isWhole: false },
  { parameter: 'gap', field: 'bandGap', label: 'explore.bandGap', unit: 'eV', factor: 1, isWhole: false },
];

/** Lists of symbols in the address, `with=Li,O`. */
export const ELEMENT_PARAMETERS = ['with', 'without', 'only'] as const;
export type ElementParameter = (typeof ELEMENT_PARAMETERS)[number];

/** Every parameter that restricts the list; the others order, page or dress it. */
export const FILTER_PARAMETERS: readonly string[] = [
  'q',
  ...ELEMENT_PARAMETERS,
  ...RANGE_FIELDS.map(({ parameter }) => parameter),
  'sg',
  'system',
  'prototype',
  'source',
  'scheme',
  'made',
  'filter',
];

/** Those that only materials have. */
export const MATERIAL_PARAMETERS: readonly string[] = ['gap', 'source', 'scheme', 'made'];
