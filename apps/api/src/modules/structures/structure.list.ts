import type { StructureOrderField } from '@kessho/schema/enums/order-enums';
import type { StructureFilter } from '@kessho/schema/inputs/filters';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { inRange, isOneOf } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';
import { matchesOptimade } from '../../optimade/graphql-condition.js';
import { COMPOSITION_CONDITIONS } from '../compositions/composition-conditions.js';

export const STRUCTURE_LIST: KeysetList<StructureOrderField> = {
  name: 'structures',
  from: 'relaxed_structure t JOIN composition c ON c.id = t.composition_id',
  parentColumn: null,
  orders: {
    rank: { column: 't.rank', type: 'integer', nullable: true },
    'energy-per-atom': { column: 't.energy_per_atom', type: 'double precision' },
    'energy-above-hull': { column: 't.energy_above_hull', type: 'double precision', nullable: true },
    probability: { column: 't.probability', type: 'double precision', nullable: true },
    'created-at': { column: 't.created_at', type: 'timestamptz' },
  },
  defaultOrder: [{ field: 'energy-above-hull', direction: 'asc' }],
};

const underParent = (name: string, parentColumn: string): KeysetList<StructureOrderField> => ({
  ...STRUCTURE_LIST,
  name,
  parentColumn,
  defaultOrder: [{ field: 'rank', direction: 'asc' }],
});

export const STRUCTURES_OF_PREDICTION = underParent('prediction.structures', 't.prediction_id');
export const STRUCTURES_OF_COMPOSITION = underParent('composition.structures', 't.composition_id');
export const STRUCTURES_MATCHING_MATERIAL = underParent('material.matchedBy', 't.known_match_id');
export const STRUCTURES_OF_MODEL = underParent('energyModel.structures', 't.energy_model_id');
export const STRUCTURES_DECOMPOSING_TO: KeysetList<StructureOrderField> = {
  ...underParent('material.competesWith', 'd.material_id'),
  from: `${STRUCTURE_LIST.from} JOIN decomposition_share d ON d.structure_id = t.id`,
};
export const STRUCTURES_MERGED_INTO: KeysetList<StructureOrderField> = {
  ...underParent('relaxedStructure.merged', 't.merged_into_id'),
  defaultOrder: [{ field: 'energy-per-atom', direction: 'asc' }],
};

/** @param optimadePrefix of our own properties in filters of OPTIMADE */
export const structureConditions = (optimadePrefix: string): FilterConditions<StructureFilter> => ({
  optimade: matchesOptimade(optimadePrefix),
  ...COMPOSITION_CONDITIONS,
  numberOfElements: inRange('c.number_of_elements'),
  numberOfSites: inRange('t.nsites'),
  spaceGroupNumber: isOneOf('t.space_group_number', 'integer'),
  prototype: isOneOf('t.prototype', 'text'),
  stopReason: isOneOf('t.stop_reason', 'text'),
  rank: inRange('t.rank'),
  energyPerAtom: inRange('t.energy_per_atom'),
  energyAboveHull: inRange('t.energy_above_hull'),
  formationEnergyPerAtom: inRange('t.formation_energy_per_atom'),
  density: inRange('t.density'),
  volumePerAtom: inRange('t.volume_per_atom'),
});
