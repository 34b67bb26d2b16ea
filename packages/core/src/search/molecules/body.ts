import type { Vec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';

/** What moves as one: a molecule, or an atom that belongs to none. */
export interface Body {
  /** Place among the molecules; null for an atom. */
  readonly molecule: number | null;
  readonly atomicNumbers: readonly number[];
  /** Fractional: the mean of its atoms. */
  readonly center: Vec3;
  /** Cartesian, Å, from the center. */
  readonly offsets: readonly Vec3[];
}

/** A body that has no place yet. */
export type LooseBody = Omit<Body, 'center'>;

/** @param place among the molecules */
export const moleculeBody = ({ atomicNumbers, positions }: Molecule, place: number): LooseBody => ({
  molecule: place,
  atomicNumbers,
  offsets: positions,
});

export const atomBody = (z: number): LooseBody => ({ molecule: null, atomicNumbers: [z], offsets: [[0, 0, 0]] });

/** An atomic number, or a number below 0 for a molecule. */
export const kindOf = ({ molecule, atomicNumbers }: LooseBody): number => (molecule === null ? atomicNumbers[0] : -1 - molecule);
