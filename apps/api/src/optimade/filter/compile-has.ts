import type { Comparison, Tuple } from '@kessho/core/formats/optimade-filter/filter-tree';
import type { FilterOperand } from '../entries/entry-property.js';
import { filterNotImplemented } from '../optimade-error.js';
import type { FilterScope } from './filter-scope.js';
import { readNumber, readString } from './read-constant.js';
import { resolveProperty } from './resolve-property.js';
import { SQL_OPERATORS } from './sql-operators.js';

type Has = Extract<Comparison, { kind: 'has' }>;
type ListOperand = Extract<FilterOperand, { kind: 'list' }>;

interface NamedList {
  readonly name: string;
  readonly list: ListOperand;
}

/** What one list has in common with the values, where no operator but = stands: all of these by the GIN index. */
const SET_OPERATORS = { one: '@>', all: '@>', any: '&&', only: '<@' } as const;

/** HAS in all its forms, lists side by side and operators before values included. Null where one of the lists is unknown for every entry. */
export function compileHas({ properties, quantifier, tuples }: Has, scope: FilterScope): string | null {
  const resolved = properties.map((property) => resolveProperty(property, scope.entry));
  const lists = resolved.flatMap((one): NamedList[] => {
    if (one === null) return [];
    if (one.operand.kind !== 'list') throw filterNotImplemented(`${one.name} is a ${one.operand.kind}; HAS is for lists only`);
    if (one.operand.asSet && properties.length > 1)
      throw filterNotImplemented(`Filters on ${one.name} side by side with another list are not implemented`);
    return [{ name: one.name, list: one.operand }];
  });
  if (lists.length < properties.length) return null;
  const [only] = lists;
  if (only !== undefined && lists.length === 1 && tuples.every((tuple) => tuple.every(({ operator }) => operator === '=')))
    return `(${only.list.sql} ${SET_OPERATORS[quantifier]} ${memberArray(only, tuples, 0, scope)})`;
  return compileMembers(lists, quantifier, tuples, scope);
}

/** Values of the k-th list as an SQL array. */
const memberArray = (named: NamedList, tuples: readonly Tuple[], k: number, scope: FilterScope): string => {
  const values = tuples.flatMap((tuple) => (tuple[k] === undefined ? [] : [readMember(named, tuple[k].value)]));
  return `${scope.parameters.add(values)}::${sqlType(named.list)}[]`;
};

const sqlType = ({ items }: ListOperand): string => (items === 'string' ? 'text' : 'double precision');

function readMember({ name, list }: NamedList, value: Tuple[number]['value']): string | number {
  if (value.kind === 'property') throw filterNotImplemented(`Comparing members of ${name} with a property is not implemented`);
  const type = `list of ${list.items}s`;
  return list.items === 'string' ? readString(name, type, value) : readNumber(name, type, value);
}

/** Member by member. A list that is shorter than its neighbor ends in nulls, which fulfil nothing. */
function compileMembers(lists: readonly NamedList[], quantifier: Has['quantifier'], tuples: readonly Tuple[], scope: FilterScope): string {
  const columns = lists.map((_, k) => `m${k}`);
  const members = `FROM unnest(${lists.map(({ list }) => list.sql).join(', ')}) AS z(${columns.join(', ')})`;
  const conditions = tuples.map((tuple) => {
    const parts = lists.map((named, k) => {
      const { operator, value } = tuple[k] as Tuple[number];
      return `${columns[k]} ${SQL_OPERATORS[operator]} ${scope.parameters.add(readMember(named, value))}::${sqlType(named.list)}`;
    });
    return `(${parts.join(' AND ')})`;
  });
  const some = (condition: string): string => `EXISTS (SELECT ${members} WHERE ${condition})`;
  switch (quantifier) {
    case 'one':
    case 'all':
      return `(${[...boundsByIndex(lists, tuples, scope), ...conditions.map(some)].join(' AND ')})`;
    case 'any':
      return `(${some(conditions.join(' OR '))})`;
    case 'only':
      return `(NOT ${some(`(${conditions.join(' OR ')}) IS NOT TRUE`)})`;
  }
}

/** What follows from the comparisons with =, for the GIN index to begin at. */
function boundsByIndex(lists: readonly NamedList[], tuples: readonly Tuple[], scope: FilterScope): string[] {
  return lists.flatMap((named, k) => {
    const equal = tuples.filter((tuple) => tuple[k]?.operator === '=');
    return named.list.items === 'string' && equal.length > 0 ? [`${named.list.sql} @> ${memberArray(named, equal, k, scope)}`] : [];
  });
}
