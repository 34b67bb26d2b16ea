import { assertSpaceGroup } from './assert-space-group.js';

export const CRYSTAL_SYSTEMS = ['triclinic', 'monoclinic', 'orthorhombic', 'tetragonal', 'trigonal', 'hexagonal', 'cubic'] as const;
export type CrystalSystem = (typeof CRYSTAL_SYSTEMS)[number];

/** Last space group of each system, in the order of `CRYSTAL_SYSTEMS`. */
const LAST_GROUPS = [2, 15, 74, 142, 167, 194, 230];

/** @throws {InvalidSpaceGroupError} outside of 1–230 */
export function crystalSystemOf(spaceGroup: number): CrystalSystem {
  assertSpaceGroup(spaceGroup);
  return CRYSTAL_SYSTEMS[LAST_GROUPS.findIndex((last) => spaceGroup <= last)] as CrystalSystem;
}
