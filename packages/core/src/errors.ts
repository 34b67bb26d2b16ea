/** Every failure code of the core, grouped by the step that raises it. Codes are a contract: they reach the API and the command line. */
export type CoreErrorCode =
  // composition
  | 'EmptyFormula'
  | 'InvalidFormula'
  | 'UnknownElement'
  | 'UnsupportedElement'
  | 'FormulaTooLong'
  | 'TooManyAtoms'
  // crystal
  | 'InvalidLattice'
  | 'InvalidStructure'
  | 'InvalidCutoff'
  // symmetry
  | 'SymmetryNotFound'
  | 'SymmetryEngineMissing'
  | 'SymmetryEngineTrapped'
  | 'InvalidSpaceGroup'
  | 'NoWyckoffAssignment'
  // formats
  | 'UnknownFormat'
  | 'ParseFailed'
  | 'PartialOccupancy'
  | 'UnknownRecord'
  | 'RecordDeprecated'
  | 'InvalidFilter'
  | 'TooManyStructures'
  | 'EnergyMissing'
  // energy, models
  | 'ModelContractViolated'
  | 'ModelFileInvalid'
  | 'ReferenceMissing'
  | 'ReferenceSetsMixed'
  | 'InvalidReferenceSet'
  | 'InvalidHullInput'
  | 'VolumeMissing'
  | 'TooManyFacets'
  // diffraction
  | 'InvalidDiffractionInput'
  // model packs
  | 'ModelPackDamaged'
  | 'ModelPackUnsafe'
  | 'ModelPackIncompatible'
  | 'ModelPackHashWrong'
  | 'ModelPackInaccurate'
  | 'ModelPackConflict'
  // prediction
  | 'InvalidOptions'
  | 'NoCandidates'
  | 'Aborted';

/** Base of every error the core raises on purpose: a code for programs, a message with value, unit and place for people. */
export abstract class CoreError extends Error {
  abstract readonly code: CoreErrorCode;
  /** Offset of the offending character in the input text, where there is one. */
  readonly position: number | null;

  constructor(message: string, options: { readonly cause?: unknown; readonly position?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.position = options.position ?? null;
  }
}
