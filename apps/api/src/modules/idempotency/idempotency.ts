import { IdempotencyKey } from '@kessho/schema/entities/idempotency-key';
import type { UserError } from '@kessho/schema/results/payloads';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

/** What a request started, or found there already. */
export interface Submission {
  readonly id: string;
  readonly reused: boolean;
}

const MAX_KEY_LENGTH = 200;

/** Null for a key that may be used, and where there is none. */
export const refusedKey = (key: string | null | undefined): UserError | null =>
  key != null && (key === '' || key.length > MAX_KEY_LENGTH || key.includes('\0'))
    ? {
        field: ['idempotencyKey'],
        code: 'INVALID_IDEMPOTENCY_KEY',
        message: `An idempotency key has 1 to ${MAX_KEY_LENGTH} characters, none of them NUL`,
        position: null,
      }
    : null;

export const KEY_CONFLICT: UserError = {
  field: ['idempotencyKey'],
  code: 'IDEMPOTENCY_CONFLICT',
  message: 'This key belongs to a request with another input',
  position: null,
};

/**
 * Submit at most once for a key: a request with a known key gets what the first one started. To be called in the transaction of the submission.
 * @param started column of the key that names it @param inputHash of all that the request asks for
 * @returns null where the key belongs to a request with another input
 */
export async function submitOnce(
  manager: EntityManager,
  { key, inputHash, started }: { readonly key: string | null; readonly inputHash: string; readonly started: 'predictionId' | 'searchId' },
  submit: () => Promise<Submission>,
): Promise<Submission | null> {
  if (key === null) return submit();
  await queryRows(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 7315022))', [key]);
  const known = await manager.findOneBy(IdempotencyKey, { key });
  if (known !== null) {
    const id = known[started];
    return known.inputHash === inputHash && id !== null ? { id, reused: true } : null;
  }
  const submission = await submit();
  await manager.insert(IdempotencyKey, { key, inputHash, [started]: submission.id });
  return submission;
}
