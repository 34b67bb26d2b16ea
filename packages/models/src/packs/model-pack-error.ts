import { CoreError } from '@kessho/core/errors';

export type ModelPackErrorCode = 'ModelPackDamaged' | 'ModelPackUnsafe' | 'ModelPackIncompatible' | 'ModelPackHashWrong' | 'ModelPackInaccurate' | 'ModelPackConflict';

/**
 * A model pack cannot be installed: not an archive or a file missing in it (`Damaged`), a path or size that is not let onto the disk (`Unsafe`), made for
 * another version of the contract (`Incompatible`), a file other than its manifest says (`HashWrong`), energies or forces off the golden values that it carries
 * (`Inaccurate`), or another model of this name and version in place (`Conflict`).
 */
export class ModelPackError extends CoreError {
  constructor(
    readonly code: ModelPackErrorCode,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
