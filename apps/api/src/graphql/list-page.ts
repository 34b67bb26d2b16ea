import type { Page } from '@kessho/schema/results/connection';
import type { PageRequest } from './connection-args.js';
import { badUserInput } from './request-errors.js';

/**
 * One page of a list that is in memory. A cursor names a row by its key, and the list it belongs to by the fingerprint.
 * @throws BAD_USER_INPUT for a cursor of another list, or of a row that is no longer there
 */
export function listPage<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  fingerprint: string,
  { limit, backward, cursor }: PageRequest,
): Page<Row> {
  const at = cursor === null ? (backward ? rows.length : -1) : rows.findIndex((row) => keyOf(row) === rowKey(cursor, fingerprint));
  if (cursor !== null && at < 0) throw badUserInput('The row of this cursor is no longer there');
  const start = backward ? Math.max(0, at - limit) : at + 1;
  const end = backward ? at : Math.min(rows.length, start + limit);
  const edges = rows.slice(start, end).map((node) => ({ cursor: encode(keyOf(node), fingerprint), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countAll: () => Promise.resolve(rows.length),
  };
}

const encode = (key: string, fingerprint: string): string => Buffer.from(JSON.stringify([fingerprint, key])).toString('base64url');

function rowKey(cursor: string, fingerprint: string): string {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw badUserInput('This is no cursor');
  }
  if (!Array.isArray(parts) || parts.length !== 2 || typeof parts[1] !== 'string') throw badUserInput('This is no cursor');
  if (parts[0] !== fingerprint) throw badUserInput('This cursor belongs to another list');
  return parts[1];
}
