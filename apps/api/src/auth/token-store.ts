import type { Scope } from '@kessho/schema/entities/api-token';
import { ApiToken } from '@kessho/schema/entities/api-token';
import { LOCAL_OWNER_ID } from '@kessho/schema/entities/member';
import type { DataSource, EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { scopesOfRole } from './role-scopes.js';
import { createTokenText, matchesHash, readTokenText } from './token-secret.js';

/** @param memberId whose it is; the local owner's where nobody else is named */
export async function createToken(
  executor: DataSource | EntityManager,
  name: string,
  scopes: readonly Scope[],
  expiresAt: Date | null,
  memberId: string = LOCAL_OWNER_ID,
): Promise<{ readonly token: string; readonly prefix: string }> {
  const { token, prefix, secretHash } = createTokenText();
  await executor.getRepository(ApiToken).insert({ prefix, name, secretHash, scopes: [...scopes], expiresAt, lastUsedAt: null, memberId });
  return { token, prefix };
}

/** What a valid token lets its bearer do. */
export interface KnownToken {
  readonly prefix: string;
  readonly memberId: string;
  /** Those of the token that the role of its member has as well. */
  readonly scopes: readonly Scope[];
}

/** Null where the token is unknown, expired or wrong, or its member was removed. */
export async function findToken(database: DataSource, text: string): Promise<KnownToken | null> {
  const parts = readTokenText(text);
  if (parts === null) return null;
  const token = await database.getRepository(ApiToken).findOne({
    where: { prefix: parts.prefix, member: { removedAt: IsNull() } },
    relations: { member: true },
  });
  if (token?.member === undefined || !matchesHash(parts.secret, token.secretHash)) return null;
  if (token.expiresAt !== null && token.expiresAt.getTime() <= Date.now()) return null;
  // Once a minute is enough to know.
  await queryRows(
    database,
    `UPDATE api_token SET last_used_at = now() WHERE prefix = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [token.prefix],
  );
  const allowed = scopesOfRole(token.member.role);
  return { prefix: token.prefix, memberId: token.memberId, scopes: token.scopes.filter((scope) => allowed.includes(scope)) };
}

export async function hasTokens(database: DataSource): Promise<boolean> {
  const [row] = await queryRows<{ found: boolean }>(
    database,
    'SELECT EXISTS (SELECT FROM api_token WHERE expires_at IS NULL OR expires_at > now()) AS found',
  );
  return row?.found ?? false;
}
