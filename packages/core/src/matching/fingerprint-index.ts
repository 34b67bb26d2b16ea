/**
 * The nearest of many fingerprints, found exactly: one pass over all of them in whole numbers of 16 bits, leaving each as soon as it is farther than what is
 * wanted. A pass over 150,000 reads 20 MB and takes milliseconds; trees and pivots gain little over it, as the distances of crystals hardly cluster (see
 * docs/decisions).
 */
import { FINGERPRINT_LENGTH } from './geometry-fingerprint.js';

/** Fingerprint of length 1 in units of 1/32767. */
export type StoredFingerprint = Int16Array;

const UNIT = 32767;

export const storeFingerprint = (fingerprint: Float64Array): StoredFingerprint => Int16Array.from(fingerprint, (value) => Math.round(value * UNIT));

/** ½ (1 − cos), the cosine distance of Valle and Oganov: 0 for equal fingerprints, at most 1. */
export function storedDistance(one: StoredFingerprint, other: StoredFingerprint): number {
  let sum = 0;
  for (let k = 0; k < FINGERPRINT_LENGTH; k++) sum += (one[k]! - other[k]!) ** 2;
  return sum / (4 * UNIT * UNIT);
}

/** Crystals of one prototype are often at one distance but for rounding; distances this close count as equal, and common elements decide. */
const SAME_DISTANCE = 1e-4;
const SAME_SUM = SAME_DISTANCE * 4 * UNIT * UNIT;
/** Most common elements that count. */
const MOST_COMMON = 15;
/** Atomic numbers 1 to 127 as bits. */
const ELEMENT_WORDS = 4;

export interface IndexedCrystal {
  readonly key: string;
  readonly fingerprint: StoredFingerprint;
  readonly elements: readonly number[];
}

export interface NearCrystal {
  readonly key: string;
  readonly distance: number;
}

export interface FingerprintIndex {
  readonly size: () => number;
  /** Adds a crystal, or replaces that of the same key. */
  readonly put: (crystal: IndexedCrystal) => void;
  /** By distance in steps of 1e-4, then by the number of common elements, the most first, then by key. @param except a key to leave out */
  readonly nearest: (query: Omit<IndexedCrystal, 'key'>, count: number, except?: string | null) => NearCrystal[];
}

export function createFingerprintIndex(): FingerprintIndex {
  const keys: string[] = [];
  const slotOf = new Map<string, number>();
  let capacity = 1024;
  let values = new Int16Array(capacity * FINGERPRINT_LENGTH);
  let masks = new Uint32Array(capacity * ELEMENT_WORDS);

  const put = ({ key, fingerprint, elements }: IndexedCrystal): void => {
    const slot = slotOf.get(key) ?? keys.length;
    if (slot === keys.length) {
      keys.push(key);
      slotOf.set(key, slot);
      if (keys.length > capacity) {
        capacity = Math.ceil(1.3 * capacity);
        values = enlarged(values, new Int16Array(capacity * FINGERPRINT_LENGTH));
        masks = enlarged(masks, new Uint32Array(capacity * ELEMENT_WORDS));
      }
    }
    values.set(fingerprint, slot * FINGERPRINT_LENGTH);
    masks.set(elementMask(elements), slot * ELEMENT_WORDS);
  };

  const nearest: FingerprintIndex['nearest'] = ({ fingerprint, elements }, count, except = null) => {
    const mask = elementMask(elements);
    /** Rising; the last is the one that a nearer crystal displaces. */
    const found: { readonly slot: number; readonly order: number; readonly sum: number }[] = [];
    let farthest = Infinity;
    for (let slot = 0; slot < keys.length; slot++) {
      const sum = sumUpTo(fingerprint, values, slot * FINGERPRINT_LENGTH, farthest);
      if (sum > farthest || keys[slot] === except) continue;
      const order = Math.round(sum / SAME_SUM) * (MOST_COMMON + 1) + MOST_COMMON - commonElements(mask, masks, slot * ELEMENT_WORDS);
      const isBefore = (other: { readonly slot: number; readonly order: number }): boolean =>
        order < other.order || (order === other.order && keys[slot]! < keys[other.slot]!);
      const place = found.findIndex(isBefore);
      if (place < 0 && found.length === count) continue;
      found.splice(place < 0 ? found.length : place, 0, { slot, order, sum });
      if (found.length > count) found.pop();
      // All that may still round to the same step.
      if (found.length === count) farthest = (Math.floor(found[count - 1]!.order / (MOST_COMMON + 1)) + 0.5) * SAME_SUM;
    }
    return found.map(({ slot, sum }) => ({ key: keys[slot]!, distance: sum / (4 * UNIT * UNIT) }));
  };
  return { size: () => keys.length, put, nearest };
}

/** Squared distance, or the part of it that exceeds `limit`. */
function sumUpTo(query: StoredFingerprint, values: Int16Array, offset: number, limit: number): number {
  let sum = 0;
  for (let k = 0; k < FINGERPRINT_LENGTH && sum <= limit; k += 8) {
    for (let j = k; j < k + 8; j++) {
      const difference = query[j]! - values[offset + j]!;
      sum += difference * difference;
    }
  }
  return sum;
}

function elementMask(atomicNumbers: readonly number[]): Uint32Array {
  const mask = new Uint32Array(ELEMENT_WORDS);
  for (const z of atomicNumbers) mask[z >> 5]! |= 1 << (z & 31);
  return mask;
}

function commonElements(mask: Uint32Array, masks: Uint32Array, offset: number): number {
  let count = 0;
  for (let word = 0; word < ELEMENT_WORDS; word++) for (let bits = mask[word]! & masks[offset + word]!; bits !== 0; bits &= bits - 1) count++;
  return Math.min(count, MOST_COMMON);
}

function enlarged<Numbers extends Int16Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
