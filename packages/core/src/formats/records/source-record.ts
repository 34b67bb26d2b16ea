import type { Structure } from '../../crystal/structure.js';

/** A value of JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What one record of a database says of one crystal; null where it says nothing. */
export interface SourceRecord {
  /** The collection that records of this kind always come from; null where only the caller knows. */
  readonly source: string | null;
  /** The id the source gave, opaque text; null where it gave none. */
  readonly sourceId: string | null;
  readonly structure: Structure;
  /** SPDX where there is an identifier, `CC-BY-4.0`. */
  readonly license: string | null;
  /** ISO date of the state of the source, as exact as it is known: `2025-02`. */
  readonly snapshotDate: string | null;
  readonly energies: SourceEnergies | null;
  /** eV, of the functional of the energies unless the name in `reported` says otherwise. */
  readonly bandGap: number | null;
  /** False for a crystal that was made, true for one that was only computed. */
  readonly isTheoretical: boolean | null;
  /** Everything else, under the names of the source. */
  readonly reported: { readonly [name: string]: JsonValue };
}

/** Energies compare only within one functional and one scheme of corrections, so they never go without. */
export interface SourceEnergies {
  readonly functional: string;
  readonly correctionScheme: string;
  /** eV/atom, corrected. */
  readonly energyPerAtom: number | null;
  /** eV/atom. */
  readonly formationEnergyPerAtom: number | null;
  /** eV/atom. */
  readonly energyAboveHull: number | null;
}
