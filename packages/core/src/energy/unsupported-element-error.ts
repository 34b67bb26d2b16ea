import { CoreError } from '../errors.js';

/** A structure or composition holds an element that the model was not trained on. */
export class UnsupportedElementError extends CoreError {
  readonly code = 'UnsupportedElement';
}
