/**
 * Filters of OPTIMADE as SQL conditions on the row `t`. A property without a value makes a comparison null, and so does one of another provider: SQL's
 * logic of three values is that of OPTIMADE, where an unknown value matches neither a comparison nor its negation.
 * @see OPTIMADE specification 1.2.0, "API Filtering Format Specification"
 */
import type { Comparison, Filter, Operator, Property, Value } from '@kessho/core/formats/optimade-filter/filter-tree';
import type { FilterOperand } from '../entries/entry-property.js';
import { filterNotImplemented } from '../optimade-error.js';
import { compileHas } from './compile-has.js';
import type { FilterScope } from './filter-scope.js';
import { numberCast, readNumber, readString, readTimestamp, refuseType } from './read-constant.js';
import { resolveProperty } from './resolve-property.js';
import { SQL_OPERATORS } from './sql-operators.js';

const UNKNOWN = 'NULL::boolean';

/**
 * A boolean SQL expression in brackets.
 * @throws {OptimadeError} 400 for a property that does not exist and for a time that cannot be read; 501, saying which, for types that do not match and
 * optional parts of the language that are missing
 */
export function compileFilter(filter: Filter, scope: FilterScope): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.terms.map((term) => compileFilter(term, scope)).join(filter.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `(NOT ${compileFilter(filter.term, scope)})`;
    default:
      return compileComparison(filter, scope);
  }
}

function compileComparison(comparison: Comparison, scope: FilterScope): string {
  switch (comparison.kind) {
    case 'known':
      return compileKnown(comparison, scope);
    case 'compare':
      return withOperand(comparison.property, scope, (operand, name) => compileCompare(operand, name, comparison.operator, comparison.value, scope));
    case 'substring':
      return withOperand(comparison.property, scope, (operand, name) => compileSubstring(operand, name, comparison.at, comparison.value, scope));
    case 'length':
      return withOperand(comparison.property, scope, (operand, name) => compileLength(operand, name, comparison.operator, comparison.value, scope));
    case 'has':
      return compileHas(comparison, scope) ?? UNKNOWN;
    case 'is-true':
      return withOperand(comparison.property, scope, (operand, name) => {
        if (operand.kind !== 'boolean') throw filterNotImplemented(`${name} is a ${operand.kind}; only a boolean can stand alone`);
        return operand.sql;
      });
  }
}

/** Null where the property has no value for any entry. */
function withOperand(property: Property, { entry }: FilterScope, compile: (operand: FilterOperand, name: string) => string): string {
  const resolved = resolveProperty(property, entry);
  return resolved === null ? UNKNOWN : `(${compile(resolved.operand, resolved.name)})`;
}

function compileKnown({ property, isKnown }: Extract<Comparison, { kind: 'known' }>, { entry }: FilterScope): string {
  const resolved = resolveProperty(property, entry, 'any');
  if (resolved === null) return isKnown ? 'FALSE' : 'TRUE';
  if (resolved.operand === null) return isKnown ? 'TRUE' : 'FALSE'; // geometry, which every entry has
  return `(${resolved.operand.sql} IS ${isKnown ? 'NOT NULL' : 'NULL'})`;
}

function compileCompare(operand: FilterOperand, name: string, operator: Operator, value: Value, scope: FilterScope): string {
  const { parameters } = scope;
  const against = (right: string): string => `${operand.sql} ${SQL_OPERATORS[operator]} ${right}`;
  if (operand.kind === 'list') throw filterNotImplemented(`${name} is a list; lists are compared by HAS and LENGTH only`);
  if (operand.kind === 'boolean' && operator !== '=' && operator !== '!=')
    throw filterNotImplemented(`${name} is a boolean; booleans are compared by = and != only`);
  if (value.kind === 'property') return compareProperties(operand, name, value, scope, against);
  switch (operand.kind) {
    case 'boolean':
      return value.kind === 'boolean' ? against(parameters.add(value.value)) : refuseType(name, 'boolean', value);
    case 'string':
      return against(`${parameters.add(readString(name, 'string', value))}::text`);
    case 'timestamp':
      return against(`${parameters.add(readTimestamp(name, value))}::timestamptz`);
    case 'integer':
    case 'float': {
      const number = readNumber(name, operand.kind, value);
      return against(`${parameters.add(number)}::${operand.kind === 'float' ? 'double precision' : numberCast(number)}`);
    }
  }
}

const isNumber = ({ kind }: FilterOperand): boolean => kind === 'integer' || kind === 'float';

function compareProperties(left: FilterOperand, name: string, right: Property, scope: FilterScope, against: (right: string) => string): string {
  return withOperand(right, scope, (operand, rightName) => {
    if (operand.kind !== left.kind && !(isNumber(operand) && isNumber(left)))
      throw filterNotImplemented(`${name} is a ${left.kind} and ${rightName} a ${operand.kind}; comparing them is not implemented`);
    return against(operand.sql);
  });
}

function compileSubstring(operand: FilterOperand, name: string, at: 'contains' | 'starts' | 'ends', value: Value, scope: FilterScope): string {
  if (operand.kind !== 'string') throw filterNotImplemented(`${name} is a ${operand.kind}; CONTAINS, STARTS and ENDS are for strings only`);
  const match = (part: string): string =>
    ({
      contains: `strpos(${operand.sql}, ${part}) > 0`,
      starts: `${operand.sql} ^@ ${part}`,
      ends: `right(${operand.sql}, length(${part})) = ${part}`,
    })[at];
  if (value.kind !== 'property') return match(`${scope.parameters.add(readString(name, 'string', value))}::text`);
  return withOperand(value, scope, (other, otherName) => {
    if (other.kind !== 'string') throw filterNotImplemented(`${otherName} is a ${other.kind}; CONTAINS, STARTS and ENDS are for strings only`);
    return match(other.sql);
  });
}

function compileLength(operand: FilterOperand, name: string, operator: Operator, value: Value, { parameters }: FilterScope): string {
  if (operand.kind !== 'list') throw filterNotImplemented(`${name} is a ${operand.kind}; only lists have a LENGTH`);
  if (value.kind === 'property') throw filterNotImplemented('Comparing LENGTH with a property is not implemented');
  const length = readNumber(`LENGTH of ${name}`, 'integer', value);
  return `${operand.length} ${SQL_OPERATORS[operator]} ${parameters.add(length)}::${numberCast(length)}`;
}
