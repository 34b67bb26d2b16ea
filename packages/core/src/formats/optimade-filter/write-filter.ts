import type { Comparison, Filter, Property, Tuple, Value } from './filter-tree.js';

/** A filter as text that every reader of the language reads as this very tree: brackets only where precedence asks for them. */
export function writeFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'or':
      return filter.terms.map((term) => bracketed(term, term.kind === 'or')).join(' OR ');
    case 'and':
      return filter.terms.map((term) => bracketed(term, term.kind === 'or' || term.kind === 'and')).join(' AND ');
    case 'not':
      return `NOT ${bracketed(filter.term, filter.term.kind === 'or' || filter.term.kind === 'and' || filter.term.kind === 'not')}`;
    default:
      return writeComparison(filter);
  }
}

/** A text as a constant of the language. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

const bracketed = (filter: Filter, needsBrackets: boolean): string => (needsBrackets ? `(${writeFilter(filter)})` : writeFilter(filter));

function writeComparison(comparison: Comparison): string {
  switch (comparison.kind) {
    case 'compare':
      return `${name(comparison.property)}${comparison.operator}${constant(comparison.value)}`;
    case 'substring':
      return `${name(comparison.property)} ${{ contains: 'CONTAINS', starts: 'STARTS WITH', ends: 'ENDS WITH' }[comparison.at]} ${constant(comparison.value)}`;
    case 'known':
      return `${name(comparison.property)} IS ${comparison.isKnown ? 'KNOWN' : 'UNKNOWN'}`;
    case 'length':
      return `${name(comparison.property)} LENGTH ${comparison.operator === '=' ? '' : `${comparison.operator} `}${constant(comparison.value)}`;
    case 'has':
      return `${comparison.properties.map(name).join(':')} HAS ${{ one: '', all: 'ALL ', any: 'ANY ', only: 'ONLY ' }[comparison.quantifier]}${comparison.tuples.map(writeTuple).join(',')}`;
    case 'is-true':
      return name(comparison.property);
  }
}

const name = ({ path }: Property): string => path.join('.');

function constant(value: Value): string {
  switch (value.kind) {
    case 'string':
      return quoted(value.value);
    case 'number':
      return value.text;
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE';
    case 'property':
      return name(value);
  }
}

const writeTuple = (parts: Tuple): string =>
  parts.map(({ operator, value }) => `${operator === '=' ? '' : `${operator} `}${constant(value)}`).join(':');
