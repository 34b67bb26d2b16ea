import { CoreError } from '../errors.js';

export type FormulaErrorCode = 'EmptyFormula' | 'InvalidFormula' | 'UnknownElement' | 'FormulaTooLong' | 'TooManyAtoms';

/** A text that is no formula; `position` is the offset of the offending character in the text as it was given (UTF-16 units). */
export class FormulaError extends CoreError {
  constructor(
    readonly code: FormulaErrorCode,
    message: string,
    position: number,
  ) {
    super(message, { position });
  }
}
