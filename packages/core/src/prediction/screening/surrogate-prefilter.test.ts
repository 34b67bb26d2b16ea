import { describe, expect, it } from 'vitest';
import { latticeFromParameters } from '../../crystal/lattice.js';
import { packStructures, type StructureBatch } from '../../crystal/structure-batch.js';
import { createStructure } from '../../crystal/structure.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { forkRng } from '../../numerics/rng.js';
import type { Candidate } from '../stage-types.js';
import { prefilterBySurrogate } from './surrogate-prefilter.js';
import type { SurrogateModel } from './surrogate/surrogate-model.js';

const random = (i: number, count: number): Candidate => {
  const a = 4.6 + (3 * i) / count;
  return {
    key: `k${i}`,
    structure: createStructure(latticeFromParameters({ a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 }), [55, 17], [[0, 0, 0], [0.5, 0.5, 0.5]]),
    origin: { generator: 'symmetric', spaceGroup: 221, assignment: { letters: [['a'], ['b']], formulaUnits: 1, probability: 1 }, likelihood: 0.01 },
  };
};
/** Knows the size of a cell and nothing of its energy. */
const surrogate = (elements: readonly number[]): SurrogateModel => ({
  id: { name: 'test', version: '1', sha256: '' },
  potential: { name: 'test', version: '1', sha256: '' },
  elements: new Set(elements),
  width: 4,
  startingPoint: { precision: 1e-2, noise: 1e-4 },
  featuresOf: async ({ lattices, structureOffsets }: StructureBatch) => {
    const sizes = Array.from({ length: structureOffsets.length - 1 }, (_, s) => (lattices[9 * s] as number) - 6);
    return { priors: new Float64Array(sizes.length), features: Float64Array.from(sizes.flatMap((x) => [1, x, x * x, x * x * x])) };
  },
});
const CONTROL = { signal: null, onProgress: null };

describe('prefilterBySurrogate', () => {
  const model = createLennardJonesModel();
  const candidates = Array.from({ length: 300 }, (_, i) => random(i, 300));
  const all = candidates.map((_, i) => i);

  it('lets the better part through and keeps the best, having asked the potential about few', async () => {
    const found = await prefilterBySurrogate(candidates, all, surrogate([17, 55]), model, forkRng('prefilter'), CONTROL);
    const kept = all.filter((i) => found.get(i)?.test.passed);
    expect(kept).toHaveLength(90);
    expect(all.filter((i) => found.get(i)?.energyPerAtom !== null)).toHaveLength(64);
    const { energies } = await model.evaluate(packStructures(candidates.map(({ structure }) => structure)));
    const best = all.sort((i, j) => (energies[i] as number) - (energies[j] as number)).slice(0, 20);
    expect(best.filter((i) => kept.includes(i)).length).toBeGreaterThanOrEqual(18);
  });

  it('stands aside where candidates are few, or of elements it does not know, or where there is no surrogate', async () => {
    expect((await prefilterBySurrogate(candidates, all.slice(0, 100), surrogate([17, 55]), model, forkRng('a'), CONTROL)).size).toBe(0);
    expect((await prefilterBySurrogate(candidates, all, surrogate([17]), model, forkRng('a'), CONTROL)).size).toBe(0);
    expect((await prefilterBySurrogate(candidates, all, null, model, forkRng('a'), CONTROL)).size).toBe(0);
  });
});
