/** `kessho token create|list|revoke`: keys to the API. */
import { parseArgs } from 'node:util';
import type { Scope } from '@kessho/schema/entities/api-token';
import { ApiToken, SCOPES } from '@kessho/schema/entities/api-token';
import type { DataSource } from 'typeorm';
import { createToken } from './auth/token-store.js';
import { readConfig } from './config.js';
import { withDatabase } from './database/open-database.js';
import { createLog } from './log.js';

const USAGE = `kessho token create --name NAME --scopes read,write [--expires YYYY-MM-DD]
kessho token list
kessho token revoke PREFIX
`;

class UsageError extends Error {}

try {
  const run = readCommand(process.argv.slice(2));
  process.stdout.write(await withDatabase(readConfig(process.env), createLog(process.stderr), (database) => run(database)));
  process.exit(0);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}`);
  process.exit(2);
}

function readCommand(args: string[]): (database: DataSource) => Promise<string> {
  const { values, positionals } = parse(args);
  const [command, prefix] = positionals;
  switch (command) {
    case 'create': {
      const name = values.name?.trim();
      if (!name) throw new UsageError('A token needs a name: --name NAME');
      const scopes = readScopes(values.scopes ?? 'read');
      const expiresAt = readDate(values.expires);
      return async (database) => {
        const { token } = await createToken(database, name, scopes, expiresAt);
        process.stderr.write('This is shown only once; the server keeps a hash.\n');
        return `${token}\n`;
      };
    }
    case 'list':
      return listTokens;
    case 'revoke':
      if (!prefix) throw new UsageError('Name the token by its prefix: kessho token revoke PREFIX');
      return (database) => revokeToken(database, prefix.replace(/^kessho_/, '').slice(0, 8));
    default:
      throw new UsageError(command === undefined ? 'What about tokens?' : `"${command}" is no command about tokens`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, scopes: { type: 'string' }, expires: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readScopes(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = SCOPES.find((name) => name === word.trim());
    if (scope === undefined) throw new UsageError(`"${word}" is no scope; there are ${SCOPES.join(', ')}`);
    return scope;
  });
}

function readDate(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getTime() < Date.now()) throw new UsageError(`--expires takes a day to come, 2027-01-31, not "${text}"`);
  return date;
}

async function listTokens(database: DataSource): Promise<string> {
  const tokens = await database.getRepository(ApiToken).find({ order: { createdAt: 'ASC' } });
  const day = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? 'never';
  return tokens
    .map(({ prefix, name, scopes, createdAt, lastUsedAt, expiresAt }) =>
      [prefix, scopes.join(','), `created ${day(createdAt)}`, `used ${day(lastUsedAt)}`, `expires ${day(expiresAt)}`, name].join('  '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

async function revokeToken(database: DataSource, prefix: string): Promise<string> {
  const { affected } = await database.getRepository(ApiToken).delete({ prefix });
  if (!affected) throw new UsageError(`There is no token ${prefix}`);
  return `revoked ${prefix}\n`;
}
