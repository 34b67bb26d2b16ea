import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX_LENGTH = 8;
const SECRET_LENGTH = 40; // 238 bits

const randomText = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A fresh token: `kessho_<prefix>_<secret>`, to be shown once. */
export function createTokenText(): { readonly token: string; readonly prefix: string; readonly secretHash: string } {
  const [prefix, secret] = [randomText(PREFIX_LENGTH), randomText(SECRET_LENGTH)];
  return { token: `kessho_${prefix}_${secret}`, prefix, secretHash: hashSecret(secret) };
}

/** The parts of a token's text; null for any other text. */
export function readTokenText(token: string): { readonly prefix: string; readonly secret: string } | null {
  const [, prefix, secret] = /^kessho_([0-9A-Za-z]{8})_([0-9A-Za-z]{40})$/.exec(token) ?? [];
  return prefix === undefined || secret === undefined ? null : { prefix, secret };
}

/** In a time that does not depend on where they differ. */
export const matchesHash = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
