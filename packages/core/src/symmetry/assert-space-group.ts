import { InvalidSpaceGroupError } from './symmetry-errors.js';

/** 1–230. */
export const SPACE_GROUPS: readonly number[] = Array.from({ length: 230 }, (_, k) => k + 1);

/** @throws {InvalidSpaceGroupError} unless `number` is a whole number of 1–230 */
export function assertSpaceGroup(number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > 230) throw new InvalidSpaceGroupError(`Space groups have the numbers 1–230, got ${number}`);
}
