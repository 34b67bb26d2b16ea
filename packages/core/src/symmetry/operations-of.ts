import { operationsFromEngine } from './moyo-bridge.js';
import { assertSpaceGroup } from './assert-space-group.js';
import type { SymmetryOperation } from './symmetry-operation.js';

const operations = new Map<number, readonly SymmetryOperation[]>();

/**
 * Tabulated operations of a space group in its standard setting, per conventional cell: each rotation once for each lattice point, the identity first.
 * @throws {InvalidSpaceGroupError} outside of 1–230
 */
export function operationsOf(spaceGroup: number): readonly SymmetryOperation[] {
  assertSpaceGroup(spaceGroup);
  let list = operations.get(spaceGroup);
  if (list === undefined) operations.set(spaceGroup, (list = operationsFromEngine(spaceGroup).map(exactTranslation)));
  return list;
}

/** Tabulated translations are whole 24ths; dividing anew removes what the engine's arithmetic added. */
export const exactTranslation = ({ rotation, translation: [x, y, z] }: SymmetryOperation): SymmetryOperation => ({
  rotation,
  translation: [(Math.round(x * 24) % 24) / 24, (Math.round(y * 24) % 24) / 24, (Math.round(z * 24) % 24) / 24],
});
