import type { SortOrder } from '../../components/data-table';
import type { MaterialOrder, MaterialOrderField, StructureOrder, StructureOrderField } from '@kessho/schema/generated/graphql';

export const KINDS = ['materials', 'predictions'] as const;
export type ExploreKind = (typeof KINDS)[number];

/** Columns by which the API orders materials. */
export const MATERIAL_ORDERS: { readonly [column: string]: MaterialOrderField } = {
  formula: 'FORMULA',
  sourceId: 'SOURCE_ID',
  numberOfElements: 'NUMBER_OF_ELEMENTS',
  nsites: 'NUMBER_OF_SITES',
  spaceGroup: 'SPACE_GROUP',
  volumePerAtom: 'VOLUME_PER_ATOM',
  energyAboveHull: 'ENERGY_ABOVE_HULL',
  formationEnergy: 'FORMATION_ENERGY_PER_ATOM',
  bandGap: 'BAND_GAP',
  importedAt: 'IMPORTED_AT',
};

/** Columns by which the API orders predicted structures. */
export const PREDICTION_ORDERS: { readonly [column: string]: StructureOrderField } = {
  rank: 'RANK',
  energyPerAtom: 'ENERGY_PER_ATOM',
  energyAboveHull: 'ENERGY_ABOVE_HULL',
  probability: 'PROBABILITY',
};

const FIRST_SORT: { readonly [kind in ExploreKind]: string } = { materials: 'formula', predictions: 'energyAboveHull' };

type Parameters = Pick<URLSearchParams, 'get'>;

export const kindOf = (parameters: Parameters): ExploreKind => KINDS.find((kind) => kind === parameters.get('kind')) ?? KINDS[0];

/** `sort=-energyAboveHull`: a minus for descending. A column that is not ordered by counts as none. */
export function sortOf(parameters: Parameters): SortOrder {
  const kind = kindOf(parameters);
  const text = parameters.get('sort') ?? '';
  const column = text.replace('-', '');
  const isKnown = column in (kind === 'materials' ? MATERIAL_ORDERS : PREDICTION_ORDERS);
  return { column: isKnown ? column : FIRST_SORT[kind], direction: isKnown && text.startsWith('-') ? 'descending' : 'ascending' };
}

/** What stands in the address for an order; null for the one without a choice. */
export const sortText = ({ column, direction }: SortOrder, kind: ExploreKind): string | null =>
  column === FIRST_SORT[kind] && direction === 'ascending' ? null : `${direction === 'descending' ? '-' : ''}${column}`;

const directionOf = ({ direction }: SortOrder) => (direction === 'descending' ? 'DESC' : 'ASC');

export const materialOrder = (sort: SortOrder): MaterialOrder[] => [
  { field: MATERIAL_ORDERS[sort.column] ?? 'FORMULA', direction: directionOf(sort) },
];

export const predictionOrder = (sort: SortOrder): StructureOrder[] => [
  { field: PREDICTION_ORDERS[sort.column] ?? 'ENERGY_ABOVE_HULL', direction: directionOf(sort) },
];

export const PAGE_SIZE = 50;

/** Arguments of a connection: a page after or before a cursor, or the last one. */
export function pageOf(parameters: Parameters) {
  const [after, before] = [parameters.get('after'), parameters.get('before')];
  if (before !== null) return { last: PAGE_SIZE, before };
  if (parameters.get('end') !== null) return { last: PAGE_SIZE };
  return { first: PAGE_SIZE, after };
}

/** Parameters of the place in the list: they fall when anything else changes. */
export const PAGE_PARAMETERS = ['after', 'before', 'end'] as const;
