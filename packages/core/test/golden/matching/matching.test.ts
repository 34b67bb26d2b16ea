import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLattice } from '../../../src/crystal/lattice.js';
import type { Structure } from '../../../src/crystal/structure.js';
import { createStructure } from '../../../src/crystal/structure.js';
import { geometryFingerprint } from '../../../src/matching/geometry-fingerprint.js';
import { matchAnonymous } from '../../../src/matching/match-anonymous.js';
import { isSameStructure, matchStructures } from '../../../src/matching/match-structures.js';
import { prepareForMatching } from '../../../src/matching/matchable-structure.js';
import type { Vec3 } from '../../../src/numerics/vec3.js';

/** Lattice rows in Å, run-length atomic numbers, fractional coordinates in units of 1e-5. */
interface CompactCrystal {
  readonly lattice: readonly number[];
  readonly species: readonly (readonly [number, number])[];
  readonly frac: readonly number[];
}
interface Pair {
  readonly kind: string;
  readonly a: CompactCrystal;
  readonly b: CompactCrystal;
  readonly fit: boolean;
  readonly rms: number | null;
}
interface OrderedPair extends Pair {
  readonly fitReversed: boolean;
  readonly maxDistance: number | null;
}
interface AnonymousPair extends Pair {
  readonly mapping: readonly (readonly [number, number])[] | null;
}

const { pairs, anonymous } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  readonly pairs: readonly OrderedPair[];
  readonly anonymous: readonly AnonymousPair[];
};

function read({ lattice, species, frac }: CompactCrystal): Structure {
  const row = (values: readonly number[], k: number): Vec3 => [values[3 * k]!, values[3 * k + 1]!, values[3 * k + 2]!];
  const atomicNumbers = species.flatMap(([z, count]) => Array.from({ length: count }, () => z));
  const positions = atomicNumbers.map((_, site): Vec3 => row(frac, site).map((x) => x / 1e5) as unknown as Vec3);
  return createStructure(createLattice([row(lattice, 0), row(lattice, 1), row(lattice, 2)]), atomicNumbers, positions);
}

const { fingerprints } = JSON.parse(readFileSync(new URL('fingerprints.json', import.meta.url), 'utf8')) as {
  readonly fingerprints: readonly { readonly pair: number; readonly fingerprint: readonly number[] }[];
};

/** The least rms is found to rounding of the Niggli cell, whose choice among equivalent axes moves the average cell by less than this. */
const RMS_TOLERANCE = 1e-4;

const agrees = (ours: number | null, theirs: number | null): boolean =>
  ours === null || theirs === null ? ours === theirs : Math.abs(ours - theirs) < RMS_TOLERANCE;

describe('StructureMatcher of pymatgen at its defaults', () => {
  it(`gives the same verdict in both orders and the same rms on ${pairs.length} pairs`, () => {
    expect(pairs.length).toBeGreaterThanOrEqual(300);
    const offenders = pairs.filter((pair) => {
      const [a, b] = [prepareForMatching(read(pair.a)), prepareForMatching(read(pair.b))];
      const match = matchStructures(a, b);
      const sameVerdicts = match.matches === pair.fit && isSameStructure(a, b) === pair.fit && isSameStructure(b, a) === pair.fitReversed;
      return !sameVerdicts || !agrees(match.rms, pair.rms) || !agrees(match.maxDistance, pair.maxDistance);
    });
    expect(offenders).toEqual([]);
  });

  it(`gives the same anonymous verdict and rms on ${anonymous.length} pairs`, () => {
    const offenders = anonymous.filter((pair) => {
      const match = matchAnonymous(prepareForMatching(read(pair.a)), prepareForMatching(read(pair.b)));
      return match.matches !== pair.fit || !agrees(match.rms, pair.rms) || (match.mapping === null) !== (pair.mapping === null);
    });
    expect(offenders).toEqual([]);
  });
});

describe('fingerprints by their formula in numpy', () => {
  it.each(fingerprints)('agree for the first crystal of pair $pair', ({ pair, fingerprint }) => {
    const ours = geometryFingerprint(read(pairs[pair]!.a));
    // written with nine decimals
    expect(Math.max(...ours.map((value, k) => Math.abs(value - fingerprint[k]!)))).toBeLessThan(1e-8);
  });
});
