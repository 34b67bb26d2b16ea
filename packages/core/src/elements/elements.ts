import { CoreError } from '../errors.js';
import type { ElementRecord } from './element-record.js';
import { ELEMENT_RECORDS } from './periodic-table.generated.js';

/** Atomic numbers go from 1 to this. */
export const ELEMENT_COUNT = 118;

export class UnknownElementError extends CoreError {
  readonly code = 'UnknownElement';
}

const NUMBER_BY_SYMBOL: ReadonlyMap<string, number> = new Map(ELEMENT_RECORDS.map((record) => [record.symbol, record.atomicNumber]));

/** Tabulated values of the element. @throws {UnknownElementError} for anything but a whole number from 1 to 118 */
export function elementOf(atomicNumber: number): ElementRecord {
  const record = ELEMENT_RECORDS[atomicNumber - 1];
  if (record === undefined) throw new UnknownElementError(`No element has atomic number ${atomicNumber}`);
  return record;
}

/** `symbolOf(56)` is `Ba`. @throws {UnknownElementError} for anything but a whole number from 1 to 118 */
export const symbolOf = (atomicNumber: number): string => elementOf(atomicNumber).symbol;

/** `atomicNumberOf('Ba')` is 56; null for anything that is no symbol, in the right case, of the 118. */
export const atomicNumberOf = (symbol: string): number | null => NUMBER_BY_SYMBOL.get(symbol) ?? null;
