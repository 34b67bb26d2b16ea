import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';

/** A crystal of a collection, of which the geometry is built when asked for. */
export interface KnownCrystal {
  readonly sourceId: string;
  /** Reduced. */
  readonly composition: Composition;
  /** In the primitive cell. */
  readonly nsites: number;
  /** Å³ per atom, without pressure. */
  readonly volumePerAtom: number;
  /** eV/atom in the collection's own scheme; null where it has none. */
  readonly energyAboveHull: number | null;
  /** Null where the collection does not say. */
  readonly isExperimental: boolean | null;
  readonly structure: () => Structure;
}

/** Crystals whose geometry is known, as one dated collection. */
export interface KnownCrystals {
  /** `materials-project` */
  readonly name: string;
  /** ISO date of the snapshot, as exact as it is known. */
  readonly snapshotDate: string;
  /** All crystals whose elements are among these, elements and sub-systems included. */
  readonly within: (atomicNumbers: readonly number[]) => readonly KnownCrystal[];
}
