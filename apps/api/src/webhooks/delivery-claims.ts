import type { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import type { PostOutcome } from './post-delivery.js';
import { POST_TIMEOUT_MS } from './post-delivery.js';

/** An attempt that has not ended after this was cut short by the end of its process, and is made again. */
const LEASE_MS = POST_TIMEOUT_MS + 5000;
/** Webhooks that are called at the same time. */
export const MOST_AT_ONCE = 16;
const KEPT_DAYS = 30;

/** The right to make one attempt. */
export interface DeliveryClaim extends Pick<
  WebhookDelivery,
  'id' | 'webhookId' | 'event' | 'subjectType' | 'subjectId' | 'details' | 'createdAt' | 'attempts'
> {
  readonly url: string;
  /** Keys to sign with. */
  readonly secrets: readonly string[];
}

/** Take what is due, one delivery a webhook, so that a slow receiver holds nobody else up. @param busy webhooks that are being called already */
export const claimDeliveries = (database: DataSource, busy: readonly string[]): Promise<DeliveryClaim[]> =>
  queryRows<DeliveryClaim>(
    database,
    `WITH due AS MATERIALIZED (
       SELECT first.id FROM webhook v CROSS JOIN LATERAL (
         SELECT id FROM webhook_delivery WHERE webhook_id = v.id AND state = 'pending' AND next_attempt_at <= now()
         ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS first
       WHERE v.disabled_at IS NULL AND v.id <> ALL ($1::uuid[]) LIMIT $3)
     UPDATE webhook_delivery d SET attempts = d.attempts + 1, attempted_at = now(), next_attempt_at = now() + $2 * interval '1 millisecond'
     FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
     RETURNING d.id, d.webhook_id AS "webhookId", d.event, d.subject_type AS "subjectType", d.subject_id AS "subjectId", d.details,
       d.created_at AS "createdAt", d.attempts, w.url,
       CASE WHEN w.former_secret_until > now() THEN ARRAY[w.secret, w.former_secret] ELSE ARRAY[w.secret] END AS secrets`,
    [busy, LEASE_MS, MOST_AT_ONCE - busy.length],
  );

/** Milliseconds until something is due; null where nothing waits. */
export async function nextDueInMs(database: DataSource): Promise<number | null> {
  const [row] = await queryRows<{ ms: number | null }>(
    database,
    `SELECT (extract(epoch FROM min(due.at) - now()) * 1000)::float8 AS ms FROM webhook w CROSS JOIN LATERAL (
       SELECT next_attempt_at AS at FROM webhook_delivery WHERE webhook_id = w.id AND state = 'pending' ORDER BY next_attempt_at, id LIMIT 1) AS due
     WHERE w.disabled_at IS NULL`,
  );
  return row?.ms ?? null;
}

/** Give an attempt back that this process cannot bring to its end. */
export const releaseDelivery = (database: DataSource, { id, attempts }: DeliveryClaim): Promise<unknown> =>
  queryRows(
    database,
    `UPDATE webhook_delivery SET attempts = attempts - 1, next_attempt_at = now() WHERE id = $1 AND attempts = $2 AND state = 'pending'`,
    [id, attempts],
  );

/**
 * Write down how an attempt ended. A webhook to which nothing could be delivered through all the repetitions of one event is turned off, and one
 * whose receiver says that it is gone.
 * @param retryAfterMs pause after each attempt but the last
 */
export async function settleDelivery(
  database: DataSource,
  claim: DeliveryClaim,
  outcome: PostOutcome,
  retryAfterMs: readonly number[],
): Promise<void> {
  const { id, webhookId, attempts, createdAt } = claim;
  const { status, error } = outcome;
  const isGone = status === 410;
  const pause = isGone ? undefined : retryAfterMs[attempts - 1];
  const state = error === null ? 'delivered' : pause === undefined ? 'failed' : 'pending';
  await database.transaction(async (manager) => {
    const written = await queryRows(
      manager,
      `UPDATE webhook_delivery SET state = $3, status = $4, error = $5, next_attempt_at = now() + $6 * interval '1 millisecond'
       WHERE id = $1 AND attempts = $2 AND state = 'pending' RETURNING id`,
      [id, attempts, state, status, error?.slice(0, 500) ?? null, pause ?? 0],
    );
    if (written.length === 0) return;
    if (state === 'delivered') await queryRows(manager, 'UPDATE webhook SET last_success_at = now() WHERE id = $1', [webhookId]);
    if (state === 'failed') {
      await queryRows(
        manager,
        `UPDATE webhook SET disabled_at = now(), disabled_reason = $2
         WHERE id = $1 AND disabled_at IS NULL AND ($2 = 'gone' OR last_success_at IS NULL OR last_success_at < $3)`,
        [webhookId, isGone ? 'gone' : 'failing', createdAt],
      );
    }
  });
}

/** Forget deliveries that came to their end long ago. */
export const forgetDeliveries = (database: DataSource): Promise<unknown> =>
  queryRows(database, `DELETE FROM webhook_delivery WHERE state <> 'pending' AND created_at < now() - interval '${KEPT_DAYS} days'`);

/** Forget keys that sign no more. */
export const forgetFormerSecrets = (database: DataSource): Promise<unknown> =>
  queryRows(database, `UPDATE webhook SET former_secret = NULL, former_secret_until = NULL WHERE former_secret_until <= now()`);
