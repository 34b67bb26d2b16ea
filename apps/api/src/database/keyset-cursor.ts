import { createHash } from 'node:crypto';
import { badUserInput } from '../graphql/request-errors.js';
import type { OrderColumn } from './order-column.js';
import { fitsColumn, UUID } from './order-column.js';

/** Where a page ends: the order values of its last row as PostgreSQL writes them, and the row's id. */
export interface KeysetCursor {
  readonly values: readonly (string | null)[];
  readonly id: string;
}

/** Identifies list, order and filter: a cursor of one is refused by another. */
export const listFingerprint = (list: string, order: unknown, filter: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([list, order, filter ?? null]))
    .digest('base64url')
    .slice(0, 16);

export const encodeCursor = ({ values, id }: KeysetCursor, fingerprint: string): string =>
  Buffer.from(JSON.stringify([fingerprint, id, ...values])).toString('base64url');

/** @throws BAD_USER_INPUT for a text that is no cursor, or a cursor of another list, order or filter */
export function decodeCursor(text: string, fingerprint: string, columns: readonly OrderColumn[]): KeysetCursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw badUserInput('This is no cursor');
  }
  if (!Array.isArray(parts) || !parts.every((part) => part === null || typeof part === 'string')) throw badUserInput('This is no cursor');
  const [madeFor, id, ...values] = parts as (string | null)[];
  if (madeFor !== fingerprint) throw badUserInput('This cursor belongs to another order or filter');
  const fits = values.length === columns.length && columns.every((column, k) => fitsColumn(values[k] ?? null, column));
  if (typeof id !== 'string' || !UUID.test(id) || !fits) throw badUserInput('This is no cursor');
  return { values, id };
}
