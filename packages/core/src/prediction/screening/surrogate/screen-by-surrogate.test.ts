import { describe, expect, it } from 'vitest';
import type { StructureBatch } from '../../../crystal/structure-batch.js';
import type { EnergyModel } from '../../../energy/energy-model.js';
import { forkRng } from '../../../numerics/rng.js';
import type { Candidate } from '../../stage-types.js';
import { sampleForAdaptation } from './sample-for-adaptation.js';
import { screenBySurrogate } from './screen-by-surrogate.js';
import type { SurrogateModel } from './surrogate-model.js';

const CONTROL = { signal: null, onProgress: null };
const ID = { name: 'toy', version: '1', sha256: '0'.repeat(64) };

/** One atom in a cell whose edges are all that there is to learn. */
const candidate = (index: number, edges: readonly [number, number, number], origin: Candidate['origin']): Candidate => ({
  key: `c${index}`,
  structure: {
    lattice: {
      vectors: [
        [edges[0], 0, 0],
        [0, edges[1], 0],
        [0, 0, edges[2]],
      ],
    },
    atomicNumbers: [3],
    fracCoords: [[0, 0, 0]],
  },
  origin,
});
const random = (spaceGroup: number): Candidate['origin'] => ({
  generator: 'symmetric',
  spaceGroup,
  assignment: { letters: [['a']], formulaUnits: 1, probability: 1 },
  likelihood: 0.1,
});
const imitation = (prototype: string): Candidate['origin'] => ({
  generator: 'substitution',
  prototype,
  sourceId: 'mp-1',
  sourceFormula: 'Li',
  likelihood: 0.1,
  relaxation: 'full',
});

function manyCandidates(count: number): Candidate[] {
  const rng = forkRng('candidates');
  const edge = (): number => 2 + 2 * rng.uniform();
  return Array.from({ length: count }, (_, i) =>
    candidate(i, [edge(), edge(), edge()], i % 10 === 0 ? imitation(`p${i % 70}`) : random(1 + (i % 5))),
  );
}

const edgesOf = ({ lattices }: StructureBatch, s: number): readonly number[] => [lattices[9 * s]!, lattices[9 * s + 4]!, lattices[9 * s + 8]!];
const energyOf = ([a, b, c]: readonly number[]): number => 0.5 * (a! - 3) ** 2 + 0.3 * (b! - 2.5) ** 2 - 0.1 * c!;

/** Counts what it is asked. */
function countingPotential(): EnergyModel & { readonly asked: () => number } {
  let asked = 0;
  return {
    id: ID,
    elements: new Set([3]),
    evaluate: async (batch) => {
      const n = batch.structureOffsets.length - 1;
      asked += n;
      const energies = Float64Array.from({ length: n }, (_, s) => energyOf(edgesOf(batch, s)));
      return { energies, forces: new Float64Array(3 * n), stresses: new Float64Array(9 * n), magneticMoments: null };
    },
    asked: () => asked,
  };
}

const SURROGATE: SurrogateModel = {
  id: ID,
  potential: ID,
  elements: new Set([3]),
  width: 6,
  startingPoint: { precision: 1, noise: 1e-3 },
  featuresOf: async (batch) => {
    const n = batch.structureOffsets.length - 1;
    const features = Array.from({ length: n }, (_, s) => edgesOf(batch, s)).flatMap((edges) => [...edges, ...edges.map((x) => x * x)]);
    return { priors: new Float64Array(n), features: Float64Array.from(features) };
  },
};

describe('screenBySurrogate', () => {
  it('finds the lowest of many by evaluating few', async () => {
    const candidates = manyCandidates(1000);
    const potential = countingPotential();
    const found = await screenBySurrogate(candidates, SURROGATE, potential, forkRng('s'), CONTROL, { labels: 60 });
    expect(potential.asked()).toBe(60);
    expect(found.labels.size).toBe(60);
    const truth = candidates.map(({ structure: { lattice } }) => energyOf(lattice.vectors.map((v, k) => v[k]!)));
    const best = [...truth.keys()].sort((i, j) => truth[i]! - truth[j]!).slice(0, 20);
    expect(best.filter((i) => found.order.slice(0, 40).includes(i)).length).toBeGreaterThanOrEqual(19);
    expect([...found.order].sort((i, j) => i - j)).toEqual([...candidates.keys()]);
    for (const [i, energy] of found.labels) {
      expect(energy).toBe(truth[i]);
      expect([found.means[i], found.deviations[i]]).toEqual([energy, 0]);
    }
    found.deviations.forEach((deviation, i) => expect(deviation > 0).toBe(!found.labels.has(i)));
  });

  it('gives the same for the same seed', async () => {
    const candidates = manyCandidates(100);
    const screen = () => screenBySurrogate(candidates, SURROGATE, countingPotential(), forkRng('s'), CONTROL, { labels: 20 });
    expect(await screen()).toEqual(await screen());
  });

  it('labels all where there are few, and none where there are none', async () => {
    const potential = countingPotential();
    const few = await screenBySurrogate(manyCandidates(5), SURROGATE, potential, forkRng('s'), CONTROL);
    expect([few.labels.size, potential.asked()]).toEqual([5, 5]);
    expect((await screenBySurrogate([], SURROGATE, potential, forkRng('s'), CONTROL)).order).toEqual([]);
  });

  it('stops when aborted', async () => {
    const abort = new AbortController();
    abort.abort();
    const control = { ...CONTROL, signal: abort.signal };
    await expect(screenBySurrogate(manyCandidates(5), SURROGATE, countingPotential(), forkRng('s'), control)).rejects.toMatchObject({
      code: 'Aborted',
    });
  });
});

describe('sampleForAdaptation', () => {
  const candidates = manyCandidates(1000);

  it('takes generators and kinds in turn', () => {
    const chosen = sampleForAdaptation(candidates, 14, forkRng('s'));
    const origins = chosen.map((i) => (candidates[i] as Candidate).origin);
    const prototypes = origins.flatMap((origin) => (origin.generator === 'substitution' ? [origin.prototype] : []));
    const groups = origins.flatMap((origin) => (origin.generator === 'symmetric' ? [origin.spaceGroup] : []));
    expect(prototypes).toHaveLength(7);
    expect(new Set(prototypes).size).toBe(7);
    expect(groups).toHaveLength(7);
    expect(new Set(groups).size).toBe(5);
  });

  it('draws nobody twice, everybody in the end, and others for another seed', () => {
    const all = sampleForAdaptation(candidates, 5000, forkRng('s'));
    expect([...all].sort((i, j) => i - j)).toEqual([...candidates.keys()]);
    expect(sampleForAdaptation(candidates, 14, forkRng('t'))).not.toEqual(sampleForAdaptation(candidates, 14, forkRng('s')));
  });
});
