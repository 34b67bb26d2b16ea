import type { Comparison, Tuple } from '@kessho/core/formats/optimade-filter/filter-tree';
import type { ListOperand } from '../entries/entry-property.js';
import { filterNotImplemented } from '../optimade-error.js';
import type { FilterScope } from './filter-scope.js';
import { readNumber, readString } from './read-constant.js';
import { resolveProperty } from './resolve-property.js';
import { SQL_OPERATORS } from './sql-operators.js';

type Has = Extract<Comparison, { kind: 'has' }>;

interface NamedList {
  readonly name: string;
  readonly list: ListOperand;
}

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
  const [first] = lists;
  if (first === undefined || lists.length < properties.length) return null;
  const isPlain = lists.length === 1 && tuples.every(([operand]) => operand?.operator === '=');
  const terms = isPlain ? compileSets(first, quantifier, tuples, scope) : compileMembers(lists, quantifier, tuples, scope);
  return `(${terms.join(' AND ')})`;
}

/** One list against values: sets, which an index knows. */
function compileSets(named: NamedList, quantifier: Has['quantifier'], tuples: readonly Tuple[], scope: FilterScope): string[] {
  const { sql, length, isIndexed, isDistinct } = named.list;
  const values = memberArray(named, tuples, 0, scope);
  switch (quantifier) {
    case 'one':
    case 'all':
      return [`${sql} @> ${values}`];
    case 'any':
      return [`${sql} && ${values}`];
    case 'only':
      // A GIN index is slow at <@, so it is hidden from it; what it implies of a list that is not empty is fast.
      if (!isIndexed) return [`${sql} <@ ${values}`];
      return [`${sql} && ${values}`, ...(isDistinct ? [`${length} <= cardinality(${values})`] : []), `(${sql} || '{}') <@ ${values}`];
  }
}

/** Values of the k-th list as an SQL array. */
function memberArray(named: NamedList, tuples: readonly Tuple[], k: number, scope: FilterScope): string {
  const values = tuples.flatMap((tuple) => (tuple[k] === undefined ? [] : [readMember(named, tuple[k].value)]));
  return `${scope.parameters.add(values)}::${sqlType(named.list)}[]`;
}

const sqlType = ({ items }: ListOperand): string => (items === 'string' ? 'text' : 'double precision');

function readMember({ name, list }: NamedList, value: Tuple[number]['value']): string | number {
  if (value.kind === 'property') throw filterNotImplemented(`Comparing members of ${name} with a property is not implemented`);
  const type = `list of ${list.items}s`;
  return list.items === 'string' ? readString(name, type, value) : readNumber(name, type, value);
}

/** Lists member by member. */
function compileMembers(lists: readonly NamedList[], quantifier: Has['quantifier'], tuples: readonly Tuple[], scope: FilterScope): string[] {
  switch (quantifier) {
    case 'one':
    case 'all':
      return [...boundsByIndex(lists, tuples, scope), ...tuples.map((tuple) => someMember(lists, tuple, scope))];
    case 'any':
      return [`(${tuples.map((tuple) => someMember(lists, tuple, scope)).join(' OR ')})`];
    case 'only': {
      // A list that is shorter than its neighbor ends in nulls, which fulfil nothing.
      const fulfilled = tuples
        .map(
          (tuple) =>
            `(${comparisons(
              tuple,
              lists,
              lists.map((_, k) => `m${k}`),
              scope,
            )})`,
        )
        .join(' OR ');
      return [`NOT EXISTS (SELECT ${membersOf(lists)} WHERE (${fulfilled}) IS NOT TRUE)`];
    }
  }
}

const membersOf = (lists: readonly NamedList[]): string =>
  `FROM unnest(${lists.map(({ list }) => list.sql).join(', ')}) AS z(${lists.map((_, k) => `m${k}`).join(', ')})`;

/** Whether the members in one place fulfil a tuple; the place is looked up where a list can have the value in one place only. */
function someMember(lists: readonly NamedList[], tuple: Tuple, scope: FilterScope): string {
  const key = lists.findIndex(({ list }, k) => list.isDistinct && tuple[k]?.operator === '=');
  const [named, operand] = [lists[key], tuple[key]];
  if (named === undefined || operand === undefined)
    return `EXISTS (SELECT ${membersOf(lists)} WHERE ${comparisons(
      tuple,
      lists,
      lists.map((_, k) => `m${k}`),
      scope,
    )})`;
  const place = `array_position(${named.list.sql}, ${scope.parameters.add(readMember(named, operand.value))}::${sqlType(named.list)})`;
  return `(${comparisons(
    tuple,
    lists,
    lists.map(({ list }) => `(${list.sql})[${place}]`),
    scope,
  )}) IS TRUE`;
}

/** @param members SQL of the member of each list */
const comparisons = (tuple: Tuple, lists: readonly NamedList[], members: readonly string[], scope: FilterScope): string =>
  lists
    .map((named, k) => {
      const { operator, value } = tuple[k] as Tuple[number];
      return `${members[k]} ${SQL_OPERATORS[operator]} ${scope.parameters.add(readMember(named, value))}::${sqlType(named.list)}`;
    })
    .join(' AND ');

/** What follows from the comparisons with =, for an index to begin at. */
const boundsByIndex = (lists: readonly NamedList[], tuples: readonly Tuple[], scope: FilterScope): string[] =>
  lists.flatMap((named, k) => {
    const equal = tuples.filter((tuple) => tuple[k]?.operator === '=');
    return named.list.isIndexed && equal.length > 0 ? [`${named.list.sql} @> ${memberArray(named, equal, k, scope)}`] : [];
  });
