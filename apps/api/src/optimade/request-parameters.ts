import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import { ConstantComparisonError, FilterSyntaxError } from '@kessho/core/formats/optimade-filter/filter-errors';
import type { Filter } from '@kessho/core/formats/optimade-filter/filter-tree';
import type { KeysetOrder } from '../database/keyset-page.js';
import type { EntryType } from './entries/entry-property.js';
import { ownerOf } from './entries/entry-property.js';
import { filterNotImplemented, badFilter, OptimadeError } from './optimade-error.js';

const DEFAULT_PAGE_LIMIT = 20;
export const MAX_PAGE_LIMIT = 100;
const MAX_SORT_KEYS = 3;

const OF_ENTRIES = ['response_format', 'email_address', 'response_fields', 'include', 'api_hint'] as const;
const OF_LISTINGS: ReadonlySet<string> = new Set([...OF_ENTRIES, 'filter', 'sort', 'page_limit', 'page_above']);

/** What an answer holds of each entry. */
export interface EntryView {
  /** Names of attributes; null for the default ones. */
  readonly fields: readonly string[] | null;
  /** Whether the references of the entries come along. */
  readonly includeReferences: boolean;
  readonly warnings: readonly string[];
}

export interface ListingRequest extends EntryView {
  readonly filter: Filter | null;
  readonly order: readonly KeysetOrder<string>[];
  readonly limit: number;
  /** Id of the entry that the page begins after. */
  readonly above: string | null;
}

const badParameter = (name: string, message: string): OptimadeError => new OptimadeError(400, message, name);

/** @throws {OptimadeError} for a parameter that stands twice */
function single(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  if (values.length > 1) throw badParameter(name, `${name} stands ${values.length} times`);
  return values[0] ?? null;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Parameters of a single entry; others are ignored. @throws {OptimadeError} 400 naming the parameter */
export function readEntryView(query: URLSearchParams, entry: EntryType<never>): EntryView {
  const format = single(query, 'response_format') ?? 'json';
  if (format !== 'json' && format !== '') throw badParameter('response_format', `The only response_format is json, not ${format}`);
  single(query, 'email_address');
  const included = listOf(single(query, 'include') ?? 'references');
  const unknownPath = included.find((path) => path !== 'references');
  if (unknownPath !== undefined) throw badParameter('include', `The only path to include is references, not ${unknownPath}`);
  const { fields, warnings } = readFields(single(query, 'response_fields'), entry);
  return { fields, includeReferences: included.includes('references'), warnings };
}

function readFields(text: string | null, entry: EntryType<never>): Pick<EntryView, 'fields' | 'warnings'> {
  if (text === null) return { fields: null, warnings: [] };
  const names = [...new Set(listOf(text))];
  const unknown = names.find((name) => ownerOf(entry, name) === 'nobody');
  if (unknown !== undefined) throw badParameter('response_fields', `Entries of the type ${entry.name} have no property ${unknown}`);
  const foreign = names.filter((name) => ownerOf(entry, name) === 'foreign');
  return {
    fields: names.filter((name) => name !== 'id' && name !== 'type'),
    warnings: foreign.map((name) => `${name} is not known here; it is null`),
  };
}

/** @throws {OptimadeError} 400, 403 or 501, naming the parameter */
export function readListingRequest(query: URLSearchParams, entry: EntryType<never>): ListingRequest {
  const ignored: string[] = [];
  for (const name of new Set(query.keys())) {
    if (OF_LISTINGS.has(name)) continue;
    if (!name.startsWith('_') || name.startsWith(`_${entry.prefix}_`)) throw badParameter(name, unknownParameter(name));
    ignored.push(`The parameter ${name} is not known here; it is ignored`);
  }
  const { filter, warnings } = readFilter(single(query, 'filter'), entry);
  const view = readEntryView(query, entry);
  return {
    ...view,
    filter,
    order: readSort(single(query, 'sort'), entry),
    limit: readLimit(single(query, 'page_limit')),
    above: single(query, 'page_above'),
    warnings: [...ignored, ...warnings, ...view.warnings],
  };
}

const unknownParameter = (name: string): string =>
  /^page_/.test(name) ? `${name} is not supported; follow links.next, which pages by page_above` : `There is no parameter ${name.slice(0, 100)}`;

function readLimit(text: string | null): number {
  if (text === null || text === '') return DEFAULT_PAGE_LIMIT;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw badParameter('page_limit', `page_limit has to be a whole number from 1 on, not ${text.slice(0, 20)}`);
  if (Number(text) > MAX_PAGE_LIMIT) throw new OptimadeError(403, `page_limit is ${MAX_PAGE_LIMIT} at most, not ${text}`, 'page_limit');
  return Number(text);
}

/** The id ends every order; alone it is the default. */
function readSort(text: string | null, entry: EntryType<never>): KeysetOrder<string>[] {
  const keys = listOf(text ?? '').map((key): KeysetOrder<string> => {
    const field = key.replace(/^-/, '');
    if (!entry.properties.has(field)) throw badParameter('sort', `Entries of the type ${entry.name} have no property ${field.slice(0, 100)}`);
    if (entry.properties.get(field)?.order === null) throw badParameter('sort', `Entries cannot be sorted by ${field}`);
    return { field, direction: key.startsWith('-') ? 'desc' : 'asc' };
  });
  if (keys.length > MAX_SORT_KEYS) throw badParameter('sort', `Entries are sorted by ${MAX_SORT_KEYS} properties at most`);
  return keys.length === 0 ? [{ field: 'id', direction: 'asc' }] : keys;
}

function readFilter(text: string | null, entry: EntryType<never>): { readonly filter: Filter | null; readonly warnings: string[] } {
  if (text === null || text.trim() === '') return { filter: null, warnings: [] };
  const filter = parseOptimadeFilter(text);
  const foreign = [...new Set(propertyNames(filter))].filter((name) => ownerOf(entry, name) === 'foreign');
  return { filter, warnings: foreign.map((name) => `${name} is not known here; the filter takes it for unknown`) };
}

/** @throws {OptimadeError} 400 with the place where the text breaks, 501 for a comparison of constants */
export function parseOptimadeFilter(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof ConstantComparisonError) throw filterNotImplemented(`${error.message}; comparing constants is not implemented`);
    if (error instanceof FilterSyntaxError) throw badFilter(error.message);
    throw error;
  }
}

/** First parts of all names in a filter. */
function propertyNames(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(propertyNames);
    case 'not':
      return propertyNames(filter.term);
    case 'has':
      return filter.properties.map(({ path }) => path[0] ?? '');
    case 'compare':
    case 'substring':
    case 'length':
      return [filter.property, filter.value].flatMap((side) => (side.kind === 'property' ? [side.path[0] ?? ''] : []));
    default:
      return [filter.property.path[0] ?? ''];
  }
}
