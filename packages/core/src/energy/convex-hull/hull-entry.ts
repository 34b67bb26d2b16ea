import type { Composition } from '../../composition/composition.js';

/** A phase that others may decompose into. All energies of one hull come from one model or one level of theory with one correction scheme. */
export interface HullEntry {
  readonly id: string;
  readonly formula: string;
  readonly composition: Composition;
  /** eV/atom, total. */
  readonly energyPerAtom: number;
}

/** A phase whose volume may be known. */
export interface VolumedEntry extends HullEntry {
  /** Å³ per atom; null where not known. */
  readonly volumePerAtom: number | null;
}

/** One phase of a decomposition; `fraction` is the share of atoms. */
export interface HullPhase {
  readonly entryId: string;
  readonly formula: string;
  readonly fraction: number;
}
