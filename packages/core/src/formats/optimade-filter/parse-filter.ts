/**
 * The filter language of OPTIMADE 1.2, by recursive descent. Each function reads the rule of the specification's grammar that it is named after.
 *
 *     Filter     = Expression
 *     Expression = Clause [ OR Expression ]
 *     Clause     = Phrase [ AND Clause ]
 *     Phrase     = [ NOT ] ( Comparison | "(" Expression ")" )
 *     Comparison = Constant Operator Value | Property [ rest of a comparison ]
 *
 * @see OPTIMADE specification 1.2.0, appendix "The Filter Language EBNF Grammar"
 */
import { ConstantComparisonError, FilterSyntaxError } from './filter-errors.js';
import type { Comparison, Filter, Operator, Property, Tuple, Value } from './filter-tree.js';
import { tokenizeFilter, type FilterToken } from './tokenize-filter.js';

/** Longer filters and deeper brackets are refused before they exhaust the stack or the database. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 100;

/** What `5 < a` says of a. */
const MIRRORED: Readonly<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' };

/** @throws {FilterSyntaxError} with the offset of the first token that does not fit */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_LENGTH) throw new FilterSyntaxError(`A filter has at most ${MAX_LENGTH} characters, not ${text.length}`, MAX_LENGTH);
  const reader = tokenReader(tokenizeFilter(text));
  const filter = readExpression(reader, 0);
  reader.expectEnd();
  return filter;
}

interface TokenReader {
  readonly peek: () => FilterToken;
  readonly next: () => FilterToken;
  /** Take the token if it is this one. */
  readonly takes: (kind: 'keyword' | 'mark', text: string) => boolean;
  readonly refuse: (expected: string) => never;
  readonly expectEnd: () => void;
}

function tokenReader(tokens: readonly FilterToken[]): TokenReader {
  let at = 0;
  const peek = (): FilterToken => tokens[at];
  const refuse = (expected: string): never => {
    const { kind, text, place } = peek();
    throw new FilterSyntaxError(`Expected ${expected}, ${kind === 'end' ? 'but the filter ends' : `not ${text}`}`, place);
  };
  return {
    peek,
    next: () => tokens[Math.min(at++, tokens.length - 1)],
    takes: (kind, text) => {
      if (peek().kind !== kind || peek().text !== text) return false;
      at++;
      return true;
    },
    refuse,
    expectEnd: () => void (peek().kind === 'end' || refuse('AND, OR or the end')),
  };
}

function readExpression(reader: TokenReader, depth: number): Filter {
  const terms = [readClause(reader, depth)];
  while (reader.takes('keyword', 'OR')) terms.push(readClause(reader, depth));
  return terms.length === 1 ? terms[0] : { kind: 'or', terms };
}

function readClause(reader: TokenReader, depth: number): Filter {
  const terms = [readPhrase(reader, depth)];
  while (reader.takes('keyword', 'AND')) terms.push(readPhrase(reader, depth));
  return terms.length === 1 ? terms[0] : { kind: 'and', terms };
}

function readPhrase(reader: TokenReader, depth: number): Filter {
  if (reader.takes('keyword', 'NOT')) return { kind: 'not', term: readUnnegated(reader, depth) };
  return readUnnegated(reader, depth);
}

function readUnnegated(reader: TokenReader, depth: number): Filter {
  const { place } = reader.peek();
  if (!reader.takes('mark', '(')) return readComparison(reader);
  if (depth >= MAX_DEPTH) throw new FilterSyntaxError(`Brackets are nested deeper than ${MAX_DEPTH} levels`, place);
  const inner = readExpression(reader, depth + 1);
  if (!reader.takes('mark', ')')) reader.refuse('")"');
  return inner;
}

function readComparison(reader: TokenReader): Comparison {
  const { kind } = reader.peek();
  if (kind === 'identifier') return readPropertyFirst(reader, readProperty(reader));
  const constant = readConstant(reader, 'a property, a value, NOT or "("');
  const operator = readOperator(reader) ?? reader.refuse('a comparison operator');
  const value = readValue(reader);
  if (value.kind !== 'property') throw new ConstantComparisonError('One side of a comparison has to be a property', value.place);
  return { kind: 'compare', property: value, operator: MIRRORED[operator], value: constant };
}

function readPropertyFirst(reader: TokenReader, property: Property): Comparison {
  const operator = readOperator(reader);
  if (operator !== null) return { kind: 'compare', property, operator, value: readValue(reader) };
  if (reader.takes('keyword', 'IS')) {
    if (reader.takes('keyword', 'KNOWN')) return { kind: 'known', property, isKnown: true };
    if (reader.takes('keyword', 'UNKNOWN')) return { kind: 'known', property, isKnown: false };
    return reader.refuse('KNOWN or UNKNOWN');
  }
  if (reader.takes('keyword', 'CONTAINS')) return { kind: 'substring', property, at: 'contains', value: readValue(reader) };
  for (const [word, at] of [
    ['STARTS', 'starts'],
    ['ENDS', 'ends'],
  ] as const) {
    if (!reader.takes('keyword', word)) continue;
    reader.takes('keyword', 'WITH');
    return { kind: 'substring', property, at, value: readValue(reader) };
  }
  if (reader.takes('keyword', 'LENGTH')) return { kind: 'length', property, operator: readOperator(reader) ?? '=', value: readValue(reader) };
  return readHas(reader, property);
}

function readHas(reader: TokenReader, first: Property): Comparison {
  const properties = [first];
  while (reader.takes('mark', ':')) properties.push(readProperty(reader));
  if (!reader.takes('keyword', 'HAS')) return properties.length > 1 ? reader.refuse('":" or HAS') : { kind: 'is-true', property: first };
  const quantifier = (['ALL', 'ANY', 'ONLY'] as const).find((word) => reader.takes('keyword', word));
  const tuples = [readTuple(reader, properties.length)];
  if (quantifier === undefined) return { kind: 'has', properties, quantifier: 'one', tuples };
  while (reader.takes('mark', ',')) tuples.push(readTuple(reader, properties.length));
  const words = { ALL: 'all', ANY: 'any', ONLY: 'only' } as const;
  return { kind: 'has', properties, quantifier: words[quantifier], tuples };
}

function readTuple(reader: TokenReader, width: number): Tuple {
  const parts = [readOperand(reader)];
  while (reader.takes('mark', ':')) parts.push(readOperand(reader));
  if (parts.length !== width)
    throw new FilterSyntaxError(
      `${parts.length} values for ${width} ${width === 1 ? 'property' : 'properties'}`,
      (parts.at(-1) as Tuple[number]).value.place,
    );
  return parts;
}

const readOperand = (reader: TokenReader): Tuple[number] => ({ operator: readOperator(reader) ?? '=', value: readValue(reader) });

function readOperator(reader: TokenReader): Operator | null {
  const { kind, text } = reader.peek();
  if (kind !== 'operator') return null;
  reader.next();
  return text as Operator;
}

const readValue = (reader: TokenReader): Value =>
  reader.peek().kind === 'identifier' ? readProperty(reader) : readConstant(reader, 'a value or a property');

function readConstant(reader: TokenReader, expected: string): Exclude<Value, Property> {
  const token = reader.peek();
  switch (token.kind) {
    case 'string':
      reader.next();
      return { kind: 'string', value: token.value, place: token.place };
    case 'number':
      reader.next();
      return { kind: 'number', value: token.value, text: token.text, place: token.place };
    case 'keyword':
      if (token.text !== 'TRUE' && token.text !== 'FALSE') return reader.refuse(expected);
      reader.next();
      return { kind: 'boolean', value: token.text === 'TRUE', place: token.place };
    default:
      return reader.refuse(expected);
  }
}

/** Identifiers joined by dots, with blanks around them or not. */
function readProperty(reader: TokenReader): Property {
  const { place } = reader.peek();
  const path: string[] = [];
  do {
    const { kind, text } = reader.peek();
    if (kind !== 'identifier') return reader.refuse('the name of a property');
    reader.next();
    path.push(text);
  } while (reader.takes('mark', '.'));
  return { kind: 'property', path, place };
}
