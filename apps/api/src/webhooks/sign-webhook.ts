import { createHmac, randomBytes } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
/** Bytes of a fresh key. The specification asks for 24 to 64. */
const KEY_BYTES = 32;

export const createWebhookSecret = (): string => SECRET_PREFIX + randomBytes(KEY_BYTES).toString('base64');

/**
 * Headers of one delivery: HMAC-SHA256 over `id.timestamp.body`, a signature for each key.
 *
 * @param timestamp seconds since 1970 @param secrets the present one, and a former one while receivers change over
 * @see Standard Webhooks, specification 1.0.0, "Verifying webhook authenticity", https://www.standardwebhooks.com
 */
export function signWebhook(id: string, timestamp: number, body: string, secrets: readonly string[]): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
