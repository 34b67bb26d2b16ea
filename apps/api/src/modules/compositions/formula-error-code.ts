import type { CoreError } from '@kessho/core/errors';
import type { UserErrorCode } from '@kessho/schema/results/payloads';

const CODES: Readonly<Record<string, UserErrorCode>> = {
  EmptyFormula: 'EMPTY_FORMULA',
  InvalidFormula: 'INVALID_FORMULA',
  UnknownElement: 'UNKNOWN_ELEMENT',
  FormulaTooLong: 'FORMULA_TOO_LONG',
  TooManyAtoms: 'TOO_MANY_ATOMS',
};

/** What is wrong with a formula, as clients are told. */
export const formulaErrorCode = ({ code }: CoreError): UserErrorCode => CODES[code] ?? 'INVALID_FORMULA';
