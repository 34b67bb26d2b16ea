import { CoreError } from '../errors.js';

/** The search ended without a space group: the tolerance does not fit the structure. */
export class SymmetryNotFoundError extends CoreError {
  readonly code = 'SymmetryNotFound';
}

/** The symmetry engine is not loaded, or broke down on this input; after a breakdown a fresh instance stands ready for the next call. */
export class SymmetryEngineTrappedError extends CoreError {
  readonly code = 'SymmetryEngineTrapped';
}

export class InvalidSpaceGroupError extends CoreError {
  readonly code = 'InvalidSpaceGroup';
}

/** A tolerance that is no positive length. */
export class InvalidSymprecError extends CoreError {
  readonly code = 'InvalidOptions';
}
