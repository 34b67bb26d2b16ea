import type { Scope } from '@kessho/schema/entities/api-token';
import { LOCAL_OWNER_ID } from '@kessho/schema/entities/member';
import type { DataSource } from 'typeorm';
import { requestError } from '../graphql/request-errors.js';
import { scopesOfRole } from './role-scopes.js';
import { findToken } from './token-store.js';

/** Whoever sends a request. */
export interface Caller {
  /** Null for nobody known. */
  readonly scopes: ReadonlySet<Scope> | null;
  /** Prefix of the valid token that was sent; null without one. */
  readonly tokenPrefix: string | null;
  /** Row of the member who acts; null for nobody known. */
  readonly memberId: string | null;
}

/** Who wants to change something. */
export type Actor = Pick<Caller, 'scopes' | 'memberId'>;

export const NOBODY: Caller = { scopes: null, tokenPrefix: null, memberId: null };

/** Who sends this `Authorization` header. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/** Whose operations are counted together. @param address of the other end of the connection */
export const clientOf = ({ tokenPrefix }: Caller, address: string | undefined): string =>
  tokenPrefix === null ? `address:${address ?? 'unknown'}` : `token:${tokenPrefix}`;

/**
 * @param isOpen reached from this machine alone: whoever sends no token is its local owner
 * @throws UNAUTHENTICATED for a token that is not valid, also where none is needed
 */
export function createAuthenticate(database: DataSource, isOpen: boolean): Authenticate {
  const localOwner: Caller = { scopes: new Set(scopesOfRole('owner')), tokenPrefix: null, memberId: LOCAL_OWNER_ID };
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return isOpen ? localOwner : NOBODY;
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    const known = token === undefined ? null : await findToken(database, token);
    if (known === null) throw requestError('UNAUTHENTICATED', 'This token is not valid');
    return { scopes: new Set(known.scopes), tokenPrefix: known.prefix, memberId: known.memberId };
  };
}
