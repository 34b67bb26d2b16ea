import { CoreError } from '../../errors.js';

/** A text that is no filter of OPTIMADE; `position` is the offset where it breaks. */
export class FilterSyntaxError extends CoreError {
  readonly code = 'InvalidFilter';

  constructor(message: string, place: number) {
    super(`Character ${place + 1}: ${message}`, { position: place });
  }
}

/** `5 < 7`: grammatical, but nothing is asked of the entries; OPTIMADE has it answered apart from errors of syntax. */
export class ConstantComparisonError extends FilterSyntaxError {}
