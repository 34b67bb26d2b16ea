import type { MaterialOrderField } from '@kessho/schema/enums/order-enums';
import type { MaterialFilter } from '@kessho/schema/inputs/filters';
import type { FilterConditions } from '../../database/filter-conditions.js';
import { isOneOf } from '../../database/filter-conditions.js';
import type { KeysetList } from '../../database/keyset-page.js';
import { COMPOSITION_CONDITIONS } from '../compositions/composition-conditions.js';

export const MATERIAL_LIST: KeysetList<MaterialOrderField> = {
  name: 'materials',
  from: 'material t JOIN composition c ON c.id = t.composition_id',
  parentColumn: null,
  orders: { formula: { column: 't.formula', type: 'text' }, 'source-id': { column: 't.source_id', type: 'text' } },
  defaultOrder: [{ field: 'formula', direction: 'asc' }],
};

export const MATERIALS_OF_COMPOSITION: KeysetList<MaterialOrderField> = {
  ...MATERIAL_LIST,
  name: 'composition.materials',
  parentColumn: 't.composition_id',
  defaultOrder: [{ field: 'source-id', direction: 'asc' }],
};

export const MATERIAL_CONDITIONS: FilterConditions<MaterialFilter> = {
  formula: COMPOSITION_CONDITIONS.formula,
  chemicalSystem: COMPOSITION_CONDITIONS.chemicalSystem,
  elements: COMPOSITION_CONDITIONS.elements,
  sourceId: isOneOf('t.source_id', 'text'),
};
