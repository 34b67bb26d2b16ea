import type { OrderDirection } from '@kessho/schema/enums/order-enums';
import type { PageRequest } from '../graphql/connection-args.js';
import type { KeysetCursor } from './keyset-cursor.js';
import { SqlParameters } from './sql-parameters.js';

/** A list that can be paged: rows `t` of one table, perhaps joined to others. */
export interface KeysetList<OrderField extends string> {
  readonly name: string;
  /** `candidate t`; the id is `t.id`. */
  readonly from: string;
  /** Column by which rows belong to a parent, where the list hangs on one. */
  readonly parentColumn: string | null;
  readonly orders: { readonly [field in OrderField]: { readonly column: string; readonly type: string } };
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
 * NULLS LAST in both directions, and the id ends the order. A backward page runs the reversed order and is turned round by the caller.
 */
export function keysetStatement<OrderField extends string>(query: KeysetQuery<OrderField>): { readonly text: string; readonly values: unknown[] } {
  const { list, parentIds, order, page } = query;
  const parameters = new SqlParameters();
  const parents = parentIds === null ? null : parameters.add(parentIds);
  const columns = order.map(({ field }) => list.orders[field]);
  const keys = columns.map(({ column }, k) => `${column}::text AS k${k}`);
  const orderBy = order.map(({ direction }, k) => `${columns[k]?.column} ${orderClause(direction, page.backward)}`);
  const conditions = [query.where(parameters)];
  if (query.cursor !== null) conditions.push(beyondCursor(query, query.cursor, parameters));
  const select = (parentCondition: string): string =>
    [
      `SELECT ${['t.id', ...keys].join(', ')} FROM ${list.from}`,
      `WHERE ${[parentCondition, ...conditions].join(' AND ')}`,
      `ORDER BY ${[...orderBy, `t.id ${page.backward ? 'DESC' : 'ASC'}`].join(', ')}`,
      `LIMIT ${page.limit + 1}`,
    ].join(' ');
  const text =
    parents === null
      ? select('TRUE')
      : `SELECT p.parent, page.* FROM unnest(${parents}::uuid[]) AS p(parent) CROSS JOIN LATERAL (${select(`${list.parentColumn} = p.parent`)}) AS page`;
  return { text, values: parameters.values };
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

const orderClause = (direction: OrderDirection, backward: boolean): string =>
  backward ? `${direction === 'asc' ? 'DESC' : 'ASC'} NULLS FIRST` : `${direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`;

/** Rows strictly after the cursor in the order that is run; every null branch is spelled out, since a comparison with null is null. */
function beyondCursor<OrderField extends string>(
  { list, order, page }: KeysetQuery<OrderField>,
  cursor: KeysetCursor,
  parameters: SqlParameters,
): string {
  const beyond = (k: number): string => {
    const key = order[k];
    if (key === undefined) return `t.id ${page.backward ? '<' : '>'} ${parameters.add(cursor.id)}::uuid`;
    const { column, type } = list.orders[key.field];
    const value = cursor.values[k] ?? null;
    if (value === null) {
      const rest = `(${column} IS NULL AND ${beyond(k + 1)})`;
      return page.backward ? `(${column} IS NOT NULL OR ${rest})` : rest;
    }
    const placeholder = `${parameters.add(value)}::${type}`;
    const operator = (key.direction === 'asc') === page.backward ? '<' : '>';
    const nulls = page.backward ? '' : ` OR ${column} IS NULL`;
    return `(${column} ${operator} ${placeholder}${nulls} OR (${column} = ${placeholder} AND ${beyond(k + 1)}))`;
  };
  return beyond(0);
}
