import { CoreError } from '../errors.js';

/** The search ended without a space group: the tolerance does not fit the structure. */
export class SymmetryNotFoundError extends CoreError {
  readonly code = 'SymmetryNotFound';
}

/** The symmetry engine broke down on this input; a fresh instance stands ready for the next call. */
export class SymmetryEngineTrappedError extends CoreError {
  readonly code = 'SymmetryEngineTrapped';
}

/** A program that never loaded the symmetry engine. */
export class SymmetryEngineMissingError extends CoreError {
  readonly code = 'SymmetryEngineMissing';
}

/** Did the search for symmetry end without a group, by its own word or because the engine broke down on this very input? */
export const foundNoSymmetry = (error: unknown): boolean => error instanceof SymmetryNotFoundError || error instanceof SymmetryEngineTrappedError;

export class InvalidSpaceGroupError extends CoreError {
  readonly code = 'InvalidSpaceGroup';
}

/** A tolerance that is no positive length. */
export class InvalidSymprecError extends CoreError {
  readonly code = 'InvalidOptions';
}
