/**
 * Whether an entry fulfills a filter, by what is known of it: three-valued, as the specification's "Optional filter features" demand, where an
 * unknown value never decides a comparison.
 *
 * @see S. C. Kleene, Introduction to Metamathematics (1952), § 64: the strong tables of and, or, not
 */
import type { Comparison, Filter, Operator, Property, Tuple, Value } from './filter-tree.js';

/** Null where what is known does not decide. */
export type Truth = boolean | null;

/** Value of a property by its path, as JSON; null where the entry has none, undefined where it is not known whether it has one. */
export type PropertyLookup = (path: readonly string[]) => unknown;

export function evaluateFilter(filter: Filter, lookup: PropertyLookup): Truth {
  switch (filter.kind) {
    case 'and':
      return all(filter.terms.map((term) => evaluateFilter(term, lookup)));
    case 'or':
      return any(filter.terms.map((term) => evaluateFilter(term, lookup)));
    case 'not':
      return not(evaluateFilter(filter.term, lookup));
    default:
      return evaluateComparison(filter, lookup);
  }
}

const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true);
const any = (truths: readonly Truth[]): Truth => (truths.includes(true) ? true : truths.includes(null) ? null : false);
const not = (truth: Truth): Truth => (truth === null ? null : !truth);

function evaluateComparison(comparison: Comparison, lookup: PropertyLookup): Truth {
  const valueOf = (value: Value): unknown => (value.kind === 'property' ? lookup(value.path) : value.value);
  const read = ({ path }: Property): unknown => lookup(path);
  switch (comparison.kind) {
    case 'compare':
      return compare(read(comparison.property), comparison.operator, valueOf(comparison.value));
    case 'substring': {
      const [text, part] = [read(comparison.property), valueOf(comparison.value)];
      if (typeof text !== 'string' || typeof part !== 'string') return null;
      return { contains: text.includes(part), starts: text.startsWith(part), ends: text.endsWith(part) }[comparison.at];
    }
    case 'known': {
      const value = read(comparison.property);
      return value === undefined ? null : (value !== null) === comparison.isKnown;
    }
    case 'length': {
      const list = read(comparison.property);
      return Array.isArray(list) ? compare(list.length, comparison.operator, valueOf(comparison.value)) : null;
    }
    case 'is-true': {
      const value = read(comparison.property);
      return typeof value === 'boolean' ? value : null;
    }
    case 'has': {
      const lists = comparison.properties.map(read);
      if (!lists.every((list): list is unknown[] => Array.isArray(list))) return null;
      const rows = (lists[0] ?? []).map((_, k) => lists.map((list) => list[k]));
      const fits = (row: readonly unknown[], tuple: Tuple): Truth =>
        all(tuple.map(({ operator, value }, k) => compare(row[k], operator, valueOf(value))));
      const { tuples } = comparison;
      switch (comparison.quantifier) {
        case 'one':
        case 'any':
          return any(tuples.map((tuple) => any(rows.map((row) => fits(row, tuple)))));
        case 'all':
          return all(tuples.map((tuple) => any(rows.map((row) => fits(row, tuple)))));
        case 'only':
          return all(rows.map((row) => any(tuples.map((tuple) => fits(row, tuple)))));
      }
    }
  }
}

/** Values of different kinds do not compare. Texts compare by code points, as JavaScript's own order does for all but surrogate pairs. */
function compare(one: unknown, operator: Operator, other: unknown): Truth {
  if (typeof one === 'boolean' && typeof other === 'boolean') return operator === '=' ? one === other : operator === '!=' ? one !== other : null;
  if (typeof one === 'number' && typeof other === 'number') return ordered(one, operator, other);
  return typeof one === 'string' && typeof other === 'string' ? ordered(one, operator, other) : null;
}

function ordered<Ordered extends number | string>(one: Ordered, operator: Operator, other: Ordered): boolean {
  switch (operator) {
    case '=':
      return one === other;
    case '!=':
      return one !== other;
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
  }
}
