import type { StructureBatch } from '../../../crystal/structure-batch.js';
import type { ModelId } from '../../../energy/energy-model.js';

/** What a surrogate says of a batch, in the order of the batch. */
export interface SurrogateFeatures {
  /** (nStructures), eV/atom: the energy as pre-trained. */
  readonly priors: Float64Array;
  /** (nStructures × width): what the energy is linear in, so that a regression on it adapts the surrogate. */
  readonly features: Float64Array;
}

/** The port of a fast model of a potential's energy on unrelaxed crystals. Results do not depend on what else is in the batch beyond float32 rounding. */
export interface SurrogateModel {
  readonly id: ModelId;
  /** The potential whose energies it imitates; labels of another one must not be given to it. */
  readonly potential: ModelId;
  /** Atomic numbers it was trained on. */
  readonly elements: ReadonlySet<number>;
  /** Features of a structure. */
  readonly width: number;
  /** Where the regression starts from: what fitted best over the compositions of the training. */
  readonly startingPoint: AdaptationStart;
  /** @throws {CoreError} code `UnsupportedElement` for an element outside of `elements` */
  readonly featuresOf: (batch: StructureBatch) => Promise<SurrogateFeatures>;
}

export interface AdaptationStart {
  /** Of the coefficients, 1/variance, (eV/atom)⁻². */
  readonly precision: number;
  /** Variance of the low energies around the regression, (eV/atom)². */
  readonly noise: number;
}
