import type { OrderDirection } from '@kessho/schema/enums/order-enums';
import type { PageRequest } from '../graphql/connection-args.js';
import type { KeysetCursor } from './keyset-cursor.js';
import type { OrderColumn } from './order-column.js';
import { SqlParameters } from './sql-parameters.js';

/** A list that can be paged: rows `t` of one table, perhaps joined to others. */
export interface KeysetList<OrderField extends string> {
  readonly name: string;
  /** `candidate t`; the id is `t.id`. */
  readonly from: string;
  /** Column by which rows belong to a parent, where the list hangs on one. */
  readonly parentColumn: string | null;
  readonly orders: Readonly<Record<OrderField, OrderColumn>>;
  readonly defaultOrder: readonly KeysetOrder<OrderField>[];
}

export interface KeysetOrder<OrderField extends string> {
  readonly field: OrderField;
  readonly direction: OrderDirection;
}

/** Appends its values to the parameters and gives a boolean expression. */
export type SqlCondition = (parameters: SqlParameters) => string;

export interface KeysetQuery<OrderField extends string> {
  readonly list: KeysetList<OrderField>;
  /** Parents to page under, all at once; null where the list stands alone. */
  readonly parentIds: readonly string[] | null;
  readonly where: SqlCondition;
  readonly order: readonly KeysetOrder<OrderField>[];
  readonly page: PageRequest;
  readonly cursor: KeysetCursor | null;
}

/** Row of the statement: id, parent, and `k0`, `k1`, … as text. */
export type KeysetRow = { readonly id: string; readonly parent: string | null } & { readonly [key: `k${number}`]: string | null };

/**
 * One statement for a page under each parent: a row more than asked for tells whether there is a next page.
 *
 * Rows without a value come last in both directions. No index holds that order for both, so rows with and without a value of the first key are two
 * segments, each in the order of an index on (column, id): the id runs with the first key. A backward page runs all of it reversed and is turned round
 * by the caller.
 */
export function keysetStatement<OrderField extends string>(query: KeysetQuery<OrderField>): { readonly text: string; readonly values: unknown[] } {
  const { list, parentIds, page } = query;
  const parameters = new SqlParameters();
  const parents = parentIds === null ? null : parameters.add(parentIds);
  const keys = runningKeys(query);
  const condition = query.where(parameters);
  const columns = ['t.id', ...keys.map(({ column }, k) => `${column} AS v${k}`)].join(', ');
  const select = (parentCondition: string): string => {
    const branches = segmentsOf(query, keys, parameters).map(
      ({ number, conditions, sorting }) =>
        `(SELECT ${number} AS segment, ${columns} FROM ${list.from} WHERE ${[parentCondition, condition, ...conditions].join(' AND ')} ` +
        `ORDER BY ${sorting.join(', ')} LIMIT ${page.limit + 1})`,
    );
    const values = keys.map((_, k) => `v${k}::text AS k${k}`);
    const sorting = ['segment', ...keys.map(({ descending, backward }, k) => `v${k} ${nullsLast(descending, backward)}`), idSorting(keys, 'id')];
    return `SELECT id, ${values.join(', ')} FROM (${branches.join(' UNION ALL ')}) AS s ORDER BY ${sorting.join(', ')} LIMIT ${page.limit + 1}`;
  };
  const text =
    parents === null
      ? select('TRUE')
      : `SELECT p.parent, page.* FROM unnest(${parents}::uuid[]) AS p(parent) CROSS JOIN LATERAL (${select(`${list.parentColumn} = p.parent`)}) AS page`;
  return { text, values: parameters.values };
}

/** A key of the order as the statement runs it: reversed for a backward page. */
interface RunningKey {
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly descending: boolean;
  readonly backward: boolean;
}

const runningKeys = <OrderField extends string>({ list, order, page: { backward } }: KeysetQuery<OrderField>): RunningKey[] =>
  order.map(({ field, direction }) => {
    const { column, type, nullable = false } = list.orders[field];
    return { column, type, nullable, descending: (direction === 'desc') !== backward, backward };
  });

interface Segment {
  /** Place in the running order. */
  readonly number: number;
  readonly conditions: readonly string[];
  readonly sorting: readonly string[];
}

/** Rows with a value of the first key, and those without where there may be any; beyond the cursor. */
function segmentsOf<OrderField extends string>(
  { cursor, page: { backward } }: KeysetQuery<OrderField>,
  keys: readonly RunningKey[],
  parameters: SqlParameters,
): Segment[] {
  const [first, ...others] = keys;
  if (first === undefined) throw new Error('A list without an order cannot be paged');
  // The first column stands in the order of the empty segment too: it leads the planner to the index.
  const sorting = [
    `${first.column} ${first.descending ? 'DESC' : 'ASC'}`,
    ...others.map(({ column, descending }) => `${column} ${nullsLast(descending, backward)}`),
    idSorting(keys, 't.id'),
  ];
  const withoutValue = cursor !== null && cursor.values[0] === null;
  const segments: Segment[] = [];
  if (!withoutValue || backward) {
    const conditions = first.nullable ? [`${first.column} IS NOT NULL`] : [];
    if (cursor !== null && !withoutValue) conditions.push(beyondCursor(keys, cursor, parameters));
    segments.push({ number: backward ? 1 : 0, conditions, sorting });
  }
  if (first.nullable && (withoutValue || cursor === null || !backward)) {
    const conditions = [`${first.column} IS NULL`];
    if (cursor !== null && withoutValue) conditions.push(beyondKeys(keys, cursor, parameters, 1));
    segments.push({ number: backward ? 0 : 1, conditions, sorting });
  }
  return segments;
}

/** Last in a forward page, first in a backward one. */
const nullsLast = (descending: boolean, backward: boolean): string => `${descending ? 'DESC' : 'ASC'} NULLS ${backward ? 'FIRST' : 'LAST'}`;

const idSorting = ([first]: readonly RunningKey[], column: string): string => `${column} ${first?.descending ? 'DESC' : 'ASC'}`;

/** Rows strictly after a cursor whose first value is not null, with a bound on the first column that an index can begin at. */
function beyondCursor(keys: readonly RunningKey[], cursor: KeysetCursor, parameters: SqlParameters): string {
  const [first, second] = keys as [RunningKey, ...RunningKey[]];
  const operator = first.descending ? '<' : '>';
  const value = `${parameters.add(cursor.values[0])}::${first.type}`;
  if (second === undefined) return `(${first.column}, t.id) ${operator} (${value}, ${parameters.add(cursor.id)}::uuid)`;
  const tie = beyondKeys(keys, cursor, parameters, 1);
  return `(${first.column} ${operator}= ${value} AND (${first.column} ${operator} ${value} OR ${tie}))`;
}

/** Rows after the cursor by the keys from `k` on and the id; every null branch is spelled out, since a comparison with null is null. */
function beyondKeys(keys: readonly RunningKey[], cursor: KeysetCursor, parameters: SqlParameters, k: number): string {
  const key = keys[k];
  if (key === undefined) return `t.id ${keys[0]?.descending ? '<' : '>'} ${parameters.add(cursor.id)}::uuid`;
  const { column, type, descending, backward } = key;
  const rest = beyondKeys(keys, cursor, parameters, k + 1);
  const value = cursor.values[k] ?? null;
  if (value === null) return backward ? `(${column} IS NOT NULL OR ${rest})` : `(${column} IS NULL AND ${rest})`;
  const placeholder = `${parameters.add(value)}::${type}`;
  const nulls = backward ? '' : ` OR ${column} IS NULL`;
  return `(${column} ${descending ? '<' : '>'} ${placeholder}${nulls} OR (${column} = ${placeholder} AND ${rest}))`;
}

/** Counts all rows of the list, under each parent. */
export function countStatement<OrderField extends string>({
  list,
  parentIds,
  where,
}: Pick<KeysetQuery<OrderField>, 'list' | 'parentIds' | 'where'>): { readonly text: string; readonly values: unknown[] } {
  const parameters = new SqlParameters();
  if (parentIds === null) return { text: `SELECT count(*)::int AS count FROM ${list.from} WHERE ${where(parameters)}`, values: parameters.values };
  const parents = parameters.add(parentIds);
  const text = `SELECT ${list.parentColumn} AS parent, count(*)::int AS count FROM ${list.from} WHERE ${list.parentColumn} = ANY(${parents}::uuid[]) AND ${where(parameters)} GROUP BY 1`;
  return { text, values: parameters.values };
}
