import type { RemoteError } from '../../remote/remote-error.js';
import { ImportError } from '../import-source.js';

const CODES = {
  'not-found': 'SourceNotFound',
  refused: 'SourceRefused',
  unavailable: 'SourceUnavailable',
  timeout: 'SourceUnavailable',
  misbehaves: 'SourceMisbehaves',
} as const;

/** Why an import from another server ends. */
export function importErrorOf(error: RemoteError): ImportError {
  const code = CODES[error.kind];
  const message = code === 'SourceUnavailable' ? `${error.message}; start the import again to go on` : error.message;
  return new ImportError(code, message, { cause: error });
}
