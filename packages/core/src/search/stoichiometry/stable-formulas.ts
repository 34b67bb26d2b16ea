import type { ModelId } from '../../energy/energy-model.js';

/** Elements between which something is known. */
export interface KnownSystem {
  /** Atomic numbers, rising. */
  readonly elements: readonly number[];
  /** Reduced counts in the order of the elements, of each formula on the hull that holds all of them; none where nothing is stable. */
  readonly stable: readonly (readonly number[])[];
}

/** Which formulas of which chemical systems are stable, and how alike elements are (`training/stoichiometry`). */
export interface StableFormulasModel {
  readonly id: ModelId;
  readonly systems: readonly KnownSystem[];
  /** `squaredDistances[119 * i + j]` between learned embeddings of elements i and j: `PrototypeLikelihoodModel`. */
  readonly squaredDistances: Float64Array;
  /** s and p: a system whose elements are at the mean squared distance d weighs exp(−s·dᵖ). */
  readonly sharpness: number;
  readonly distanceExponent: number;
  /** Weight of what is expected of the stoichiometry alone, where a system of the same elements would weigh 1. */
  readonly priorWeight: number;
}
