import { Webhook } from '@kessho/schema/entities/webhook';
import { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import type {
  CreateWebhookInput,
  RedeliverWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  WebhookInput,
} from '@kessho/schema/inputs/webhooks';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type {
  CreateWebhookPayload,
  DeleteWebhookPayload,
  RotateWebhookSecretPayload,
  WebhookDeliveryPayload,
  WebhookPayload,
} from '@kessho/schema/results/webhook-payloads';
import type { DataSource, EntityManager } from 'typeorm';
import { WEBHOOK_CHANNEL } from '../../database/notifications.js';
import { queryRows } from '../../database/query-rows.js';
import type { WebhookSettings } from '../../webhooks/deliver-webhooks.js';
import { createWebhookSecret } from '../../webhooks/sign-webhook.js';
import { webhookErrors } from './webhook-errors.js';

/** They are listed on one page and called at every event. */
const MOST_WEBHOOKS = 50;

/** Longest time that two keys sign. */
const MOST_FORMER_HOURS = 168;

const failed = (field: string, code: UserErrorCode, message: string): UserError[] => [{ field: [field], code, message, position: null }];

export async function createWebhook(
  database: DataSource,
  { url, events }: CreateWebhookInput,
  createdById: string,
  { allowsPrivate }: WebhookSettings,
): Promise<CreateWebhookPayload> {
  const userErrors = webhookErrors({ url, events }, allowsPrivate);
  const webhooks = database.getRepository(Webhook);
  if (userErrors.length === 0 && (await webhooks.count()) >= MOST_WEBHOOKS)
    userErrors.push(...failed('url', 'TOO_MANY_WEBHOOKS', `There are ${MOST_WEBHOOKS} webhooks already`));
  if (userErrors.length > 0) return { webhook: null, secret: null, userErrors };
  const secret = createWebhookSecret();
  const { id } = await webhooks.save(webhooks.create({ url, events: [...new Set(events)], secret, createdById }));
  return { webhook: await webhooks.findOneByOrFail({ id }), secret, userErrors: [] };
}

export async function updateWebhook(database: DataSource, input: UpdateWebhookInput, { allowsPrivate }: WebhookSettings): Promise<WebhookPayload> {
  const webhook = await findWebhook(database, input);
  if (webhook === null) return { webhook: null, userErrors: failed('webhookId', 'NOT_FOUND', NO_WEBHOOK) };
  const { url = null, events = null, isEnabled = null } = input;
  const wish = { ...(url !== null && { url }), ...(events !== null && { events: [...new Set(events)] }) };
  const userErrors = webhookErrors(wish, allowsPrivate);
  if (userErrors.length > 0) return { webhook: null, userErrors };
  const isOff = webhook.disabledAt !== null;
  const turned =
    isEnabled === true && isOff
      ? { disabledAt: null, disabledReason: null }
      : isEnabled === false && !isOff
        ? { disabledAt: new Date(), disabledReason: 'by-hand' as const }
        : {};
  await database.transaction(async (manager) => {
    const changes = { ...wish, ...turned };
    if (Object.keys(changes).length > 0) await manager.update(Webhook, webhook.id, changes);
    await rouse(manager);
  });
  return { webhook: await findWebhook(database, input), userErrors: [] };
}

/** A new key; the former one signs as well for a while, so that no delivery is refused while the receiver learns the new one. */
export async function rotateSecret(database: DataSource, input: RotateWebhookSecretInput): Promise<RotateWebhookSecretPayload> {
  const { formerKeyHours: hours } = input;
  const refused = (userErrors: UserError[]): RotateWebhookSecretPayload => ({ webhook: null, secret: null, userErrors });
  if (hours < 0 || hours > MOST_FORMER_HOURS)
    return refused(failed('formerKeyHours', 'INVALID_HOURS', `The former key may sign for 0 to ${MOST_FORMER_HOURS} hours more, not ${hours}`));
  const webhook = await findWebhook(database, input);
  if (webhook === null) return refused(failed('webhookId', 'NOT_FOUND', NO_WEBHOOK));
  const secret = createWebhookSecret();
  await queryRows(
    database,
    `UPDATE webhook SET secret = $2, former_secret = CASE WHEN $3 > 0 THEN secret END,
       former_secret_until = CASE WHEN $3 > 0 THEN now() + $3 * interval '1 hour' END WHERE id = $1`,
    [webhook.id, secret, hours],
  );
  return { webhook: await findWebhook(database, input), secret, userErrors: [] };
}

export async function deleteWebhook(database: DataSource, input: WebhookInput): Promise<DeleteWebhookPayload> {
  const webhook = await findWebhook(database, input);
  if (webhook === null) return { deletedId: null, userErrors: failed('webhookId', 'NOT_FOUND', NO_WEBHOOK) };
  await database.getRepository(Webhook).delete(webhook.id);
  return { deletedId: input.webhookId, userErrors: [] };
}

/** Send an event that says nothing, to this webhook alone. */
export async function testWebhook(database: DataSource, input: WebhookInput): Promise<WebhookDeliveryPayload> {
  const webhook = await findWebhook(database, input);
  if (webhook === null) return { delivery: null, userErrors: failed('webhookId', 'NOT_FOUND', NO_WEBHOOK) };
  if (webhook.disabledAt !== null) return { delivery: null, userErrors: failed('webhookId', 'WEBHOOK_DISABLED', OFF) };
  const { id } = await database.transaction(async (manager) => {
    const test = manager.create(WebhookDelivery, {
      webhookId: webhook.id,
      event: 'webhook-test',
      subjectType: 'Webhook',
      subjectId: webhook.id,
      details: { message: 'A test of this webhook' },
    });
    await rouse(manager);
    return manager.save(WebhookDelivery, test);
  });
  return { delivery: await database.getRepository(WebhookDelivery).findOneByOrFail({ id }), userErrors: [] };
}

/** Send what was given up, or has arrived and got lost there, once more under the same id. */
export async function redeliver(database: DataSource, { deliveryId }: RedeliverWebhookInput): Promise<WebhookDeliveryPayload> {
  const node = decodeNodeId(deliveryId);
  const deliveries = database.getRepository(WebhookDelivery);
  const delivery = node?.type === 'WebhookDelivery' ? await deliveries.findOne({ where: { id: node.uuid }, relations: { webhook: true } }) : null;
  if (delivery === null) return { delivery: null, userErrors: failed('deliveryId', 'NOT_FOUND', 'There is no such delivery') };
  if (delivery.webhook?.disabledAt !== null) return { delivery: null, userErrors: failed('deliveryId', 'WEBHOOK_DISABLED', OFF) };
  await database.transaction(async (manager) => {
    await queryRows(
      manager,
      `UPDATE webhook_delivery SET state = 'pending', attempts = 0, next_attempt_at = now() WHERE id = $1 AND state <> 'pending'`,
      [delivery.id],
    );
    await rouse(manager);
  });
  return { delivery: await deliveries.findOneByOrFail({ id: delivery.id }), userErrors: [] };
}

const NO_WEBHOOK = 'There is no such webhook';
const OFF = 'The webhook is off; turn it on first';

async function findWebhook(database: DataSource, { webhookId }: WebhookInput): Promise<Webhook | null> {
  const node = decodeNodeId(webhookId);
  return node?.type === 'Webhook' ? database.getRepository(Webhook).findOneBy({ id: node.uuid }) : null;
}

const rouse = (manager: EntityManager): Promise<unknown> => queryRows(manager, `SELECT pg_notify('${WEBHOOK_CHANNEL}', '')`);
