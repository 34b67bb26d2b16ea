import { describe, expect, it } from 'vitest';
import type { PrototypeEntry } from '../../prototypes/prototype-library.js';
import { noveltyEvidence, unknownPrototypeShare } from './novelty-model.js';
import type { CrystalVote } from './prototype-likelihood.js';
import { workForRandom } from './work-for-random.js';

const [rockSalt, wurtzite] = [{}, {}];
const vote = (prototype: object, ...weights: number[]): CrystalVote => ({ entry: { prototype } as PrototypeEntry, weights });
const model = { id: { name: 'novelty', version: '0', sha256: '' }, constant: -3, strongestVote: -0.5, prototypes: -0.5 };

describe('how likely an unknown prototype is', () => {
  it('looks at the strongest crystal, all ways to put the elements together, and at the number of prototypes', () => {
    const evidence = noveltyEvidence([vote(rockSalt, 0.2, 0.1), vote(rockSalt, 0.05, 0), vote(wurtzite, 0.1, 0.1)]);
    expect(evidence.logStrongestVote).toBeCloseTo(Math.log(0.3), 12);
    expect(evidence.logPrototypes).toBeCloseTo(Math.log(3), 12);
  });

  it('rises where nothing resembles the composition and little is known, within bounds', () => {
    const near = unknownPrototypeShare(model, noveltyEvidence([vote(rockSalt, 0.5)]));
    const far = unknownPrototypeShare(model, noveltyEvidence([vote(rockSalt, 0.001)]));
    const none = unknownPrototypeShare(model, noveltyEvidence([]));
    expect(near).toBeLessThan(far);
    expect(far).toBeLessThan(none);
    expect(none).toBe(0.97);
    expect(unknownPrototypeShare({ ...model, constant: -50 }, noveltyEvidence([]))).toBe(0.003);
  });
});

describe('workForRandom', () => {
  it('is one on average, and grows slower than the probability', () => {
    expect(workForRandom(0.08)).toBe(1);
    expect(workForRandom(0.32)).toBeCloseTo(2, 12);
    expect([workForRandom(0.003), workForRandom(0.97)]).toEqual([0.4, 2.5]);
  });
});
