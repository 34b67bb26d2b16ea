import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { latticeFromParameters } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { forkRng } from '../../numerics/rng.js';
import type { Vec3 } from '../../numerics/vec3.js';
import type { Candidate } from '../stage-types.js';
import { relaxStructures } from '../relaxation/relax-structures.js';
import type { RelaxStructures } from './brief-relaxation.js';
import { markDuplicates, screenCandidates } from './screen-candidates.js';
import { deal, interleave, selectCandidates } from './select-candidates.js';

const cubic = (a: number, sites: [number, Vec3][]): Structure =>
  createStructure(latticeFromParameters({ a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 }), sites.map(([z]) => z), sites.map(([, position]) => position));
const cesiumChloride = (a: number, shift = 0): Structure => cubic(a, [[55, [shift, shift, shift]], [17, [0.5 + shift, 0.5 + shift, 0.5 + shift]]]);
const candidate = (key: string, structure: Structure, likelihood = 0.1): Candidate => ({
  key, structure, origin: { generator: 'substitution', prototype: 'AB_cP2_221_a_b', sourceId: 'mp-1', sourceFormula: 'CsCl', likelihood, relaxation: 'full' },
});
const random = (key: string, a: number): Candidate => ({
  key, structure: cubic(a, [[55, [0, 0, 0]], [17, [0.5, 0.5, 0.5]]]),
  origin: { generator: 'symmetric', spaceGroup: 221, assignment: { letters: [['a'], ['b']], formulaUnits: 1, probability: 1 }, likelihood: 0.01 },
});
const CONTROL = { signal: null, onProgress: null };
const relaxWith: RelaxStructures = (structures, options, control) => relaxStructures(structures, { model: createLennardJonesModel() }, options, control);
const OPTIONS = { volumePerAtom: 4.1 ** 3 / 2, pressureGPa: 0, briefShare: 0.5, relax: relaxWith, surrogate: null, rng: forkRng('screening') };

describe('screenCandidates', () => {
  it('evaluates what passes the geometry tests, says why the rest fails, and keeps the order', async () => {
    const candidates = [candidate('a', cesiumChloride(4.1)), candidate('b', cesiumChloride(2)), candidate('c', cesiumChloride(9)), candidate('d', cesiumChloride(4.2))];
    const screened = await screenCandidates(candidates, createLennardJonesModel(), OPTIONS, CONTROL);
    expect(screened.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
    expect(screened.map(({ screening }) => screening.passed)).toEqual([true, false, false, true]);
    expect(screened[1]?.screening.tests.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['volume-too-small', 'atoms-too-close']);
    expect(screened[2]?.screening.tests.find(({ passed }) => !passed)?.name).toBe('volume-too-large');
    expect(screened[1]?.screening.energyPerAtom).toBeNull();
    expect(screened[0]?.screening.energyPerAtom).not.toBeNull();
  });

  it('marks the later of two equal crystals, whatever their origin', async () => {
    const screened = await screenCandidates([candidate('a', cesiumChloride(4.1)), candidate('b', cesiumChloride(4.1, 0.2)), candidate('c', cesiumChloride(4.3))], createLennardJonesModel(), OPTIONS, CONTROL);
    expect(screened.map(({ screening }) => screening.duplicateOf)).toEqual([null, 'a', null]);
  });

  it('keeps a distorted crystal beside the undistorted one, however close in energy', () => {
    const distorted = cubic(4.1, [[55, [0, 0, 0]], [17, [0.5, 0.5, 0.54]]]);
    const three = [candidate('a', cesiumChloride(4.1)), candidate('b', distorted), candidate('c', cesiumChloride(4.1, 0.3))];
    expect(markDuplicates(three, [-3, -3, -3])).toEqual([null, null, 'a']);
    expect(markDuplicates(three, [-3, -3, -2.99])).toEqual([null, null, null]);
  });

  it('does not take a crystal to be held for a repetition of the one to be relaxed', () => {
    const [full, other] = [candidate('a', cesiumChloride(4.1)), candidate('c', cesiumChloride(4.1, 0.3))];
    const held: Candidate = { ...full, key: 'b', origin: { ...full.origin, relaxation: 'held' } as Candidate['origin'] };
    expect(markDuplicates([full, held, other], [-3, -3, -3])).toEqual([null, null, 'a']);
  });

  it('stops between batches when aborted', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(screenCandidates([candidate('a', cesiumChloride(4.1))], createLennardJonesModel(), OPTIONS, { ...CONTROL, signal: abort.signal })).rejects.toMatchObject({ code: 'Aborted' });
  });
});

describe('random crystals', () => {
  const crystals = [random('a', 4.1), random('b', 4.3), random('c', 4.6), random('d', 5)];

  it('take their first steps of relaxation if they are among the better part', async () => {
    const screened = await screenCandidates(crystals, createLennardJonesModel(), OPTIONS, CONTROL);
    const brief = screened.filter(({ screening }) => screening.briefRelaxation !== null);
    expect(brief).toHaveLength(2);
    for (const { screening } of brief) expect(screening.briefRelaxation?.energyPerAtom).toBeLessThanOrEqual(screening.energyPerAtom as number);
    const worst = Math.max(...brief.map(({ screening }) => screening.energyPerAtom as number));
    expect(screened.every(({ screening }) => screening.briefRelaxation !== null || (screening.energyPerAtom as number) >= worst)).toBe(true);
  });

  it('go on once for each basin they fell into', async () => {
    const screened = await screenCandidates(crystals, createLennardJonesModel(), { ...OPTIONS, briefShare: 1 }, CONTROL);
    expect(selectCandidates(screened, { imitatedRelaxations: 0, symmetricRelaxations: 10, roundSize: 64, chunkSize: 8 }).keys).toHaveLength(1);
  });
});

describe('selectCandidates', () => {
  it('takes the likeliest first, removes duplicates across chunks, and names the one that stays', async () => {
    const one = await screenCandidates([candidate('a', cesiumChloride(4.1), 0.1), candidate('b', cesiumChloride(4.3), 0.6)], createLennardJonesModel(), OPTIONS, CONTROL);
    const two = await screenCandidates([candidate('c', cesiumChloride(4.1, 0.1), 0.3)], createLennardJonesModel(), OPTIONS, CONTROL);
    const selection = selectCandidates([...one, ...two], { imitatedRelaxations: 10, symmetricRelaxations: 0, roundSize: 64, chunkSize: 8 });
    expect(selection.keys).toEqual(['b', 'a']);
    expect(selection.duplicateOf).toEqual({ c: 'a' });
  });

  it('deals the promising ones to all chunks', () => {
    expect(deal([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6, 1, 4, 2, 5]);
  });

  it('spreads two lists evenly over one', () => {
    expect(interleave(['a', 'b', 'c', 'd'], ['x', 'y'])).toEqual(['a', 'x', 'b', 'c', 'y', 'd']);
    expect(interleave([], ['x', 'y'])).toEqual(['x', 'y']);
  });

  it('keeps within its limits', async () => {
    const many = await screenCandidates([4.0, 4.1, 4.2, 4.3, 4.4].map((a, i) => candidate(`k${i}`, cesiumChloride(a), 0.1 * i)), createLennardJonesModel(), OPTIONS, CONTROL);
    expect(selectCandidates(many, { imitatedRelaxations: 2, symmetricRelaxations: 1, roundSize: 64, chunkSize: 8 }).keys).toHaveLength(2);
  });
});
