import { createHash } from 'node:crypto';

/** The id of a row that belongs to a prediction: the same whoever writes it, so that a row written twice is the same row (RFC 9562, version 8). */
export function rowId(kind: string, predictionId: string, key: string): string {
  const hex = createHash('sha256').update(`${kind}\n${predictionId}\n${key}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
