import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import type { Composition } from '../composition/composition.js';
import { compositionFromSites } from '../composition/create-composition.js';
import { parseFormula } from '../composition/parse-formula.js';
import { reducedFormula } from '../composition/written-formula.js';
import { createStructure, type Structure } from '../crystal/structure.js';
import { createLennardJonesModel } from '../energy/lennard-jones.js';
import { covalentRadiusOf } from '../elements/covalent-radius.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { RelaxationResult } from '../prediction/stage-types.js';
import { findLayer } from './layers/find-layer.js';
import { findBodies } from './molecules/find-bodies.js';
import { parseMolecule } from './molecules/parse-molecule.js';
import { hullEnds } from './hull-ends.js';
import { rankPhases } from './rank-phases.js';
import { relaxTaskWith } from './relax-task.js';
import { runSearch } from './run-search.js';
import type { RelaxTask, SearchKnowledge } from './search-knowledge.js';
import { absorbResult, beginSearch, isFinished } from './search-steps.js';
import { SEARCH_METHODS, type Outcome, type SearchMethod, type SearchRequest, type SearchState } from './search-types.js';
import { coordinationMisfit } from './constraints/coordination-misfit.js';
import { keepsFractions } from './constraints/element-fractions.js';
import { atomsByEndMember } from './constraints/end-members.js';
import { DEFAULT_CONSTRAINTS } from './constraints/search-constraints.js';

const relax = relaxTaskWith(createLennardJonesModel());
/** Volumes of close-packed spheres; no references: a search by hull finds its own elements. */
const KNOWLEDGE: SearchKnowledge = {
  geometry: null,
  volumePerAtomOf: ({ atomicNumbers, counts }) =>
    atomicNumbers.reduce((sum, z, k) => sum + counts[k] * 5.6 * covalentRadiusOf(z) ** 3, 0) / counts.reduce((sum, n) => sum + n, 0),
  referenceEntries: [],
  surrogate: null,
};
const requestOf = (method: SearchMethod, change: Partial<SearchRequest> = {}): SearchRequest => ({
  method,
  elements: [11, 17],
  composition: method === 'hull' ? null : parseFormula('NaCl'),
  seed: 'steps',
  budget: 10,
  lag: 3,
  constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4 },
  seeds: [],
  ...change,
});
const run = async (request: SearchRequest, relaxWith: RelaxTask = relax, knowledge = KNOWLEDGE): Promise<SearchState> =>
  runSearch(await beginSearch(request, knowledge), knowledge, relaxWith, { signal: null, onAdvance: null });
const overJson = (state: SearchState): SearchState => JSON.parse(JSON.stringify(state)) as SearchState;

describe.each(SEARCH_METHODS)('%s', (method) => {
  it('ends with its budget spent, every crystal accounted for and a curve that never goes up, the same where the state went through JSON after every result', async () => {
    const whole = await run(requestOf(method));
    expect(isFinished(whole)).toBe(true);
    expect(whole.individuals.map(({ id }) => id)).toEqual(whole.individuals.map((_, place) => place));
    expect(whole.individuals.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(whole.phases.reduce((sum, { members }) => sum + members, 0)).toBe(
      whole.individuals.filter(({ outcome }) => outcome?.phase != null).length,
    );
    if (method !== 'laqa') expect(whole.relaxations).toBe(10);
    const heights = whole.curve.flatMap(({ lowestEnthalpyPerAtom, hullVolume }) => lowestEnthalpyPerAtom ?? (hullVolume === null ? [] : -hullVolume));
    if (method !== 'hull') expect(heights.length).toBeGreaterThan(0);
    heights.forEach((height, k) => expect(height).toBeLessThanOrEqual((heights[k - 1] ?? Infinity) + 1e-3));

    let state = overJson(await beginSearch(requestOf(method), KNOWLEDGE));
    while (!isFinished(state))
      state = overJson(await absorbResult(state, await relax(state.running[0], 0, { signal: null, onProgress: null }), KNOWLEDGE));
    expect(state).toEqual(overJson(whole));
  });
});

it('does not care who is faster', async () => {
  const late: RelaxTask = async (task, ...rest) => {
    const result = await relax(task, ...rest);
    for (let k = 0; k < 20 * (3 - (task.index % 3)); k++) await Promise.resolve();
    return result;
  };
  expect(await run(requestOf('hopping'), late)).toEqual(await run(requestOf('hopping')));
});

it('stops at an abort, and goes on to the result of an undisturbed search', async () => {
  const request = requestOf('evolutionary');
  const whole = await run(request);
  const abort = new AbortController();
  const stopped = await runSearch(await beginSearch(request, KNOWLEDGE), KNOWLEDGE, relax, {
    signal: abort.signal,
    onAdvance: ({ relaxations }) => void (relaxations === 4 && abort.abort()),
  });
  expect(stopped.relaxations).toBe(4);
  expect(stopped.running).toHaveLength(3);
  expect(await runSearch(overJson(stopped), KNOWLEDGE, relax, { signal: null, onAdvance: null })).toEqual(whole);
});

it('keeps descent: parents are older, generations count them, operators have the parents they need', async () => {
  const { individuals } = await run(requestOf('evolutionary', { budget: 24 }));
  expect(new Set(individuals.map(({ operator }) => operator)).size).toBeGreaterThan(3);
  for (const { id, parents, generation, operator } of individuals) {
    expect(parents).toHaveLength(operator === 'random' ? 0 : operator === 'heredity' ? 2 : 1);
    for (const parent of parents) expect(parent).toBeLessThan(id);
    expect(generation).toBe(parents.reduce((latest, parent) => Math.max(latest, individuals[parent].generation + 1), 0));
  }
});

it('begins with the seeds, and finds nothing that the constraints exclude', async () => {
  const seed = createStructure(
    {
      vectors: [
        [3.2, 0, 0],
        [0, 3.2, 0],
        [0, 0, 3.2],
      ],
    },
    [11, 17],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
  const { individuals } = await run(
    requestOf('evolutionary', { budget: 6, seeds: [seed], constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, spaceGroups: [225, 221, 123] } }),
  );
  expect(individuals[0]).toMatchObject({ operator: 'seed', start: seed });
  expect(individuals.every(({ start }) => start.atomicNumbers.length <= 4)).toBe(true);
});

it('says that constraints leave nothing', async () => {
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms: 2, spaceGroups: [216], shortestPairRatio: 1.3 };
  await expect(run(requestOf('random', { constraints }))).rejects.toThrow(
    expect.objectContaining({ code: 'NoCandidates', message: expect.stringContaining('NaCl') as string }) as Error,
  );
});

it('searches the elements of a system that has no references, and places all phases on one hull', async () => {
  const state = await run(requestOf('hull', { budget: 36 }));
  const ranked = rankPhases(state, KNOWLEDGE);
  const onHull = ranked.filter(({ energyAboveHull }) => energyAboveHull === 0).map(({ formula }) => formula);
  expect(onHull).toEqual(expect.arrayContaining(['Na', 'Cl2']));
  expect(ranked.every(({ energyAboveHull }) => energyAboveHull !== null && energyAboveHull >= 0)).toBe(true);
  expect(ranked.every(({ energyAboveKnownHull }) => energyAboveKnownHull === null)).toBe(true);
  expect(new Set(ranked.map(({ formula }) => formula)).size).toBeGreaterThan(3);
});

describe('a variable composition', () => {
  const compositionsOf = ({ individuals }: SearchState): Composition[] => individuals.map(({ start }) => compositionFromSites(start.atomicNumbers));

  it('stays between end members, which it searches itself where they are not known', async () => {
    const endMembers = [parseFormula('NaCl'), parseFormula('Na')];
    const constraints = { ...DEFAULT_CONSTRAINTS, minAtoms: 4, maxAtoms: 8, endMembers };
    const state = await run(requestOf('hull', { seed: 'members', budget: 56, constraints }));
    const compositions = compositionsOf(state);
    expect(compositions.slice(0, 12).map(reducedFormula)).toEqual([...Array<string>(6).fill('NaCl'), ...Array<string>(6).fill('Na')]);
    for (const composition of compositions) expect(atomsByEndMember(composition, endMembers)).not.toBeNull();
    expect(new Set(compositions.map(reducedFormula)).size).toBeGreaterThan(3);
    const made = new Set(state.individuals.map(({ operator }) => operator));
    expect([...made]).toEqual(expect.arrayContaining(['heredity', 'addition']));
    const ranked = rankPhases(state, KNOWLEDGE);
    expect(ranked.filter(({ energyAboveHull }) => energyAboveHull === 0).map(({ formula }) => formula)).toEqual(
      expect.arrayContaining(['NaCl', 'Na']),
    );
    // from the end members, of which each phase is a mixture
    for (const { formula, formationEnergyPerAtom, energyAboveHull } of ranked)
      if (['Na', 'NaCl'].includes(formula)) expect(formationEnergyPerAtom).toBeCloseTo(energyAboveHull ?? NaN, 9);
  });

  it('keeps the shares of elements, but for the elements at the ends of the hull', async () => {
    const fractions = [{ atomicNumber: 11, least: 0.3, most: 0.5 }];
    const state = await run(requestOf('hull', { budget: 32, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 7, fractions } }));
    const [ends, others] = [compositionsOf(state).slice(0, 12), compositionsOf(state).slice(12)];
    expect(ends.every(({ atomicNumbers }) => atomicNumbers.length === 1)).toBe(true);
    expect(others.every((composition) => keepsFractions(composition, fractions))).toBe(true);
    expect(new Set(others.map(reducedFormula)).size).toBeGreaterThan(2);
  });
});

describe('a wanted coordination', () => {
  const coordination = [{ atomicNumber: 11, neighbor: 17, least: 6, most: 6 }];
  const asked = (keepsBroken: boolean) =>
    requestOf('random', { budget: 16, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, coordination, keepsBroken } });

  it('keeps relaxed crystals with another one out of the archive, and says which they are', async () => {
    const { individuals, phases } = await run(asked(false));
    const broken = individuals.filter(({ outcome }) => outcome?.verdict === 'other-coordination');
    const kept = individuals.filter(({ outcome }) => outcome?.phase !== null);
    expect(broken.length).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(0);
    expect(broken.every(({ outcome }) => outcome?.phase === null)).toBe(true);
    for (const { individual } of phases) expect(coordinationMisfit((individuals[individual].outcome as Outcome).structure, coordination)).toBe(0);
  });

  it('only marks them where they are to be kept', async () => {
    const state = await run(asked(true));
    expect(state.individuals.every(({ outcome }) => outcome?.verdict !== 'other-coordination')).toBe(true);
    expect(new Set(rankPhases(state, KNOWLEDGE).map(({ broken }) => broken))).toEqual(new Set([null, 'other-coordination']));
  });
});

/** The result of a relaxation that took one step. */
const relaxedTo = (structure: Structure, energyPerAtom: number): Promise<RelaxationResult> =>
  Promise.resolve({
    structure,
    energyPerAtom,
    enthalpyPerAtom: energyPerAtom,
    forces: structure.fracCoords.map(() => [0, 0, 0] as const),
    stress: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    maxForce: 0,
    steps: 1,
    stopReason: 'converged',
    trajectory: { energiesPerAtom: [energyPerAtom], maxForces: [0], frames: [] },
  });

describe('molecules kept whole', () => {
  const molecules = [parseMolecule('3\ncarbon dioxide\nC 0 0 0\nO 1.16 0 0\nO -1.16 0 0')];
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms: 12, molecules };
  const asked = (method: SearchMethod, change: Partial<SearchRequest> = {}) =>
    requestOf(method, { elements: [6, 8], composition: parseFormula('CO2'), budget: 20, constraints, ...change });
  /** Every crystal stays as it is, but each third has its first oxygen pulled off. */
  const still: RelaxTask = (task) => {
    const { atomicNumbers, fracCoords } = task.structure;
    const pulled = {
      ...task.structure,
      fracCoords: fracCoords.map(([x, y, z], k): Vec3 => (k === atomicNumbers.indexOf(8) ? [x + 0.3, y + 0.3, z] : [x, y, z])),
    };
    const energyPerAtom = -5 - Math.abs(fracCoords[0][0]);
    return relaxedTo(task.index % 3 === 2 ? pulled : task.structure, energyPerAtom);
  };

  it.each(['evolutionary', 'random', 'hopping'] as const)(
    'by the method %s, from crystals of whole molecules alone; broken ones are told and kept out',
    async (method) => {
      const { individuals, phases } = await run(asked(method), still, { ...KNOWLEDGE, volumePerAtomOf: () => 14 });
      for (const { start } of individuals) expect(findBodies(start, molecules)).not.toBeNull();
      const broken = individuals.filter(({ outcome }) => outcome?.verdict === 'broken-molecule');
      expect(broken.length).toBeGreaterThan(2);
      expect(broken.every(({ outcome }) => outcome?.phase === null)).toBe(true);
      for (const { individual } of phases) expect(findBodies((individuals[individual].outcome as Outcome).structure, molecules)).not.toBeNull();
      if (method !== 'random') expect(individuals.some(({ parents }) => parents.length > 0)).toBe(true);
    },
  );

  describe.each(['hull', 'random'] as const)('over a system, by the method %s', (method) => {
    const overSystem = (change: Partial<SearchRequest>) =>
      run(asked(method, { composition: null, budget: 48, ...change }), still, { ...KNOWLEDGE, volumePerAtomOf: () => 14 });

    it('from the compositions that whole molecules fill; elements, which they do not, are made of atoms', async () => {
      const state = await overSystem({ elements: [6, 8, 11] });
      const { individuals, phases } = state;
      const formulas = individuals.map(({ start }) => reducedFormula(compositionFromSites(start.atomicNumbers)));
      expect(formulas.slice(0, 18)).toEqual([...Array<string>(6).fill('C'), ...Array<string>(6).fill('O2'), ...Array<string>(6).fill('Na')]);
      for (const { start } of individuals.slice(18)) expect(findBodies(start, molecules)?.some(({ molecule }) => molecule === 0)).toBe(true);
      expect(new Set(formulas.slice(18)).size).toBeGreaterThan(5);
      const broken = individuals.filter(({ outcome }) => outcome?.verdict === 'broken-molecule');
      expect(broken.length).toBeGreaterThan(5);
      expect(broken.every(({ id, outcome }) => id >= 18 && outcome?.phase === null)).toBe(true);
      const ends = phases.filter(({ composition }) => composition.atomicNumbers.length === 1);
      for (const { individual } of phases.filter((phase) => !ends.includes(phase)))
        expect(findBodies((individuals[individual].outcome as Outcome).structure, molecules)).not.toBeNull();
      const made = new Set(individuals.map(({ operator }) => operator));
      if (method === 'hull')
        expect(['heredity', 'transmutation', 'addition', 'removal'].filter((operator) => made.has(operator as never)).length).toBeGreaterThan(1);
      expect(rankPhases(state, KNOWLEDGE).every(({ energyAboveHull }) => energyAboveHull !== null)).toBe(true);
    });

    it('from end members that are molecules, which are kept whole there, too', async () => {
      const water = parseMolecule('3\nwater\nO 0 0 0\nH 0.757 0.586 0\nH -0.757 0.586 0');
      const both = [...molecules, water];
      const endMembers = [parseFormula('CO2'), parseFormula('H2O')];
      const { individuals, phases } = await overSystem({
        elements: [1, 6, 8],
        budget: 30,
        constraints: { ...constraints, molecules: both, endMembers },
      });
      for (const { start } of individuals) expect(findBodies(start, both)?.every(({ molecule }) => molecule !== null)).toBe(true);
      for (const { individual } of phases) expect(findBodies((individuals[individual].outcome as Outcome).structure, both)).not.toBeNull();
      const formulas = individuals.map(({ start }) => reducedFormula(compositionFromSites(start.atomicNumbers)));
      expect(formulas.slice(0, 12)).toEqual([...Array<string>(6).fill('CO2'), ...Array<string>(6).fill('H2O')]);
      expect(new Set(formulas).size).toBeGreaterThan(3);
    });
  });
});

describe('layers', () => {
  const layer = { thickness: 4, vacuum: 12 };
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms: 6, layer };
  /** Layers stay as they are; every fourth has its first site lifted into the vacuum. */
  const lifting: RelaxTask = (task) => {
    const { structure } = task;
    const away = { ...structure, fracCoords: structure.fracCoords.map(([x, y, z], k): Vec3 => (k === 0 ? [x, y, z + 0.4] : [x, y, z])) };
    const energyPerAtom = -3 - Math.abs(structure.fracCoords[0][0] - 0.3);
    return relaxedTo(task.index % 4 === 3 ? away : structure, energyPerAtom);
  };

  it.each(SEARCH_METHODS.filter((method) => method !== 'hull' && method !== 'laqa'))(
    'by the method %s, each in its vacuum; what leaves its layer is told and kept out',
    async (method) => {
      const { individuals, phases } = await run(requestOf(method, { budget: 16, constraints }), lifting);
      for (const { start } of individuals) {
        const { thickness, gap } = findLayer(start);
        expect(thickness).toBeLessThanOrEqual(layer.thickness);
        expect(gap).toBeCloseTo(layer.vacuum, 6);
      }
      const lost = individuals.filter(({ outcome }) => outcome?.verdict === 'no-layer');
      expect(lost.length).toBeGreaterThan(1);
      expect(lost.every(({ outcome }) => outcome?.phase === null)).toBe(true);
      expect(phases.length).toBeGreaterThan(0);
      if (method === 'evolutionary') expect(individuals.some(({ parents }) => parents.length > 0)).toBe(true);
    },
  );

  describe.each(['hull', 'random'] as const)('over a system, by the method %s', (method) => {
    const REFERENCES = ['Na', 'Cl'].map((formula) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom: -4 }));
    const isLayer = ({ start }: SearchState['individuals'][number]): boolean => Math.abs(findLayer(start).gap - layer.vacuum) < 1e-6;
    const overSystem = (knowledge: SearchKnowledge) => run(requestOf(method, { composition: null, budget: 40, constraints }), lifting, knowledge);

    it('are all there is; the hull is that from the bulk elements which are known', async () => {
      const knowledge = { ...KNOWLEDGE, referenceEntries: REFERENCES };
      const state = await overSystem(knowledge);
      expect(state.individuals.every(isLayer)).toBe(true);
      expect(state.individuals.some(({ outcome }) => outcome?.verdict === 'no-layer')).toBe(true);
      const ranked = rankPhases(state, knowledge);
      expect(new Set(ranked.map(({ formula }) => formula)).size).toBeGreaterThan(3);
      for (const { formationEnergyPerAtom, phase } of ranked) expect(formationEnergyPerAtom).toBeCloseTo(phase.enthalpyPerAtom + 4, 9);
      expect(hullEnds(state, knowledge.referenceEntries)).toMatchObject(
        REFERENCES.map(({ formula }) => ({ formula: formula === 'Cl' ? 'Cl2' : formula, isReference: true, isLayer: false })),
      );
    });

    it('stand beside bulk crystals of the elements where these are not known, of which they are no children', async () => {
      const state = await overSystem(KNOWLEDGE);
      const { individuals } = state;
      expect(individuals.slice(0, 12).some(isLayer)).toBe(false);
      expect(individuals.slice(0, 12).every(({ start, outcome }) => new Set(start.atomicNumbers).size === 1 && outcome?.phase !== null)).toBe(true);
      expect(individuals.slice(12).every(isLayer)).toBe(true);
      const parents = individuals.flatMap((one) => one.parents);
      if (method === 'hull') expect(parents.length).toBeGreaterThan(0);
      expect(parents.every((parent) => parent >= 12)).toBe(true);
      expect(hullEnds(state, []).every(({ isReference }) => !isReference)).toBe(true);
    });
  });

  it('are refused with pressure, with molecules, in cubic groups, and from seeds that are none', async () => {
    const refused = async (change: Partial<SearchRequest>) => beginSearch(requestOf('random', { constraints, ...change }), KNOWLEDGE);
    await expect(refused({ constraints: { ...constraints, pressureGPa: 1 } })).rejects.toThrow('no volume to press on');
    await expect(refused({ constraints: { ...constraints, spaceGroups: [225] } })).rejects.toThrow('space group 225');
    await expect(refused({ constraints: { ...constraints, layer: { thickness: 4, vacuum: 5 } } })).rejects.toThrow('10 to 40 Å');
    const cube = createStructure(
      {
        vectors: [
          [4, 0, 0],
          [0, 4, 0],
          [0, 0, 4],
        ],
      },
      [11, 17],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ],
    );
    await expect(refused({ seeds: [cube] })).rejects.toThrow('Seed 1 is no layer');
  });
});

it('searches a system at random, the control of a search by hull: no parents, all stoichiometries, one hull', async () => {
  const state = await run(requestOf('random', { composition: null, budget: 20 }));
  expect(state.relaxations).toBe(20);
  expect(state.individuals.every(({ operator, parents }) => operator === 'random' && parents.length === 0)).toBe(true);
  const ranked = rankPhases(state, KNOWLEDGE);
  expect(new Set(ranked.map(({ formula }) => formula)).size).toBeGreaterThan(3);
  expect(ranked.every(({ energyAboveHull }) => energyAboveHull !== null && energyAboveHull >= 0)).toBe(true);
  expect(state.curve.at(-1)?.hullVolume).not.toBeNull();
});

it.each(['hull', 'random'] as const)('passes stoichiometries over that no crystal of the space groups has: %s', async (method) => {
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, spaceGroups: [221] };
  const { individuals } = await run(requestOf(method, { composition: null, budget: 24, constraints }));
  expect(individuals).toHaveLength(24);
  // a primitive cube has places for one and one atom, and for one and three
  const compounds = individuals.filter(({ operator, start }) => operator === 'random' && new Set(start.atomicNumbers).size === 2);
  expect(compounds.length).toBeGreaterThan(1);
  expect(compounds.map(({ start }) => start.atomicNumbers.length)).not.toContain(3);
});

it('weighs phases by enthalpy under pressure', async () => {
  const { phases, individuals } = await run(
    requestOf('random', { budget: 4, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, pressureGPa: 20 } }),
  );
  for (const { enthalpyPerAtom, energyPerAtom, volumePerAtom } of phases)
    expect(enthalpyPerAtom - energyPerAtom).toBeCloseTo((20 / 160.2176634) * volumePerAtom, 9);
  expect(individuals.length).toBe(4);
});
