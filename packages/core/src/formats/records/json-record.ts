import { ParseFailedError } from '../format-errors.js';
import { parseLocatedJson } from '../pymatgen-json/located-json.js';
import type { JsonValue } from './source-record.js';

/** An object of a record and its path, so that an error can name the field. */
export interface JsonRecord {
  readonly fields: { readonly [name: string]: JsonValue };
  /** `attributes.`; empty for the record itself. */
  readonly path: string;
}

/** @throws {ParseFailedError} with the place of the first character that is not JSON, and for anything but an object */
export function parseJsonRecord(text: string): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    parseLocatedJson(text); // says where
    throw new ParseFailedError('NaN and Infinity are no numbers of JSON', null, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ParseFailedError('A record should be an object', null);
  return { fields: value as JsonRecord['fields'], path: '' };
}

const refuse = (record: JsonRecord, name: string, expected: string): never => {
  throw new ParseFailedError(`${record.path}${name} should be ${expected}`, null);
};

/** Null where the field is absent or null. */
export const fieldOf = (record: JsonRecord, name: string): JsonValue =>
  Object.hasOwn(record.fields, name) ? (record.fields[name] as JsonValue) : null;

export function objectOf(record: JsonRecord, name: string): JsonRecord | null {
  const value = fieldOf(record, name);
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return refuse(record, name, 'an object');
  return { fields: value as JsonRecord['fields'], path: `${record.path}${name}.` };
}

export function listOf(record: JsonRecord, name: string): readonly JsonValue[] {
  const value = fieldOf(record, name);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : refuse(record, name, 'a list');
}

/** Null where it is absent; ids that are numbers become text. */
export function textOf(record: JsonRecord, name: string): string | null {
  const value = fieldOf(record, name);
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : refuse(record, name, 'a text');
}

export function numberOf(record: JsonRecord, name: string): number | null {
  const value = fieldOf(record, name);
  return value === null || (typeof value === 'number' && Number.isFinite(value)) ? value : refuse(record, name, 'a finite number');
}

export function booleanOf(record: JsonRecord, name: string): boolean | null {
  const value = fieldOf(record, name);
  return value === null || typeof value === 'boolean' ? value : refuse(record, name, 'true or false');
}

/** Rows of three finite numbers. @param count rows demanded; any number where it is null */
export function rowsOfThree(record: JsonRecord, name: string, count: number | null): [number, number, number][] {
  const rows = listOf(record, name);
  if (count !== null && rows.length !== count) return refuse(record, name, `${count} rows, not ${rows.length}`);
  return rows.map((row, k) => {
    if (!Array.isArray(row) || row.length !== 3 || !row.every((x) => typeof x === 'number' && Number.isFinite(x)))
      return refuse(record, `${name}[${k}]`, 'three numbers');
    return row as unknown as [number, number, number];
  });
}

/** The fields that were not taken by the reader, for `SourceRecord.reported`. */
export const otherFields = ({ fields }: JsonRecord, taken: ReadonlySet<string>): { readonly [name: string]: JsonValue } =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== null && !taken.has(name)));
