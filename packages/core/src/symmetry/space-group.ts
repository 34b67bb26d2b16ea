import { assertSpaceGroup } from './assert-space-group.js';
import { spaceGroupFromEngine, type EngineSpaceGroup } from './moyo-bridge.js';

/** A space group in its ITA standard setting: unique axis b, cell choice 1, hexagonal axes, origin choice 2. */
export interface SpaceGroup extends EngineSpaceGroup {
  /** 1–230. */
  readonly number: number;
}

const groups = new Map<number, SpaceGroup>();

/** @throws {InvalidSpaceGroupError} outside of 1–230 */
export function spaceGroup(number: number): SpaceGroup {
  assertSpaceGroup(number);
  let group = groups.get(number);
  if (group === undefined) groups.set(number, (group = { number, ...spaceGroupFromEngine(number) }));
  return group;
}

/** Short Hermann–Mauguin symbol with spaces, `P 4_2/m n m`. @throws {InvalidSpaceGroupError} outside of 1–230 */
export const spaceGroupSymbol = (number: number): string => spaceGroup(number).symbol;
