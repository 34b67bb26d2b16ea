import type { StoredFingerprint } from '@kessho/core/matching/fingerprint-index';
import { FINGERPRINT_LENGTH } from '@kessho/core/matching/geometry-fingerprint';

/** A fingerprint as the table holds it: 16-bit numbers, little-endian. */
export function fingerprintBytes(fingerprint: StoredFingerprint): Buffer {
  const bytes = Buffer.alloc(2 * FINGERPRINT_LENGTH);
  fingerprint.forEach((value, k) => bytes.writeInt16LE(value, 2 * k));
  return bytes;
}

export const fingerprintFromBytes = (bytes: Buffer): StoredFingerprint =>
  Int16Array.from({ length: FINGERPRINT_LENGTH }, (_, k) => bytes.readInt16LE(2 * k));
