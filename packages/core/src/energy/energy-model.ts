import type { StructureBatch } from '../crystal/structure-batch.js';

/** Names one immutable trained model; energies compare only where all three agree. */
export interface ModelId {
  readonly name: string;
  readonly version: string;
  /** sha256 of the model file, lower-case hexadecimal; for an analytic model the hash of its parameters. */
  readonly sha256: string;
}

/** What a potential says of a batch, in the order of the batch. */
export interface EnergyBatch {
  /** (nStructures), eV per cell. */
  readonly energies: Float64Array;
  /** (nAtoms × 3), −∂E/∂r, eV/Å. */
  readonly forces: Float64Array;
  /** (nStructures × 9), symmetric, (1/V) ∂E/∂ε, eV/Å³, positive in tension. */
  readonly stresses: Float64Array;
  /** (nAtoms), μ_B; null where the model has none. */
  readonly magneticMoments: Float64Array | null;
}

/**
 * The port of every interatomic potential: a batch in, energies and their derivatives out.
 * Evaluation is batched only; one structure is a batch of one. The input is never changed; results do not depend on what else is in the batch
 * beyond the model's stated tolerance.
 */
export interface EnergyModel {
  readonly id: ModelId;
  /** Atomic numbers the model was trained on. */
  readonly elements: ReadonlySet<number>;
  /** @throws {CoreError} code `UnsupportedElement` for an element outside of `elements` */
  readonly evaluate: (batch: StructureBatch) => Promise<EnergyBatch>;
}
