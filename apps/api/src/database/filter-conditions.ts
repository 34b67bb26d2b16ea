import type { ElementsFilter } from '@kessho/schema/inputs/elements-filter';
import type { NodeType } from '@kessho/schema/node-id';
import type { DateTimeRange, FloatRange, IntRange } from '@kessho/schema/inputs/ranges';
import { idOf } from '../graphql/id-of.js';
import type { SqlCondition } from './keyset-page.js';
import type { SqlParameters } from './sql-parameters.js';

/** Conditions for the fields of one filter type; a field that is absent or null restricts nothing. */
export type FilterConditions<Filter> = {
  readonly [Field in Exclude<keyof Filter, 'and' | 'or' | 'not'>]-?: FieldCondition<NonNullable<Filter[Field]>>;
};

/** @param isNegated whether the condition stands under an odd number of `not`: only one that hides missing values in a subquery needs to know */
export type FieldCondition<Value> = (value: Value, parameters: SqlParameters, isNegated: boolean) => string;

/** Filters that may nest by `and`, `or` and `not`. */
interface Nesting<Filter> {
  readonly and?: readonly Filter[] | null;
  readonly or?: readonly Filter[] | null;
  readonly not?: Filter | null;
}

/** Compile a filter object: its fields are joined by AND. A missing value makes a comparison null, so it matches neither a range nor its negation. */
export function filterCondition<Filter extends object>(filter: Filter | null | undefined, conditions: FilterConditions<Filter>): SqlCondition {
  return (parameters) => {
    const compile = (part: Filter, isNegated: boolean): string => {
      const { and, or, not } = part as Nesting<Filter>;
      const terms = Object.entries(conditions).flatMap(([field, condition]) => {
        const value = part[field as keyof Filter];
        return value === null || value === undefined ? [] : [(condition as FieldCondition<unknown>)(value, parameters, isNegated)];
      });
      const same = (other: Filter): string => compile(other, isNegated);
      if (and?.length) terms.push(...and.map(same));
      if (or?.length) terms.push(`(${or.map(same).join(' OR ')})`);
      if (not) terms.push(`NOT ${compile(not, !isNegated)}`);
      return terms.length === 0 ? 'TRUE' : `(${terms.join(' AND ')})`;
    };
    return filter ? compile(filter, false) : 'TRUE';
  };
}

const RANGE_OPERATORS = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const;

export const inRange =
  (column: string) =>
  (range: FloatRange | IntRange | DateTimeRange, parameters: SqlParameters): string => {
    const terms = RANGE_OPERATORS.flatMap(([bound, operator]) => {
      const value = range[bound];
      return value === null || value === undefined ? [] : [`${column} ${operator} ${parameters.add(value)}`];
    });
    return terms.length === 0 ? 'TRUE' : `(${terms.join(' AND ')})`;
  };

export const isOneOf =
  (column: string, type: 'text' | 'integer') =>
  (values: readonly (string | number)[], parameters: SqlParameters): string =>
    `${column} = ANY(${parameters.add(values)}::${type}[])`;

/** @param column a uuid, asked for by opaque ids of one type */
export const refersTo =
  (column: string, type: NodeType): FieldCondition<readonly string[]> =>
  (ids, parameters) =>
    `${column} = ANY(${parameters.add(ids.map((id) => idOf(type, id)))}::uuid[])`;

export const equals =
  (column: string) =>
  (value: string, parameters: SqlParameters): string =>
    `${column} = ${parameters.add(value)}`;

/** @param column a `text[]` of symbols */
export const matchesElements =
  (column: string) =>
  ({ hasAll, hasAny, hasOnly, exclude }: ElementsFilter, parameters: SqlParameters): string => {
    const terms: string[] = [];
    if (hasAll) terms.push(`${column} @> ${parameters.add(hasAll)}::text[]`);
    if (hasAny) terms.push(`${column} && ${parameters.add(hasAny)}::text[]`);
    if (hasOnly) terms.push(`${column} <@ ${parameters.add(hasOnly)}::text[]`);
    if (exclude) terms.push(`NOT ${column} && ${parameters.add(exclude)}::text[]`);
    return terms.length === 0 ? 'TRUE' : `(${terms.join(' AND ')})`;
  };
