import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { isConnectionError } from '../database/connection-errors.js';
import type { Log } from '../log.js';

/** The one place where exceptions become answers: what was meant for the client passes, all else is masked and logged under an id. */
export const createErrorFormatter =
  (log: Log) =>
  (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') return formatted;
    if (isConnectionError(error)) {
      return { ...formatted, message: 'The database is away; try again in a moment', extensions: { code: 'SERVICE_UNAVAILABLE' } };
    }
    if (error instanceof GraphQLError && error.originalError === undefined) return formatted; // made by the executor: a missing value, a wrong enum
    const requestId = randomUUID();
    log('request failed', { requestId, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return {
      message: 'Something went wrong on the server',
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    };
  };
