import { CoreError } from '@kessho/core/errors';
import { isConnectionError } from '../database/connection-errors.js';

/** Why a portion failed, for the row of its prediction. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** The same work may succeed when it is repeated. */
  readonly isTransient: boolean;
}

/** The machine is short of something for the moment. */
const TRANSIENT_SYSTEM_CODES = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY']);

/** What users may read of it; of our own defects the log has more. @param work its name in the log */
export function describeFailure(error: unknown, work: string): Failure {
  if (error instanceof CoreError) return { code: error.code, message: error.message, isTransient: false };
  if (isConnectionError(error)) return { code: 'DatabaseUnavailable', message: 'The database was away', isTransient: true };
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
    if (code !== null && TRANSIENT_SYSTEM_CODES.has(code)) return { code, message: error.message, isTransient: true };
  }
  return { code: 'Internal', message: `A defect of the program in ${work}; the log of the worker tells more`, isTransient: false };
}
