import { createHmac, randomBytes } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
/** Bytes of a fresh key. The specification asks for 24 to 64. */
const KEY_BYTES = 32;

export const createWebhookSecret = (): string => SECRET_PREFIX + randomBytes(KEY_BYTES).toString('base64');

/**
 * Headers of one delivery: HMAC-SHA256 over `id.timestamp.body` with the key of the secret.
 *
 * @param timestamp seconds since 1970
 * @see Standard Webhooks, specification 1.0.0, "Verifying webhook authenticity", https://www.standardwebhooks.com
 */
export function signWebhook(id: string, timestamp: number, body: string, secret: string): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}
