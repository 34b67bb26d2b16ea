import { CoreError } from '../../errors.js';

/** A text that is no filter of OPTIMADE; `position` is the offset where it breaks. */
export class FilterSyntaxError extends CoreError {
  readonly code = 'InvalidFilter';

  constructor(message: string, place: number) {
    super(`Character ${place + 1}: ${message}`, { position: place });
  }
}
