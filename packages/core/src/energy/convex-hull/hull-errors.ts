import { CoreError } from '../../errors.js';

/** No phase of an element of the composition is among the entries, so that nothing can be said of formation or stability. */
export class ReferenceMissingError extends CoreError {
  readonly code = 'ReferenceMissing';
}

/** An entry without atoms or with an energy that is no number, a chemical potential that is none, an element that stands twice. */
export class InvalidHullInputError extends CoreError {
  readonly code = 'InvalidHullInput';
}

/** Under pressure every phase needs its volume. */
export class VolumeMissingError extends CoreError {
  readonly code = 'VolumeMissing';
}

/** The hull has more facets than were allowed; energies, decompositions and stable phases need none of them. */
export class TooManyFacetsError extends CoreError {
  readonly code = 'TooManyFacets';
}
