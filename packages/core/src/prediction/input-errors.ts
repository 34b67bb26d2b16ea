import type { CoreErrorCode } from '../errors.js';
import { CoreError } from '../errors.js';

export class InvalidOptionsError extends CoreError {
  readonly code = 'InvalidOptions';
}

/** The generators found nothing to offer: with the reasons in the message. */
export class NoCandidatesError extends CoreError {
  readonly code = 'NoCandidates';
}

export class AbortedError extends CoreError {
  readonly code = 'Aborted';

  constructor() {
    super('The work was cancelled');
  }
}

/** Failures that a user mends by changing the input; every other one is ours. */
export const INPUT_ERROR_CODES: ReadonlySet<CoreErrorCode> = new Set<CoreErrorCode>([
  'EmptyFormula',
  'InvalidFormula',
  'UnknownElement',
  'UnsupportedElement',
  'FormulaTooLong',
  'TooManyAtoms',
  'InvalidLattice',
  'InvalidStructure',
  'InvalidSpaceGroup',
  'UnknownFormat',
  'ParseFailed',
  'PartialOccupancy',
  'UnknownRecord',
  'RecordDeprecated',
  'InvalidFilter',
  'TooManyStructures',
  'EnergyMissing',
  'InvalidOptions',
  'ReferenceMissing',
  'ReferenceSetsMixed',
  'InvalidReferenceSet',
  'InvalidHullInput',
  'VolumeMissing',
  'TooManyFacets',
  'InvalidDiffractionInput',
  'ModelPackDamaged',
  'ModelPackUnsafe',
  'ModelPackIncompatible',
  'ModelPackHashWrong',
  'ModelPackInaccurate',
  'ModelPackConflict',
]);

export const isInputError = (error: unknown): error is CoreError => error instanceof CoreError && INPUT_ERROR_CODES.has(error.code);
