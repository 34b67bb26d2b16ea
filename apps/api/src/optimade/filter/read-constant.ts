import type { Property, Value } from '@kessho/core/formats/optimade-filter/filter-tree';
import { badFilter, filterNotImplemented } from '../optimade-error.js';

type Constant = Exclude<Value, Property>;

/** Largest number that is compared: that of float64. */
const LARGEST = Number.MAX_VALUE;
const LARGEST_INTEGER = 2 ** 31 - 1;

const RFC_3339 =
  /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-](0\d|1[0-5]):[0-5]\d)$/;

/** Types of both sides have to match. @throws {OptimadeError} 501 */
export const refuseType = (name: string, type: string, value: Constant): never => {
  const written = value.kind === 'string' ? JSON.stringify(value.value) : value.kind === 'number' ? value.text : String(value.value).toUpperCase();
  throw filterNotImplemented(`${name} is a ${type}; comparing it with the ${value.kind} ${written} is not implemented`);
};

/** @throws {OptimadeError} 501 for another type, and for a number beyond float64 */
export function readNumber(name: string, type: string, value: Constant): number {
  if (value.kind !== 'number') return refuseType(name, type, value);
  if (!Number.isFinite(value.value)) throw filterNotImplemented(`${value.text} is out of range; numbers go from -${LARGEST} to ${LARGEST}`);
  return value.value;
}

/** A column of whole numbers is compared with whole numbers by its index; with others as float64. */
export const numberCast = (value: number): string => (Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER ? 'integer' : 'double precision');

export const readString = (name: string, type: string, value: Constant): string =>
  value.kind === 'string' ? value.value : refuseType(name, type, value);

/** @throws {OptimadeError} 501 for another type, 400 for a string that is no date and time of RFC 3339 */
export function readTimestamp(name: string, value: Constant): string {
  const text = readString(name, 'timestamp', value);
  const day = text.slice(0, 10);
  const exists = RFC_3339.test(text) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!exists) throw badFilter(`"${text}" is no date and time of RFC 3339, which ${name} is compared with: "2026-01-31T12:00:00Z"`);
  // PostgreSQL knows microseconds, and a leap second as the end of its minute.
  return text
    .toUpperCase()
    .replace(/(\.\d{6})\d+/, '$1')
    .replace(/:60\.\d+/, ':60');
}
