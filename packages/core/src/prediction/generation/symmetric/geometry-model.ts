import type { ModelId } from '../../../energy/energy-model.js';

/**
 * What real crystals say about the geometry of a random one, learned by `training/geometry`: shapes of cells, free coordinates, distances.
 * Samples of equal weight, likelier values oftener; the file says of how many crystals.
 */
export interface GeometryModel {
  readonly id: ModelId;
  /** By space group, 1–230. */
  readonly groups: ReadonlyMap<number, GroupGeometry>;
  /** By `pairKey` of two elements. */
  readonly distances: ReadonlyMap<number, PairDistances>;
}

export interface GroupGeometry {
  /** By rising number of atoms; empty where the system leaves nothing free or no crystal is known. */
  readonly shapes: readonly ShapeSample[];
  /** By letter and `orbitKind`: (n × 3) values of x, y, z, those that are not free 0. */
  readonly coordinates: ReadonlyMap<string, ReadonlyMap<number, Float64Array>>;
}

/** Shape of one known cell; what the system fixes has its fixed value. */
export interface ShapeSample {
  /** In the primitive cell. */
  readonly nAtoms: number;
  /** ln(b/a). */
  readonly logB: number;
  /** ln(c/a). */
  readonly logC: number;
  /** Degrees. */
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** A low quantile of the shortest distance of two elements over crystals that hold both, Å. */
export interface PairDistances {
  readonly nearest: number;
  readonly crystals: number;
  /** Over the crystals in which they are not bonded to each other; 0 where there are none. */
  readonly unbonded: number;
  readonly unbondedCrystals: number;
}

const STRIDE = 128;

/** Key of a pair of elements, in either order. */
export const pairKey = (z: number, other: number): number => STRIDE * Math.min(z, other) + Math.max(z, other);

/** Orbits of one letter have other coordinates where there are several, and for anions than for others. @param orbits on this letter, in the crystal */
export const orbitKind = (orbits: number, isAnion: boolean): number => Math.min(orbits, 3) - 1 + (isAnion ? 3 : 0);
