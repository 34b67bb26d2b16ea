import type { Scope } from '@kessho/schema/entities/api-token';
import { SCOPES } from '@kessho/schema/entities/api-token';
import type { DataSource } from 'typeorm';
import { requestError } from '../graphql/request-errors.js';
import { scopesOfToken } from './token-store.js';

/** Scopes of whoever sends this `Authorization` header; null for nobody. */
export type Authenticate = (authorization: string | undefined) => Promise<ReadonlySet<Scope> | null>;

/**
 * @param isOpen bound to loopback: whoever reaches the API may do everything
 * @throws UNAUTHENTICATED for a token that is not valid, also where none is needed
 */
export function createAuthenticate(database: DataSource, isOpen: boolean): Authenticate {
  const everything = new Set(SCOPES);
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return isOpen ? everything : null;
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    const scopes = token === undefined ? null : await scopesOfToken(database, token);
    if (scopes === null) throw requestError('UNAUTHENTICATED', 'This token is not valid');
    return scopes;
  };
}
