import type { ModelId } from '../../energy/energy-model.js';

/** One pair that the model tells apart. */
export interface SymmetryClass {
  readonly spaceGroup: number;
  /** In the primitive cell. */
  readonly formulaUnits: number;
}

/** What the model is told of a composition; made by `symmetry-features.ts`. */
export interface SymmetryFeatures {
  /** Atomic numbers and reduced counts, ordered by count and then by electronegativity. */
  readonly elements: readonly number[];
  readonly counts: readonly number[];
  /** Shares of the classes in the votes of known crystals; all 0 where none votes. */
  readonly votes: Float32Array;
  /** Shares among the known crystals of the anonymous formula, stable ones counted most; likewise. */
  readonly frequencies: Float32Array;
  /** How far the votes can be trusted: whether there are any, logarithms of the strongest vote, of all over the strongest and of their number; spread and offset of volumes. */
  readonly evidence: Float32Array;
}

export interface SymmetryPrediction {
  /** By class; sums to 1. */
  readonly probabilities: Float64Array;
  /** To add to ln of the expected volume. */
  readonly volumeCorrection: number;
  /** Mean absolute deviation of ln V from that. */
  readonly volumeDeviation: number;
}

/** Space group and number of formula units of a composition's ground state. Trained by `training/symmetry`. */
export interface SymmetryModel {
  readonly id: ModelId;
  readonly classes: readonly SymmetryClass[];
  readonly predict: (features: SymmetryFeatures) => Promise<SymmetryPrediction>;
}
