import type { Composition } from '../composition/composition.js';
import type { Structure } from '../crystal/structure.js';
import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import type { ModelId } from '../energy/energy-model.js';
import type { Mat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';

/**
 * The values that travel from stage to stage: request → plan → candidates → screened → relaxed → ranked.
 * All of them are plain JSON, so that the in-process conductor and the job queue pass the very same values.
 */

export const BUDGETS = ['quick', 'standard', 'thorough'] as const;
export type Budget = (typeof BUDGETS)[number];

export const STAGES = ['propose', 'generate', 'screen', 'relax', 'reference', 'rank'] as const;
export type StageName = (typeof STAGES)[number];

/**
 * When known crystals are relaxed for the hull of a prediction: where the shipped reference phases do not serve, which is under pressure and for a judge;
 * also where they would; or never, so that there is no energy above hull where they do not serve.
 */
export const REFERENCE_DEMANDS = ['as-needed', 'relaxed', 'none'] as const;
export type ReferenceDemand = (typeof REFERENCE_DEMANDS)[number];

export interface PredictionRequest {
  /** Reduced. */
  readonly composition: Composition;
  /** Any text; equal seeds, models and code give equal candidates. */
  readonly seed: string;
  readonly budget: Budget;
  /** Most atoms in a primitive cell. */
  readonly maxAtoms: number;
  /** Only these space groups, 1–230; null for all. */
  readonly spaceGroups: readonly number[] | null;
  /** External pressure, GPa. */
  readonly pressureGPa: number;
  /** Pretend that no crystal of this very composition is known: none serves as a prototype or as a reference phase. */
  readonly holdout: boolean;
  /** Labels of prototypes to pretend unknown: neither imitated nor counted. For benchmarks. @default none */
  readonly excludedPrototypes?: readonly string[];
  /** @default 'as-needed' */
  readonly references?: ReferenceDemand;
}

/** Which letters each element occupies: `letters[k]` are the Wyckoff letters of element k of the composition, one for each orbit. */
export interface WyckoffAssignment {
  readonly letters: readonly (readonly string[])[];
  /** Formula units in the primitive cell. */
  readonly formulaUnits: number;
  /** Share among the assignments of this space group. */
  readonly probability: number;
}

export interface SymmetryProposal {
  readonly spaceGroup: SpaceGroupLabel;
  readonly probability: number;
  readonly assignments: readonly WyckoffAssignment[];
  /** Why nothing can be generated in this group; null where something can. */
  readonly impossibleBecause: string | null;
}

export interface SpaceGroupLabel {
  /** 1–230. */
  readonly number: number;
  /** Hermann–Mauguin symbol with spaces, `P 4_2/m n m`. */
  readonly symbol: string;
}

/** One independent, reproducible portion of the generation; its bounds belong to the prediction, not to a worker. */
export interface GenerationChunk {
  readonly index: number;
  readonly generator: 'substitution' | 'symmetric';
  /** For `substitution`: first of the plan's templates; for `symmetric`: first of the plan's symmetric draws. */
  readonly first: number;
  /** Templates or draws in this chunk. */
  readonly count: number;
}

/** A known crystal whose elements are to be replaced. */
export interface TemplateProposal {
  /** Label of its prototype. */
  readonly prototype: string;
  readonly spaceGroup: number;
  readonly sourceId: string;
  /** Place of the crystal in the prototype library. */
  readonly entryIndex: number;
  /** Atomic number put on each orbit of the prototype. */
  readonly orbitElements: readonly number[];
  /** Probability that this is the ground state, by likeness alone; over all templates summing to at most 1. */
  readonly likelihood: number;
  /** Å³ per atom, predicted for this prototype with these elements. */
  readonly volumePerAtom: number;
}

/** How many symmetry-restricted random crystals to make in one space group with one number of formula units. */
export interface SymmetricDraw {
  readonly spaceGroup: number;
  readonly formulaUnits: number;
  readonly count: number;
  readonly likelihood: number;
  /** Weight of each Wyckoff letter, by element of the composition. */
  readonly letterWeights: readonly { readonly [letter: string]: number }[];
}

export interface PredictionPlan {
  readonly request: PredictionRequest;
  readonly symmetryProposals: readonly SymmetryProposal[];
  /** Numbers of formula units in the primitive cell to try, with their probability. */
  readonly formulaUnits: readonly { readonly formulaUnits: number; readonly probability: number }[];
  /** Probability that the ground state has a prototype which no known crystal of the anonymous formula shows. */
  readonly unknownShare: number;
  /** Predicted, Å³ per atom. */
  readonly volumePerAtom: number;
  /** Most likely first. */
  readonly templates: readonly TemplateProposal[];
  readonly symmetricDraws: readonly SymmetricDraw[];
  readonly chunks: readonly GenerationChunk[];
  /** Known crystals to relax for the hull, chunk by chunk; none where the shipped reference phases serve. */
  readonly references: readonly ReferenceChunk[];
  /** How many imitated and how many random crystals go into the relaxation at most, in rounds of how many (whole chunks), and how many at a time. */
  readonly imitatedRelaxations: number;
  readonly symmetricRelaxations: number;
  readonly relaxationRoundSize: number;
  readonly relaxationChunkSize: number;
  readonly screeningChunkSize: number;
}

/** Known crystals that one potential relaxes at one pressure, so that a hull may stand on them. */
export interface ReferenceChunk {
  readonly model: ModelId;
  readonly pressureGPa: number;
  readonly crystals: readonly ReferenceCrystal[];
}

export interface ReferenceCrystal {
  /** In the collection that it comes from, `mp-149`. */
  readonly sourceId: string;
  /** Primitive cell, as the collection has it. */
  readonly structure: Structure;
}

/** What a potential makes of a known crystal; found again by model, pressure and id, whatever it was relaxed for. */
export interface RelaxedReference {
  readonly model: ModelId;
  readonly pressureGPa: number;
  readonly sourceId: string;
  /** Reduced, by electronegativity. */
  readonly formula: string;
  readonly energyPerAtom: number;
  /** (E + PV)/n. */
  readonly enthalpyPerAtom: number;
  /** Å³ per atom, at the pressure. */
  readonly volumePerAtom: number;
  readonly stopReason: StopReason;
}

export interface FromSubstitution {
  readonly generator: 'substitution';
  /** Label of the prototype, `A3BC_cP5_221_c_a_b`. */
  readonly prototype: string;
  /** The known crystal whose elements were replaced. */
  readonly sourceId: string;
  readonly sourceFormula: string;
  /** How well this prototype fits these elements: a probability-like weight in (0, 1]. */
  readonly likelihood: number;
  /** Relaxed to a minimum of the potential, or `held` where bonds and volume have settled, in case the potential leaves the prototype from there. */
  readonly relaxation: 'full' | 'held';
}

export interface FromSymmetry {
  readonly generator: 'symmetric';
  readonly spaceGroup: number;
  readonly assignment: WyckoffAssignment;
  readonly likelihood: number;
}

export interface FromImport {
  readonly generator: 'import';
  readonly source: string;
  readonly likelihood: number;
}

export type CandidateOrigin = FromSubstitution | FromSymmetry | FromImport;

export interface Candidate {
  /** Chunk and place within it, `c0003-00017`: the same on every run with this seed. */
  readonly key: string;
  /** Primitive cell. */
  readonly structure: Structure;
  readonly origin: CandidateOrigin;
}

/** What one chunk of the generation made and what it threw away, with the reasons. */
export interface GenerationReport {
  readonly candidates: readonly Candidate[];
  readonly generated: number;
  readonly rejected: { readonly [reason: string]: number };
}

/** One test a candidate went through: value and threshold in the unit the name says. */
export interface ScreeningTest {
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
  readonly passed: boolean;
}

export interface ScreeningReport {
  readonly tests: readonly ScreeningTest[];
  /** Single point of the potential on the generated geometry, eV/atom; null where an earlier test failed, that of the surrogate included. */
  readonly energyPerAtom: number | null;
  /** What the adapted surrogate expected of the single point; null where it was not asked. */
  readonly surrogate: SurrogateEstimate | null;
  /** Where a few steps of relaxation lead; null where none were taken. */
  readonly briefRelaxation: BriefRelaxation | null;
  /** Key of the earlier candidate this one repeats; null where it is the first of its kind. */
  readonly duplicateOf: string | null;
  readonly passed: boolean;
}

export interface SurrogateEstimate {
  /** eV/atom. */
  readonly energyPerAtom: number;
  /** Standard deviation, eV/atom; 0 where the potential itself was asked. */
  readonly deviationPerAtom: number;
}

/** The first steps of a relaxation, taken while screening: a random crystal's energy says little before its cell and its free coordinates have met. */
export interface BriefRelaxation {
  readonly structure: Structure;
  readonly energyPerAtom: number;
  readonly enthalpyPerAtom: number;
  readonly steps: number;
  /** As in `RelaxationResult`. */
  readonly trajectory: RelaxationTrajectory;
}

export interface ScreenedCandidate extends Candidate {
  readonly screening: ScreeningReport;
}

export const STOP_REASONS = ['converged', 'step-limit', 'held', 'aborted', 'collapsed', 'exploded', 'energy-out-of-range'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export interface RelaxationResult {
  readonly structure: Structure;
  readonly energyPerAtom: number;
  /** (E + PV)/n; equal to the energy without pressure. */
  readonly enthalpyPerAtom: number;
  /** (nSites × 3) rows, eV/Å. */
  readonly forces: readonly Vec3[];
  /** eV/Å³, positive in tension. */
  readonly stress: Mat3;
  readonly maxForce: number;
  readonly steps: number;
  readonly stopReason: StopReason;
  readonly trajectory: RelaxationTrajectory;
}

/** Energy per atom, eV, and largest force, eV/Å, at each step, and the crystal at some of them. */
export interface RelaxationTrajectory {
  readonly energiesPerAtom: readonly number[];
  readonly maxForces: readonly number[];
  /** By rising step, the first and the last step among them; for looking at, not for computing: rounded and thinned (`trajectory-frames.ts`). */
  readonly frames: readonly TrajectoryFrame[];
}

/** The crystal at one step; its sites are those of the relaxed structure. */
export interface TrajectoryFrame {
  /** Index into the values of the trajectory. */
  readonly step: number;
  /** (9) rows a, b, c, Å. */
  readonly lattice: readonly number[];
  /** (3 × nsites), not wrapped: a site that crosses a face goes on beyond it. */
  readonly fracCoords: readonly number[];
}

export interface RelaxedCandidate extends ScreenedCandidate {
  readonly relaxation: RelaxationResult;
  readonly model: ModelId;
}

/**
 * What a second potential, the judge, says of a finalist: relaxed from where the searching potential left it. Its energies compare with those of other
 * judgements by the same model only.
 */
export interface Judgement {
  /** Of the candidate. */
  readonly key: string;
  readonly model: ModelId;
  readonly relaxation: RelaxationResult;
}

/** One phase of a decomposition; `fraction` is the share of atoms. */
export interface DecompositionPhase {
  readonly entryId: string;
  readonly formula: string;
  readonly fraction: number;
}

/** Where a structure lies against the phases of one reference set. Under pressure all energies are enthalpies. */
export interface HullPlace {
  /** Null where no set serves; then nothing else is known either. */
  readonly referenceSet: ReferenceSetLabel | null;
  readonly formationEnergyPerAtom: number | null;
  readonly energyAboveHull: number | null;
  readonly decomposition: readonly DecompositionPhase[];
}

/** All energies but those of `judgement` and `judgedPlace` are of `model`, the potential that searched. */
export interface RankedStructure extends RelaxedCandidate, HullPlace {
  /** From 1. */
  readonly rank: number;
  readonly spaceGroup: SpaceGroupLabel;
  /** Å, of the symmetry search. */
  readonly symprec: number;
  /** Label of the relaxed structure, `A_cF8_227_a`. */
  readonly prototype: string;
  /** Id of the known crystal it matches, where one is known and not held out. */
  readonly knownMatch: string | null;
  /** How well the prototype fits these elements: the sum over all candidates that became this structure, at most 1. */
  readonly likelihood: number;
  /** Probability that this is the ground state (`order-model.ts`); over all ranked structures of the prediction summing to less than 1. */
  readonly probability: number;
  /** What that stands on: columns as `ORDER_FEATURES`. */
  readonly orderFeatures: readonly number[];
  /** Place in the order by energy alone, from 1; by the judge's for what was judged, which stands before the rest. */
  readonly energyRank: number;
  /** What the order stands on where a judge looked at the structure; null without a judge, and for what was not among its finalists. */
  readonly judgement: Judgement | null;
  /** By the energies of the judgement, against phases that the judge relaxed; null without a judgement. */
  readonly judgedPlace: HullPlace | null;
  /** Keys of relaxed candidates that turned out to be this structure, the best kept. */
  readonly mergedKeys: readonly string[];
}

/** Counts after each step; what is lost between two of them stands in `rejections`. */
export interface Funnel {
  readonly generated: number;
  /** Geometry sound, and so evaluated once. */
  readonly valid: number;
  readonly unique: number;
  /** Energy within reason. */
  readonly screened: number;
  /** Chosen, and relaxed to a sound end. */
  readonly relaxed: number;
  readonly ranked: number;
}

/** Which screened candidates go on. */
export interface Selection {
  /** Keys to relax, the most promising rounds first, in the order in which they are cut into chunks. */
  readonly keys: readonly string[];
  /** Candidates that repeat an earlier one of another chunk, by key, with the key of the one that stays. */
  readonly duplicateOf: { readonly [key: string]: string };
}

/** What a long stage tells and obeys while it runs. */
export interface StageControl {
  readonly signal: AbortSignal | null;
  /** Called now and then with pieces done and pieces in all. */
  readonly onProgress: ((done: number, total: number) => void) | null;
}

/**
 * The stages of a prediction with their models bound: what both drivers, the in-process conductor and the job handlers, call.
 * Each is a function of its arguments and the models alone; each may run in another process on another machine.
 */
export interface PredictionStages {
  readonly models: readonly ModelId[];
  /** Of the shipped phases, for predictions without pressure. */
  readonly referenceSet: ReferenceSetLabel;
  readonly propose: (request: PredictionRequest) => Promise<PredictionPlan>;
  readonly generate: (plan: PredictionPlan, chunkIndex: number) => Promise<GenerationReport>;
  /** Geometry, duplicates within the list, single points. Order kept. */
  readonly screen: (plan: PredictionPlan, candidates: readonly Candidate[], control: StageControl) => Promise<readonly ScreenedCandidate[]>;
  /** From all screened candidates of the prediction, in chunk order, those to relax. */
  readonly select: (plan: PredictionPlan, screened: readonly ScreenedCandidate[]) => Promise<Selection>;
  readonly relax: (plan: PredictionPlan, candidates: readonly ScreenedCandidate[], control: StageControl) => Promise<readonly RelaxedCandidate[]>;
  /** After a whole round of relaxations, with all that are done by then: is the next round likely to bring something better? */
  readonly goesOn: (plan: PredictionPlan, chosen: readonly ScreenedCandidate[], relaxed: readonly RelaxedCandidate[]) => boolean;
  /** Null where the potential that searches also judges. */
  readonly judging: JudgingStages | null;
  /** Of known crystals those that end in a sound structure, in the order of the chunk. */
  readonly reference: (chunk: ReferenceChunk, control: StageControl) => Promise<readonly RelaxedReference[]>;
  readonly rank: (plan: PredictionPlan, relaxed: readonly RelaxedCandidate[], evidence: RankingEvidence) => Promise<readonly RankedStructure[]>;
}

/** Phases that one hull stands on. */
export interface HullReferences {
  readonly label: ReferenceSetLabel;
  readonly entries: readonly HullEntry[];
}

/** What the ranking stands on besides the relaxed candidates. */
export interface RankingEvidence {
  /** Of finalists; empty without a judge. */
  readonly judgements: readonly Judgement[];
  /** Of all chunks of `plan.references`. */
  readonly references: readonly RelaxedReference[];
}

/** A second potential looks at what may be ranked first, after all relaxations and before the ranking. */
export interface JudgingStages {
  /** Distinct structures to judge, in the order in which they are cut into chunks. */
  readonly finalists: (plan: PredictionPlan, relaxed: readonly RelaxedCandidate[]) => readonly RelaxedCandidate[];
  readonly judge: (plan: PredictionPlan, finalists: readonly RelaxedCandidate[], control: StageControl) => Promise<readonly Judgement[]>;
}

/** What an energy above hull stands on. */
export interface ReferenceSetLabel {
  readonly name: string;
  /** ISO date of the snapshot. */
  readonly snapshotDate: string;
  readonly model: ModelId;
  /** Phases in all. */
  readonly entries: number;
  /** How the reference energies were made: `single-point`, `relaxed`, or both with their numbers. */
  readonly geometry: string;
  /** At which all phases were relaxed; 0 for the shipped ones. */
  readonly pressureGPa: number;
  /** Of phases that were relaxed for one prediction: `Mg-O-Si`; null for a set of all systems. */
  readonly chemicalSystem: string | null;
  /** Reduced formula of the composition of which no crystal counted as known; null where all did. */
  readonly heldOut: string | null;
  /** Known crystals went in that were expected at most this far above the hull, eV/atom. */
  readonly windowPerAtom: number;
}
