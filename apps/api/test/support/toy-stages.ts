/**
 * Stages on the Lennard-Jones model, for tests of the machinery around them: compounds AB in three cubic structures with random cells, relaxed by
 * their volume. Real energies of a real model, quick, and the same on every run with the same seed. Loaded by workers through KESSHO_STAGES_MODULE.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { covalentRadiusOf } from '@kessho/core/elements/covalent-radius';
import { createLennardJonesModel } from '@kessho/core/energy/lennard-jones';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { forkRng } from '@kessho/core/numerics/rng';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { ReferencePhases } from '@kessho/core/prediction/create-prediction-stages';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import type { RelaxTask, SearchKnowledge } from '@kessho/core/search/search-knowledge';
import type { ModelId } from '@kessho/core/energy/energy-model';
import type {
  Candidate,
  PredictionPlan,
  PredictionRequest,
  PredictionStages,
  RankedStructure,
  RelaxedCandidate,
  ScreenedCandidate,
  SpaceGroupLabel,
  TrajectoryFrame,
} from '@kessho/core/prediction/stage-types';

export const modelsVersion = 'lennard-jones@1:toy';

/** Each portion, or each of one stage, takes at least this long, so that a test can step in. */
const PAUSE_MS = Number(process.env['KESSHO_TOY_PAUSE_MS'] ?? 0);
const PAUSED_STAGE = process.env['KESSHO_TOY_PAUSED_STAGE'] ?? '';
const pauseIn = (stage: string): number => (PAUSED_STAGE === '' || PAUSED_STAGE === stage ? PAUSE_MS : 0);

interface Kind {
  readonly spaceGroup: SpaceGroupLabel;
  readonly prototype: string;
  readonly sourceId: string;
  readonly probability: number;
  /** Of the primitive cell, for a cubic edge of 1. */
  readonly vectors: Mat3;
  readonly second: Vec3;
  /** Distance of unlike neighbors for a cubic edge of 1. */
  readonly bond: number;
}

const FACE_CENTERED: Mat3 = [
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const KINDS: readonly Kind[] = [
  {
    spaceGroup: { number: 225, symbol: 'F m -3 m' },
    prototype: 'AB_cF8_225_a_b',
    sourceId: 'mp-22862',
    probability: 0.6,
    vectors: FACE_CENTERED,
    second: [0.5, 0.5, 0.5],
    bond: 0.5,
  },
  {
    spaceGroup: { number: 221, symbol: 'P m -3 m' },
    prototype: 'AB_cP2_221_a_b',
    sourceId: 'mp-22865',
    probability: 0.3,
    vectors: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    second: [0.5, 0.5, 0.5],
    bond: Math.sqrt(3) / 2,
  },
  {
    spaceGroup: { number: 216, symbol: 'F -4 3 m' },
    prototype: 'AB_cF8_216_a_c',
    sourceId: 'mp-10695',
    probability: 0.1,
    vectors: FACE_CENTERED,
    second: [0.25, 0.25, 0.25],
    bond: Math.sqrt(3) / 4,
  },
];

const CHUNKS = 4;
const CANDIDATES_PER_CHUNK = 6;
const RELAXATIONS = 9;
const ROUND = 4;

const referenceSet = (): ReferencePhases['label'] => ({
  name: 'toy phases',
  snapshotDate: '2025-02',
  model: createLennardJonesModel().id,
  entries: TOY_PHASES.length,
  geometry: 'single-point',
  pressureGPa: 0,
  chemicalSystem: null,
  heldOut: null,
  windowPerAtom: 0.1,
});

/** Id, formula and eV/atom. */
const TOY_PHASES = [
  ['mp-127', 'Na', -1],
  ['mp-22848', 'Cl', -2],
  ['mp-58', 'K', -0.9],
  ['mp-22862', 'ClNa', -3.5],
  ['mp-22865', 'ClNa', -3.4],
  ['mp-23193', 'ClK', -3.6],
  ['mp-1', 'ClNa3', -2],
  ['mp-2', 'Cl3Na', -2.9],
] as const;

export const loadReferencePhases = (): Promise<ReferencePhases> =>
  Promise.resolve({
    label: referenceSet(),
    entriesOf: (atomicNumbers) =>
      TOY_PHASES.map(([id, formula, energyPerAtom]) => ({ id, formula, composition: parseFormula(formula), energyPerAtom })).filter(
        ({ composition }) => composition.atomicNumbers.every((z) => atomicNumbers.includes(z)),
      ),
  });

export function loadPredictionStages(): Promise<PredictionStages> {
  const model = createLennardJonesModel();
  const energyPerAtom = async (structure: Structure): Promise<number> => {
    const { energies } = await model.evaluate(packStructures([structure]));
    return (energies[0] ?? NaN) / structure.atomicNumbers.length;
  };
  return Promise.resolve({
    models: [model.id],
    referenceSet: referenceSet(),
    propose: async (request) => {
      await delay(pauseIn('propose'));
      return plan(request);
    },
    generate: async (planned, chunkIndex) => {
      await delay(pauseIn('generate'));
      return { candidates: generate(planned, chunkIndex), generated: CANDIDATES_PER_CHUNK + 1, rejected: { 'too-dense': 1 } };
    },
    screen: async (_planned, candidates, { signal }) => {
      await delay(pauseIn('screen'), undefined, signal ? { signal } : {});
      const screened: ScreenedCandidate[] = [];
      for (const candidate of candidates) screened.push(screen(candidate, await energyPerAtom(candidate.structure)));
      return screened;
    },
    select: async (_planned, screened) => {
      await delay(pauseIn('select'));
      const passed = screened.filter(({ screening }) => screening.passed);
      passed.sort((a, b) => (a.screening.energyPerAtom ?? 0) - (b.screening.energyPerAtom ?? 0) || (a.key < b.key ? -1 : 1));
      return { keys: passed.slice(0, RELAXATIONS).map(({ key }) => key), duplicateOf: {} };
    },
    relax: async (_planned, candidates, { signal, onProgress }) => {
      const relaxed: RelaxedCandidate[] = [];
      for (const candidate of candidates) {
        await delay(pauseIn('relax') / candidates.length, undefined, signal ? { signal } : {});
        relaxed.push({ ...candidate, relaxation: await relax(candidate.structure, energyPerAtom), model: model.id });
        onProgress?.(relaxed.length, candidates.length);
      }
      return relaxed;
    },
    // Everything but the last round, so that tests see both: a stage that goes on, and one that stops early.
    goesOn: (_planned, chosen, relaxed) => relaxed.length + ROUND < chosen.length,
    reference: () => Promise.resolve([]),
    judging: null,
    rank: async (_planned, relaxed) => {
      await delay(pauseIn('rank'));
      return rank(relaxed);
    },
  });
}

function plan(request: PredictionRequest): PredictionPlan {
  const isBinary = request.composition.counts.join() === '1,1';
  return {
    request,
    symmetryProposals: KINDS.map(({ spaceGroup, probability }) => ({
      spaceGroup,
      probability,
      assignments: [{ letters: [['a'], ['b']], formulaUnits: 1, probability: 1 }],
      impossibleBecause: isBinary ? null : 'only compounds AB',
    })),
    formulaUnits: [{ formulaUnits: 1, probability: 1 }],
    unknownShare: 0.1,
    volumePerAtom: 20,
    templates: [],
    symmetricDraws: [],
    chunks: isBinary
      ? Array.from({ length: CHUNKS }, (_, index) => ({ index, generator: 'substitution' as const, first: index, count: CANDIDATES_PER_CHUNK }))
      : [],
    references: [],
    imitatedRelaxations: RELAXATIONS,
    symmetricRelaxations: 0,
    relaxationRoundSize: ROUND,
    relaxationChunkSize: 2,
    screeningChunkSize: 5,
  };
}

function crystal(kind: Kind, [a, b]: readonly [number, number], edge: number): Structure {
  const vectors = kind.vectors.map((vector) => vector.map((x) => x * edge)) as unknown as Mat3;
  return { lattice: { vectors }, atomicNumbers: [a, b], fracCoords: [[0, 0, 0], kind.second] };
}

function generate({ request }: PredictionPlan, chunkIndex: number): Candidate[] {
  const rng = forkRng(request.seed, 'generate', chunkIndex);
  const [a = 1, b = 1] = request.composition.atomicNumbers;
  const radii = covalentRadiusOf(a) + covalentRadiusOf(b);
  return Array.from({ length: CANDIDATES_PER_CHUNK }, (_, place) => {
    const kind = KINDS[rng.integer(KINDS.length)] as Kind;
    const edge = (radii / kind.bond) * (0.9 + 0.4 * rng.uniform());
    return {
      key: `c${String(chunkIndex).padStart(4, '0')}-${String(place).padStart(5, '0')}`,
      structure: crystal(kind, [a, b], edge),
      origin: {
        generator: 'substitution',
        prototype: kind.prototype,
        sourceId: kind.sourceId,
        sourceFormula: 'NaCl',
        likelihood: kind.probability,
        relaxation: 'full',
      },
    };
  });
}

function screen(candidate: Candidate, energyPerAtom: number): ScreenedCandidate {
  const isBound = energyPerAtom < 0;
  const tests = [{ name: 'bound', value: energyPerAtom, threshold: 0, passed: isBound }];
  return {
    ...candidate,
    screening: {
      tests,
      energyPerAtom: isBound ? energyPerAtom : null,
      surrogate: null,
      briefRelaxation: null,
      duplicateOf: null,
      passed: isBound,
    },
  };
}

/** Golden-section search for the edge of least energy. */
async function relax(structure: Structure, energyPerAtom: (structure: Structure) => Promise<number>): Promise<RelaxedCandidate['relaxation']> {
  const scaled = (factor: number): Structure => ({
    ...structure,
    lattice: { vectors: structure.lattice.vectors.map((vector) => vector.map((x) => x * factor)) as unknown as Mat3 },
  });
  const energies: number[] = [];
  const frames: TrajectoryFrame[] = [];
  const energyAt = async (factor: number): Promise<number> => {
    const { lattice, fracCoords } = scaled(factor);
    const energy = await energyPerAtom(scaled(factor));
    frames.push({ step: energies.length, lattice: lattice.vectors.flat(), fracCoords: fracCoords.flat() });
    energies.push(energy);
    return energy;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.75, 1.35];
  while (high - low > 1e-6) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if ((await energyAt(left)) < (await energyAt(right))) high = right;
    else low = left;
  }
  const final = scaled((low + high) / 2);
  const energy = await energyPerAtom(final);
  return {
    structure: final,
    energyPerAtom: energy,
    enthalpyPerAtom: energy,
    forces: final.atomicNumbers.map((): Vec3 => [0, 0, 0]),
    stress: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    maxForce: 0,
    steps: energies.length,
    stopReason: 'converged',
    trajectory: { energiesPerAtom: energies, maxForces: energies.map(() => 0), frames },
  };
}

/** One of each kind, the best kept. */
function rank(relaxed: readonly RelaxedCandidate[]): RankedStructure[] {
  const groups = KINDS.map((kind) => ({
    kind,
    members: relaxed
      .filter(({ origin }) => origin.generator === 'substitution' && origin.prototype === kind.prototype)
      .sort((a, b) => a.relaxation.energyPerAtom - b.relaxation.energyPerAtom || (a.key < b.key ? -1 : 1)),
  })).filter(({ members }) => members.length > 0);
  groups.sort((a, b) => (a.members[0]?.relaxation.energyPerAtom ?? 0) - (b.members[0]?.relaxation.energyPerAtom ?? 0));
  const lowest = groups[0]?.members[0]?.relaxation.energyPerAtom ?? 0;
  return groups.flatMap(({ kind, members: [best, ...others] }, place) => {
    if (best === undefined) return [];
    return [
      {
        ...best,
        rank: place + 1,
        energyRank: place + 1,
        spaceGroup: kind.spaceGroup,
        symprec: 0.01,
        prototype: kind.prototype,
        referenceSet: referenceSet(),
        judgedPlace: null,
        formationEnergyPerAtom: best.relaxation.energyPerAtom,
        energyAboveHull: best.relaxation.energyPerAtom - lowest,
        decomposition: [{ entryId: 'mp-22862', formula: 'NaCl', fraction: 1 }],
        knownMatch: place === 0 ? 'mp-22862' : null,
        likelihood: kind.probability,
        probability: kind.probability,
        orderFeatures: [],
        judgement: null,
        mergedKeys: others.map(({ key }) => key),
      },
    ];
  });
}

interface SearchModels {
  readonly knowledge: SearchKnowledge;
  readonly relax: RelaxTask;
  readonly model: ModelId;
}

/** Volumes of close-packed spheres, no references; each relaxation takes at least the pause. */
export const loadSearchModels = (): Promise<SearchModels> => {
  const model = createLennardJonesModel();
  const relaxTask = relaxTaskWith(model);
  loadSymmetryEngineFromPackage();
  return Promise.resolve({
    knowledge: {
      geometry: null,
      volumePerAtomOf: ({ atomicNumbers, counts }) =>
        atomicNumbers.reduce((sum, z, k) => sum + (counts[k] ?? 0) * 5.6 * covalentRadiusOf(z) ** 3, 0) / counts.reduce((sum, n) => sum + n, 0),
      referenceEntries: [],
      surrogate: null,
    },
    relax: async (task, pressureGPa, control) => {
      await delay(pauseIn('search'), undefined, control.signal ? { signal: control.signal } : {});
      return relaxTask(task, pressureGPa, control);
    },
    model: model.id,
  });
};
