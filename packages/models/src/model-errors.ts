import { CoreError } from '@kessho/core/errors';

/** A model's files are missing, damaged, or made for another version of this program. */
export class ModelFileInvalidError extends CoreError {
  readonly code = 'ModelFileInvalid';
}

/** A model was asked for, or gave, what its contract excludes: atoms on one place, energies that are no numbers. */
export class ModelContractViolatedError extends CoreError {
  readonly code = 'ModelContractViolated';
}
