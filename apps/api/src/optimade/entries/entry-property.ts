import type { OrderColumn } from '../../database/order-column.js';

export type PropertyType = 'string' | 'integer' | 'float' | 'boolean' | 'timestamp' | 'list' | 'dictionary';

export interface ScalarOperand {
  readonly kind: 'string' | 'integer' | 'float' | 'boolean' | 'timestamp';
  readonly sql: string;
}

/** A list that is never null. */
export interface ListOperand {
  readonly kind: 'list';
  readonly items: 'string' | 'number';
  readonly sql: string;
  /** SQL for its length. */
  readonly length: string;
  /** It has a GIN index, and is never empty. */
  readonly isIndexed?: true;
  /** No member stands twice. */
  readonly isDistinct?: true;
  /** The SQL has the same members as the list, but not in their places. */
  readonly asSet?: true;
}

/** What a property is compared by: an SQL expression over the row `t`. */
export type FilterOperand = ScalarOperand | ListOperand;

/** One property of an entry type: how it is described, filtered, ordered and read. */
export interface EntryProperty<Row> {
  /** With the prefix, where it is our own. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: PropertyType;
  /** Symbol of a unit, `dimensionless`, or `inapplicable`. */
  readonly unit: string;
  /** The types of what is inside, from the outermost list inward; none where the type is no list. */
  readonly items: readonly PropertyType[];
  /** Null where filters on it are not implemented. */
  readonly operand: FilterOperand | null;
  /** Null where entries cannot be sorted by it. */
  readonly order: OrderColumn | null;
  /** Whether it is in an answer to a request that names no fields. */
  readonly byDefault: boolean;
  /** Where its definition is published; null for our own. */
  readonly definition: string | null;
  readonly read: (row: Row) => unknown;
}

/** An entry type as the server knows it. `properties` hold `id` and `type` too, which stand outside of the attributes. */
export interface EntryType<Row> {
  readonly name: 'structures' | 'references';
  readonly description: string;
  /** Of this provider, without underscores. */
  readonly prefix: string;
  readonly properties: ReadonlyMap<string, EntryProperty<Row>>;
  /** Names of the specification that this server leaves unknown. */
  readonly unknownNames: ReadonlySet<string>;
}

/** What the definition of a property needs at least; the rest follows from its type. */
export type PropertyDraft<Row> = Pick<EntryProperty<Row>, 'name' | 'title' | 'description' | 'type' | 'read'> & Partial<EntryProperty<Row>>;

export const entryProperty = <Row>(draft: PropertyDraft<Row>): EntryProperty<Row> => ({
  unit: draft.type === 'integer' ? 'dimensionless' : 'inapplicable',
  items: [],
  operand: null,
  order: null,
  byDefault: false,
  definition: null,
  ...draft,
});

/** A column of table `t` that is filtered and sorted by. `sorted` only where it has an index together with the id. */
export function column(
  kind: ScalarOperand['kind'],
  name: string,
  { sorted = false, nullable = false }: { readonly sorted?: boolean; readonly nullable?: boolean } = {},
): Pick<EntryProperty<unknown>, 'operand' | 'order'> {
  const sql = `t.${name}`;
  const types = { string: 'text', integer: 'integer', float: 'double precision', timestamp: 'timestamptz', boolean: null } as const;
  const type = types[kind];
  const order = sorted && type !== null ? { column: sql, type, ...(nullable ? { nullable: true as const } : {}) } : null;
  return { operand: { kind, sql }, order };
}

/** The names that begin an entry of any type. @param defaults the names of the specification that are in every answer */
export const entryType = <Row>(
  { name, description, prefix }: Pick<EntryType<Row>, 'name' | 'description' | 'prefix'>,
  properties: readonly EntryProperty<Row>[],
  unknownNames: readonly string[],
): EntryType<Row> => ({
  name,
  description,
  prefix,
  properties: new Map(properties.map((property) => [property.name, property])),
  unknownNames: new Set(unknownNames),
});

/** Whose a name is: of the specification or ours, of another provider, or of nobody. */
export function ownerOf<Row>(entry: EntryType<Row>, name: string): 'known' | 'unknown-value' | 'foreign' | 'nobody' {
  if (entry.properties.has(name)) return 'known';
  if (entry.unknownNames.has(name)) return 'unknown-value';
  return name.startsWith('_') && !name.startsWith(`_${entry.prefix}_`) ? 'foreign' : 'nobody';
}
