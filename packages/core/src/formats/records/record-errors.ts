import { CoreError } from '../../errors.js';

/** A record that its source has withdrawn. */
export class DeprecatedRecordError extends CoreError {
  readonly code = 'RecordDeprecated';
}

/** A JSON record of no kind that is known. */
export class UnknownRecordError extends CoreError {
  readonly code = 'UnknownRecord';
}
