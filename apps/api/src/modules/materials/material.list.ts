import type { MaterialOrderField } from '@kessho/schema/enums/order-enums';
import type { MaterialFilter } from '@kessho/schema/inputs/filters';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { equals, inRange, isOneOf, matchesElements } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';
import { matchesOptimade } from '../../optimade/graphql-condition.js';
import { COMPOSITION_CONDITIONS, hasFormula, inChemicalSystem } from '../compositions/composition-conditions.js';
import { possibleSourceKeys } from './material-collections.js';

export const MATERIAL_LIST: KeysetList<MaterialOrderField> = {
  name: 'materials',
  from: 'material t',
  parentColumn: null,
  orders: {
    formula: { column: 't.formula', type: 'text' },
    'source-id': { column: 't.source_id', type: 'text' },
    'number-of-elements': { column: 't.number_of_elements', type: 'integer' },
    'number-of-sites': { column: 't.nsites', type: 'integer', nullable: true },
    'space-group': { column: 't.space_group_number', type: 'integer', nullable: true },
    'volume-per-atom': { column: 't.volume_per_atom', type: 'double precision', nullable: true },
    'energy-above-hull': { column: 't.energy_above_hull', type: 'double precision', nullable: true },
    'formation-energy-per-atom': { column: 't.formation_energy_per_atom', type: 'double precision', nullable: true },
    'band-gap': { column: 't.band_gap', type: 'double precision', nullable: true },
    'imported-at': { column: 't.imported_at', type: 'timestamptz', nullable: true },
  },
  defaultOrder: [{ field: 'formula', direction: 'asc' }],
};

export const MATERIALS_OF_COMPOSITION: KeysetList<MaterialOrderField> = {
  ...MATERIAL_LIST,
  name: 'composition.materials',
  parentColumn: 't.composition_id',
  defaultOrder: [{ field: 'source-id', direction: 'asc' }],
};

/** A material repeats formula and elements of its composition, so that one table answers. */
/** @param optimadePrefix of our own properties in filters of OPTIMADE */
export const materialConditions = (optimadePrefix: string): FilterConditions<MaterialFilter> => ({
  optimade: matchesOptimade(optimadePrefix),
  formula: hasFormula('t'),
  anonymousFormula: (text, parameters) =>
    `t.composition_id IN (SELECT c.id FROM composition c WHERE ${COMPOSITION_CONDITIONS.anonymousFormula(text, parameters)})`,
  chemicalSystem: inChemicalSystem('t'),
  elements: matchesElements('t.elements'),
  numberOfElements: inRange('t.number_of_elements'),
  numberOfSites: inRange('t.nsites'),
  spaceGroupNumber: isOneOf('t.space_group_number', 'integer'),
  prototype: isOneOf('t.prototype', 'text'),
  source: isOneOf('t.source', 'text'),
  sourceId: (ids, parameters) => isOneOf('t.source_key', 'text')(ids.flatMap(possibleSourceKeys), parameters),
  functional: equals('t.functional'),
  correctionScheme: equals('t.correction_scheme'),
  energyAboveHull: inRange('t.energy_above_hull'),
  formationEnergyPerAtom: inRange('t.formation_energy_per_atom'),
  bandGap: inRange('t.band_gap'),
  density: inRange('t.density'),
  volumePerAtom: inRange('t.volume_per_atom'),
  isTheoretical: (value, parameters) => `t.is_theoretical = ${parameters.add(value)}`,
});
