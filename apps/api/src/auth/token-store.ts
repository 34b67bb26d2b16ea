import type { Scope } from '@kessho/schema/entities/api-token';
import { ApiToken } from '@kessho/schema/entities/api-token';
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { createTokenText, matchesHash, readTokenText } from './token-secret.js';

export async function createToken(
  database: DataSource,
  name: string,
  scopes: readonly Scope[],
  expiresAt: Date | null,
): Promise<{ readonly token: string; readonly prefix: string }> {
  const { token, prefix, secretHash } = createTokenText();
  await database.getRepository(ApiToken).insert({ prefix, name, secretHash, scopes: [...scopes], expiresAt, lastUsedAt: null });
  return { token, prefix };
}

/** The row of a token; null where it is unknown, expired or wrong. */
export async function findToken(database: DataSource, text: string): Promise<ApiToken | null> {
  const parts = readTokenText(text);
  if (parts === null) return null;
  const token = await database.getRepository(ApiToken).findOneBy({ prefix: parts.prefix });
  if (token === null || !matchesHash(parts.secret, token.secretHash)) return null;
  if (token.expiresAt !== null && token.expiresAt.getTime() <= Date.now()) return null;
  // Once a minute is enough to know.
  await queryRows(
    database,
    `UPDATE api_token SET last_used_at = now() WHERE prefix = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [token.prefix],
  );
  return token;
}

export async function hasTokens(database: DataSource): Promise<boolean> {
  const [row] = await queryRows<{ found: boolean }>(
    database,
    'SELECT EXISTS (SELECT FROM api_token WHERE expires_at IS NULL OR expires_at > now()) AS found',
  );
  return row?.found ?? false;
}
