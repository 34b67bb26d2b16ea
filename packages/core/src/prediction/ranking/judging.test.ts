import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createStructure } from '../../crystal/structure.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import type { EnergyModel } from '../../energy/energy-model.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { HullReferences, Judgement, RankedStructure, RelaxedCandidate, StageControl } from '../stage-types.js';
import { judgeFinalists } from '../relaxation/judge-finalists.js';
import { relaxCandidates } from '../relaxation/relax-candidates.js';
import { chooseFinalists } from './choose-finalists.js';
import { ABSENCE_FEATURES, ORDER_FEATURES } from './order-features.js';
import type { RankingInput } from './rank-structures.js';
import { rankStructures } from './rank-structures.js';

const CONTROL: StageControl = { signal: null, onProgress: null };
const SEARCH = createLennardJonesModel();
/** The same law with the radii of H and Cs in place of those of Na and Cl: another potential, with another order. */
const JUDGE: EnergyModel = {
  ...SEARCH,
  id: { name: 'judge', version: '1', sha256: 'f'.repeat(64) },
  evaluate: (batch) => SEARCH.evaluate({ ...batch, atomicNumbers: batch.atomicNumbers.map((z) => (z === 17 ? 55 : 1)) }),
};

const cube: Mat3 = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // prettier-ignore
const faceCentered: Mat3 = [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]]; // prettier-ignore
const hexagonal: Mat3 = [[1, 0, 0], [-0.5, Math.sqrt(3) / 2, 0], [0, 0, 0.9]]; // prettier-ignore
const KINDS = [
  { name: 'rock salt', lattice: faceCentered, edge: 5.2, second: [0.5, 0.5, 0.5] },
  { name: 'zinc blende', lattice: faceCentered, edge: 6, second: [0.25, 0.25, 0.25] },
  { name: 'cesium chloride', lattice: cube, edge: 3.1, second: [0.5, 0.5, 0.5] },
  { name: 'tungsten carbide', lattice: hexagonal, edge: 3.5, second: [1 / 3, 2 / 3, 0.5] },
] as const;

const relaxAll = (): Promise<RelaxedCandidate[]> =>
  relaxCandidates(
    KINDS.map(({ name, lattice, edge, second }) => ({
      key: name,
      structure: createStructure({ vectors: lattice.map((row) => row.map((x) => edge * x)) as unknown as Mat3 }, [11, 17], [[0, 0, 0], second]),
      origin: { generator: 'substitution', prototype: name, sourceId: name, sourceFormula: 'AB', likelihood: 0.1, relaxation: 'full' },
      screening: { tests: [], energyPerAtom: null, surrogate: null, briefRelaxation: null, duplicateOf: null, passed: true },
    })),
    SEARCH,
    0,
    CONTROL,
  );

const zeros = <Names extends readonly string[]>(names: Names) => Object.fromEntries(names.map((name) => [name, 0])) as { readonly [name in Names[number]]: number };
/** Sodium and chlorine as a reference set. */
const elements = (name: string, energyPerAtom: number): HullReferences => ({
  label: { name, snapshotDate: '2025', model: SEARCH.id, entries: 2, geometry: 'relaxed', pressureGPa: 0, chemicalSystem: 'Cl-Na', heldOut: null, windowPerAtom: 0.1 },
  entries: [11, 17].map((z) => ({ id: String(z), formula: String(z), composition: { atomicNumbers: [z], counts: [1] }, energyPerAtom })),
});
const INPUT: RankingInput = {
  composition: { atomicNumbers: [11, 17], counts: [1, 1] },
  references: elements('search', -1),
  judgeReferences: elements('judge', -2),
  heldOut: null,
  known: [],
  order: { id: { name: 'order', version: '1', sha256: '' }, structure: { ...zeros(ORDER_FEATURES), enthalpy: 1 }, absence: { ...zeros(ABSENCE_FEATURES), constant: -2 } },
  unknownShare: 0.1,
  spaceGroupProbabilities: new Map(),
};
const keys = (ranked: readonly RankedStructure[]): string[] => ranked.map(({ key }) => key);

describe('a judge', () => {
  it('is given distinct structures, the lowest and the first of the order', async () => {
    const relaxed = await relaxAll();
    const twice = relaxed.map((candidate) => ({ ...candidate, key: `${candidate.key} again` }));
    const finalists = chooseFinalists([...relaxed, ...twice], INPUT);
    expect(finalists.map(({ key }) => key).sort()).toEqual(relaxed.map(({ key }) => key).sort());
    const energies = finalists.map(({ relaxation }) => relaxation.enthalpyPerAtom);
    expect(energies).toEqual([...energies].sort((a, b) => a - b));
  });

  it('decides the order of all finalists by its own energies, at its own bond lengths', async () => {
    const relaxed = await relaxAll();
    const judgements = await judgeFinalists(chooseFinalists(relaxed, INPUT), JUDGE, 0, CONTROL);
    const searched = rankStructures(relaxed, INPUT);
    const judged = rankStructures(relaxed, INPUT, judgements);
    expect(keys(judged)).not.toEqual(keys(searched));
    const energies = judged.map(({ judgement }) => (judgement as Judgement).relaxation.enthalpyPerAtom);
    expect(energies).toEqual([...energies].sort((a, b) => a - b));
    expect(judged.map(({ rank, energyRank }) => [rank, energyRank])).toEqual([[1, 1], [2, 2], [3, 3], [4, 4]]); // prettier-ignore
    for (const structure of judged) {
      const before = searched.find(({ key }) => key === structure.key) as RankedStructure;
      // what the searching potential said stays, under its name
      expect([structure.model, structure.relaxation, structure.energyAboveHull]).toEqual([SEARCH.id, before.relaxation, before.energyAboveHull]);
      expect(structure.judgement?.model).toEqual(JUDGE.id);
      // each energy stands on the set of its own potential: the elements lie at -1 eV/atom in one and at -2 in the other
      expect(structure.referenceSet?.name).toBe('search');
      expect(structure.formationEnergyPerAtom).toBeCloseTo(structure.relaxation.enthalpyPerAtom + 1, 12);
      expect(structure.judgedPlace?.referenceSet?.name).toBe('judge');
      expect(structure.judgedPlace?.formationEnergyPerAtom).toBeCloseTo((structure.judgement?.relaxation.enthalpyPerAtom ?? NaN) + 2, 12);
      expect(before.judgedPlace).toBeNull();
      expect(before.judgement).toBeNull();
      expect(structure.judgement?.relaxation.structure.lattice).not.toEqual(structure.relaxation.structure.lattice);
    }
  });

  it('leaves what it did not look at below, in its order and with its probability', async () => {
    const relaxed = await relaxAll();
    const searched = rankStructures(relaxed, INPUT);
    const finalists = relaxed.filter(({ key }) => searched.slice(2).some((structure) => structure.key === key));
    const judged = rankStructures(relaxed, INPUT, await judgeFinalists(finalists, JUDGE, 0, CONTROL));
    expect(keys(judged.slice(0, 2)).sort()).toEqual(keys(searched.slice(2)).sort());
    expect(keys(judged.slice(2))).toEqual(keys(searched.slice(0, 2)));
    expect(judged.slice(2).map(({ judgement, probability }) => [judgement, probability])).toEqual(searched.slice(0, 2).map(({ probability }) => [null, probability]));
    expect(judged.map(({ energyRank }) => energyRank).sort()).toEqual([1, 2, 3, 4]);
    const certainty = judged.reduce((sum, { probability }) => sum + probability, 0);
    expect(certainty).toBeGreaterThan(0.5);
    expect(certainty).toBeLessThan(1);
  });

  it('changes nothing where nothing was judged', async () => {
    const relaxed = await relaxAll();
    expect(rankStructures(relaxed, INPUT, [])).toEqual(rankStructures(relaxed, INPUT));
  });

  it('says nothing of a hull where no set serves', async () => {
    const [first] = rankStructures(await relaxAll(), { ...INPUT, references: null });
    expect(first).toMatchObject({ referenceSet: null, formationEnergyPerAtom: null, energyAboveHull: null, decomposition: [] });
  });
});
