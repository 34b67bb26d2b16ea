import type { Structure } from '../crystal/structure.js';
import type { ExtxyzFrame } from './extxyz/extxyz-frame.js';

/** A crystal of a file with what the file says of it besides where the atoms are. */
export interface LabeledCrystal extends ExtxyzFrame {
  /** Name of the crystal in its source; null where it has none. */
  readonly id: string | null;
  /** Model, or functional and correction scheme, of the energy: only energies of one scheme compare. Null where it is not known. */
  readonly energyScheme: string | null;
}

/** A crystal of which nothing else is known. */
export const unlabeled = (structure: Structure): LabeledCrystal => ({
  structure,
  id: null,
  energy: null,
  energyScheme: null,
  forces: null,
  stress: null,
  extra: new Map(),
});

/** Text of an extra key as the number it is, else as it is. */
export const extraValue = (text: string): number | string =>
  /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
