import { describe, expect, it } from 'vitest';
import { forkRng } from '../numerics/rng.js';
import type { IndexedCrystal } from './fingerprint-index.js';
import { createFingerprintIndex, storedDistance, storeFingerprint } from './fingerprint-index.js';
import { FINGERPRINT_LENGTH } from './geometry-fingerprint.js';

/** Around a few centers, as crystals around prototypes; every fifth repeats the one before, with other elements. */
function crystals(count: number): IndexedCrystal[] {
  const rng = forkRng('fingerprint-index');
  const centers = Array.from({ length: 12 }, () => Float64Array.from({ length: FINGERPRINT_LENGTH }, () => rng.normal()));
  const made: IndexedCrystal[] = [];
  for (let k = 0; k < count; k++) {
    const center = centers[rng.integer(centers.length)]!;
    const values = center.map((value) => value + 0.3 * rng.uniform() * rng.normal());
    const length = Math.hypot(...values);
    const repeated = k % 5 === 4 ? made[k - 1]!.fingerprint : storeFingerprint(values.map((value) => value / length));
    made.push({ key: `key-${(k * 7919) % count}`, fingerprint: repeated, elements: [1 + rng.integer(4), 40 + rng.integer(4), 90 + rng.integer(20)] });
  }
  return made;
}

/** Every distance computed and sorted. */
function bruteForce(all: readonly IndexedCrystal[], query: IndexedCrystal, count: number): string[] {
  const order = ({ fingerprint, elements }: IndexedCrystal): readonly [number, number] => [
    Math.round(storedDistance(query.fingerprint, fingerprint) / 1e-4),
    -elements.filter((z) => query.elements.includes(z)).length,
  ];
  return all
    .map((crystal) => ({ key: crystal.key, order: order(crystal) }))
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ key }) => key);
}

describe('createFingerprintIndex', () => {
  const all = crystals(1500);
  const index = createFingerprintIndex();
  for (const crystal of all) index.put(crystal);

  it.each([1, 10, 50])('finds the %i nearest of all, those that share elements first among equally near ones', (count) => {
    for (const query of crystals(1500).slice(0, 30)) {
      expect(index.nearest(query, count).map(({ key }) => key)).toEqual(bruteForce(all, query, count));
    }
  });

  it('leaves a crystal out, and gives distances', () => {
    const query = all[10]!;
    const found = index.nearest(query, 5, query.key);
    expect(found.map(({ key }) => key)).not.toContain(query.key);
    for (const { key, distance } of found) expect(distance).toBe(storedDistance(query.fingerprint, all.find((one) => one.key === key)!.fingerprint));
  });

  it('replaces a crystal that comes again', () => {
    const replaced = createFingerprintIndex();
    for (const crystal of all.slice(0, 100)) replaced.put(crystal);
    const [first, second] = [all[0]!, all[1]!];
    replaced.put({ ...first, fingerprint: second.fingerprint, elements: second.elements });
    expect(replaced.size()).toBe(100);
    expect(replaced.nearest(second, 2).map(({ key }) => key)).toEqual([first.key, second.key].sort());
  });

  it('is empty at first', () => {
    expect(createFingerprintIndex().nearest(all[0]!, 3)).toEqual([]);
  });
});
