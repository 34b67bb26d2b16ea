/**
 * A lease: of a row that is running one process holds the right to write. It has the token that was made when it took the row, and says every HEARTBEAT_MS that it
 * lives; after LEASE_MS of silence anyone may take the row, under a new token, and what the former holder still writes finds no row of its token.
 *
 * Held so are portions of predictions, tasks of searches, and imports: columns `state`, `claim_token`, `claimed_by`, `heartbeat_at`, `attempts`. A delivery of a webhook,
 * which takes seconds and has nobody to renew it, has a date in place of the heartbeat and its number of attempts in place of the token (`webhooks/delivery-claims.ts`).
 */
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';

/** Tables whose rows are leased. */
export type LeasedTable = 'prediction_chunk' | 'search_task' | 'material_import';

/** Who works on a row says so this often… */
export const HEARTBEAT_MS = 2000;
/** …and loses it after this silence: three heartbeats missed. */
export const LEASE_MS = 7000;
/** A row that lost its worker this many times is what kills them. */
export const MAX_ATTEMPTS = 4;
/** What waits this long is queued again, in case its job was lost; what waits in the queue is not queued twice. */
export const WAITING_MS = 15_000;

/** Whether a worker that was last heard of so long ago is taken for gone. */
export const isSilent = (silentForMs: number): boolean => silentForMs > LEASE_MS;

/** SQL, milliseconds since the last heartbeat. */
export const SILENCE_MS = 'extract(epoch FROM now() - heartbeat_at)::float8 * 1000';

/** SQL, whether there was no heartbeat for so long. @param row alias of the table */
export const silentFor = (ms: number, row: string | null = null): string =>
  `${row === null ? '' : `${row}.`}heartbeat_at < now() - interval '${ms} milliseconds'`;

/** SQL of an UPDATE that takes a row under a new token. @param holder parameter, who takes it */
export const taking = (holder: string): string =>
  `state = 'running', claim_token = gen_random_uuid(), claimed_by = ${holder}, heartbeat_at = now(), attempts = attempts + 1`;

/** SQL, whether a row is held. @param token parameter, under which */
export const heldUnder = (token: string): string => `claim_token = ${token} AND state = 'running'`;

/** SQL of a statement that gives a row where the lease holds, and renews it. Its one parameter is the token. */
export const renewal = (table: LeasedTable): string => `UPDATE ${table} SET heartbeat_at = now() WHERE ${heldUnder('$1')} RETURNING 1`;

/** True if the lease still holds; it is renewed. */
export const renewLease = async (database: DataSource, table: LeasedTable, token: string): Promise<boolean> =>
  (await queryRows(database, renewal(table), [token])).length > 0;
