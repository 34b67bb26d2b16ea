import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { latticeVolume } from '../../crystal/lattice.js';
import type { StructureBatch } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import type { SurrogateModel } from '../../prediction/screening/surrogate/surrogate-model.js';
import { brokenConstraint } from '../constraints/broken-constraint.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, Outcome, Phase, SearchState } from '../search-types.js';
import { emptySearch } from '../empty-search.js';
import { NO_MEMORY } from '../methods/search-strategy.js';
import { chooseNew } from './choose-new.js';
import { orderByPromise } from './order-by-promise.js';
import { proposeRandoms } from './propose-random.js';

const NACL = parseFormula('NaCl');
const ID = { name: 'ratio', version: '1', sha256: 'a'.repeat(64) };
/** Features of a structure: shape and volume; the prior is the volume per atom, 0.01 eV/Å³. */
const SURROGATE: SurrogateModel = {
  id: ID,
  potential: ID,
  elements: new Set([11, 17]),
  width: 2,
  startingPoint: { precision: 1, noise: 1e-4 },
  featuresOf: async (batch) => {
    const described = structuresIn(batch).map(({ volumePerAtom, cOverA }) => ({
      prior: 0.01 * volumePerAtom,
      features: [cOverA, volumePerAtom / 20],
    }));
    return {
      priors: Float64Array.from(described, ({ prior }) => prior),
      features: Float64Array.from(described.flatMap(({ features }) => features)),
    };
  },
};
const KNOWLEDGE: SearchKnowledge = { geometry: null, volumePerAtomOf: () => 20, referenceEntries: [], surrogate: SURROGATE };
const STATE = emptySearch(
  {
    method: 'evolutionary',
    elements: [11, 17],
    composition: NACL,
    seed: 'choose',
    budget: 10,
    lag: 1,
    constraints: { ...DEFAULT_CONSTRAINTS, minAtoms: 4, maxAtoms: 4 },
    seeds: [],
  },
  NO_MEMORY,
);

function structuresIn({ structureOffsets, lattices }: StructureBatch): { volumePerAtom: number; cOverA: number }[] {
  return Array.from({ length: structureOffsets.length - 1 }, (_, s) => {
    const v = Array.from(lattices.subarray(9 * s, 9 * s + 9));
    const volume = latticeVolume({
      vectors: [
        [v[0], v[1], v[2]],
        [v[3], v[4], v[5]],
        [v[6], v[7], v[8]],
      ],
    });
    return {
      volumePerAtom: volume / (structureOffsets[s + 1] - structureOffsets[s]),
      cOverA: Math.hypot(v[6], v[7], v[8]) / Math.hypot(v[0], v[1], v[2]),
    };
  });
}

/** Cesium chloride, stretched along c. */
const tetragonal = (a: number, cOverA: number): Structure => ({
  lattice: {
    vectors: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, cOverA * a],
    ],
  },
  atomicNumbers: [11, 17],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
});
const withMoreSodium = ({ lattice, atomicNumbers, fracCoords }: Structure): Structure => ({
  lattice,
  atomicNumbers: [11, 11, ...atomicNumbers],
  fracCoords: [[0.5, 0.5, 0], [0.5, 0, 0.5], ...fracCoords],
});
/** A state that has relaxed these, each a phase of its own with so many members. */
function relaxed(lessons: readonly { readonly start: Structure; readonly enthalpyPerAtom: number; readonly members?: number }[]): SearchState {
  const individuals = lessons.map(({ start, enthalpyPerAtom }, id): Individual => ({
    id,
    generation: 0,
    operator: 'random',
    parents: [],
    start,
    discarded: {},
    poolPlace: null,
    outcome: {
      structure: start,
      energyPerAtom: enthalpyPerAtom,
      enthalpyPerAtom,
      maxForce: 0,
      steps: 1,
      stopReason: 'converged',
      spaceGroup: 123,
      verdict: 'new',
      phase: id,
    } satisfies Outcome,
  }));
  const phases = lessons.map(({ start, enthalpyPerAtom, members }, id): Phase => ({
    id,
    individual: id,
    composition: reduceComposition(compositionFromSites(start.atomicNumbers)),
    energyPerAtom: enthalpyPerAtom,
    enthalpyPerAtom,
    volumePerAtom: 20,
    spaceGroup: 123,
    niche: id,
    members: members ?? 1,
    foundAt: id,
    fruitless: 0,
  }));
  return { ...STATE, individuals, phases };
}
const order = (structures: readonly Structure[], state = STATE, knowledge = KNOWLEDGE): Promise<number[]> =>
  orderByPromise(structures, state, knowledge, forkRng('order'));

it('draws as many random crystals as are wanted, all within the constraints, from several groups', () => {
  const { structures } = proposeRandoms(NACL, { count: 40, perGroup: 8 }, STATE, KNOWLEDGE, null, forkRng('randoms'));
  expect(structures).toHaveLength(40);
  expect(structures.every((structure) => brokenConstraint(structure, STATE.request, 20) === null)).toBe(true);
  expect(new Set(structures.map(({ lattice }) => lattice.vectors.flat().join())).size).toBe(40);
  expect(proposeRandoms(NACL, { count: 40, perGroup: 8 }, STATE, KNOWLEDGE, null, forkRng('randoms')).structures).toEqual(structures);
});

describe('orderByPromise', () => {
  it('follows the prior energies, with the work of the pressure, before anything is learned', async () => {
    const structures = [tetragonal(3.6, 1), tetragonal(3.1, 1.2), tetragonal(3.4, 1)];
    expect(await order(structures)).toEqual([1, 2, 0]);
    const pressed = { ...STATE, request: { ...STATE.request, constraints: { ...STATE.request.constraints, pressureGPa: -10 } } };
    expect(await order(structures, pressed)).toEqual([0, 2, 1]);
  });

  // the prior says nothing here: all have one volume
  const shapes = [0.8, 0.9, 1, 1.1, 1.2, 1.3].map((cOverA) => tetragonal(3.4 / Math.cbrt(cOverA), cOverA));
  const proposals = [0.85, 1.25].map((cOverA) => tetragonal(3.4 / Math.cbrt(cOverA), cOverA));
  const rising = shapes.map((start, k) => ({ start, enthalpyPerAtom: -3 + 0.1 * k }));

  it('learns what starts end in', async () => {
    expect(await order(proposals, relaxed(rising))).toEqual([0, 1]);
    expect(await order(proposals, relaxed([...rising].reverse().map(({ start }, k) => ({ start, enthalpyPerAtom: -3 + 0.1 * k }))))).toEqual([1, 0]);
  });

  it('learns nothing from other compositions', async () => {
    const falling = [...shapes].reverse().map((start, k) => ({ start: withMoreSodium(start), enthalpyPerAtom: -9 + 0.1 * k }));
    expect(await order(proposals, relaxed([...rising, ...falling]))).toEqual(await order(proposals, relaxed(rising)));
  });

  it('learns without a surrogate too', async () => {
    expect(await order(proposals, relaxed(rising), { ...KNOWLEDGE, surrogate: null })).toEqual([0, 1]);
  });

  it('leaves phases that were found again and again', async () => {
    const flat = shapes.map((start, k) => ({ start, enthalpyPerAtom: -3, members: k < 3 ? 30 : 1 }));
    expect(await order(proposals, relaxed(flat))).toEqual([1, 0]);
  });
});

describe('chooseNew', () => {
  const proposals = [3.5, 3.2, 3.3].map((a) => ({ structure: tetragonal(a, 1) }));
  const choose = (state: SearchState) => chooseNew(proposals, state, KNOWLEDGE, forkRng('choose'));

  it('takes the most promising', async () => {
    expect(await choose(STATE)).toEqual({ chosen: proposals[1], passedOver: { 'less-promising': 2 } });
  });

  it('passes over what the search knows, as start or as phase', async () => {
    const stretched = { structure: tetragonal(3.3, 1.5) };
    const state = relaxed([{ start: tetragonal(3.4, 1), enthalpyPerAtom: -3 }]);
    expect(await chooseNew([...proposals, stretched], state, KNOWLEDGE, forkRng('choose'))).toEqual({ chosen: stretched, passedOver: { known: 3 } });
  });

  it('takes the most promising where all are known', async () => {
    const { chosen } = await choose(relaxed([{ start: tetragonal(3.4, 1), enthalpyPerAtom: -3 }]));
    expect(chosen).toBe(proposals[1]);
  });
});
