import type { Composition } from '../composition/composition.js';
import type { Structure } from '../crystal/structure.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { StopReason } from '../prediction/stage-types.js';

/**
 * The values of a search: request → individuals → tasks → outcomes → phases → curve. All of them are plain JSON, so that a search can be stored row by row,
 * stopped anywhere, and gone on with elsewhere: what comes next is a function of the state and of models alone.
 */

export const SEARCH_METHODS = ['evolutionary', 'random', 'laqa', 'bayesian', 'hopping', 'hull'] as const;
export type SearchMethod = (typeof SEARCH_METHODS)[number];

export const OPERATORS = [
  'seed',
  'random',
  'heredity',
  'permutation',
  'strain',
  'rattle',
  'soft-mutation',
  'symmetric-mutation',
  'symmetry-raising',
  'transmutation',
  'addition',
  'removal',
  'hop',
] as const;
export type OperatorName = (typeof OPERATORS)[number];

export interface SearchRequest {
  readonly method: SearchMethod;
  /** Rising atomic numbers. */
  readonly elements: readonly number[];
  /** Reduced; null where all stoichiometries of the elements are searched (`hull`). */
  readonly composition: Composition | null;
  /** Any text; equal seeds, models and code give equal searches. */
  readonly seed: string;
  /** Relaxations to spend; a look-ahead search spends as many steps as they take on average. */
  readonly budget: number;
  /**
   * Task k is made from what tasks up to k − lag have taught, so that `lag` of them may run side by side and the result does not depend on how many do.
   * Part of the search: another lag is another search.
   */
  readonly lag: number;
  readonly constraints: SearchConstraints;
  /** Structures to begin with; without any, no known crystal plays a part. */
  readonly seeds: readonly Structure[];
}

export interface SearchConstraints {
  /** In the cell that is relaxed. */
  readonly minAtoms: number;
  readonly maxAtoms: number;
  readonly pressureGPa: number;
  /** Space groups in which random crystals are drawn; null for 2–230. Operators are free to leave them. */
  readonly spaceGroups: readonly number[] | null;
  /** Shortest pair before relaxation, over the sum of covalent radii. */
  readonly shortestPairRatio: number;
  /** Shortest distances of pairs of elements before relaxation, Å, beside the ratio. */
  readonly pairDistances: readonly { readonly atomicNumbers: readonly [number, number]; readonly distance: number }[];
  /** Of the Niggli cell before relaxation: edges in Å, angles in degrees. */
  readonly cell: { readonly shortestEdge: number; readonly longestEdge: number; readonly smallestAngle: number; readonly largestAngle: number };
  /** Variable composition: only those that common oxidation states can balance. */
  readonly chargeNeutral: boolean;
  /**
   * Variable composition: the reduced ends of the hull, linearly independent, whose mixtures are searched: a pseudo-binary, a pseudo-ternary, …; empty where the
   * elements are the ends.
   */
  readonly endMembers: readonly Composition[];
  /** Variable composition: bounds of the share that an element has among the atoms; none beside end members. */
  readonly fractions: readonly ElementFraction[];
  /** Asked of what counts as a result, and, as far as they go, of crystals before relaxation. */
  readonly coordination: readonly CoordinationLimit[];
  /**
   * Kept whole: each stands in a crystal as often as its composition holds it, in this order. In one composition all have a place, over a system at least one; ends of
   * the hull that have none for any are made of atoms.
   */
  readonly molecules: readonly Molecule[];
  /**
   * Two-dimensional crystals at zero pressure: one layer in a cell of its own. The ends of a hull stay bulk crystals: the references, or what is found of them. Null for
   * crystals in three dimensions.
   */
  readonly layer: LayerLimits | null;
  /** Relaxed crystals that break what is asked of results count all the same. */
  readonly keepsBroken: boolean;
}

/** What a layer keeps before and after relaxation, Å. */
export interface LayerLimits {
  /** Most between the lowest and the highest site. */
  readonly thickness: number;
  /** Between the layer and its image. */
  readonly vacuum: number;
}

/** A molecule, or a polyhedron such as PO4, as a rigid body. */
export interface Molecule {
  readonly atomicNumbers: readonly number[];
  /** Cartesian, Å, from the mean of all. */
  readonly positions: readonly Vec3[];
}

/** How many neighbors each site of an element has, bounds included. */
export interface CoordinationLimit {
  readonly atomicNumber: number;
  /** Only neighbors of this element are counted; null for all. */
  readonly neighbor: number | null;
  readonly least: number;
  readonly most: number;
}

/** What a relaxed crystal may break. */
export const BROKEN_RESULTS = ['other-coordination', 'broken-molecule', 'no-layer'] as const;
export type BrokenResult = (typeof BROKEN_RESULTS)[number];

/** Bounds of an atomic fraction, both included. */
export interface ElementFraction {
  readonly atomicNumber: number;
  readonly least: number;
  readonly most: number;
}

/** One crystal that a search made, with its descent: a row. */
export interface Individual {
  /** Place in the order in which they were made, from 0. */
  readonly id: number;
  /** 0 without parents, else one more than the oldest line of descent. */
  readonly generation: number;
  readonly operator: OperatorName;
  /** Ids. */
  readonly parents: readonly number[];
  readonly start: Structure;
  /** Children thrown away before this one was kept, by reason. */
  readonly discarded: { readonly [reason: string]: number };
  /** Place in the pool that it was chosen from; null where it was made. */
  readonly poolPlace: number | null;
  /** Null until its first task is absorbed. */
  readonly outcome: Outcome | null;
}

/** What became of an individual. */
export interface Outcome {
  readonly structure: Structure;
  readonly energyPerAtom: number;
  readonly enthalpyPerAtom: number;
  /** eV/Å. */
  readonly maxForce: number;
  /** Of all its tasks together. */
  readonly steps: number;
  readonly stopReason: StopReason;
  /** At symprec 0.03 Å; null where no group fits. */
  readonly spaceGroup: number | null;
  /** `open`: to be gone on with; `given-up`: on its way to an end far too high; `unsound`: no crystal; else what it breaks. */
  readonly verdict: 'new' | 'duplicate' | 'open' | 'given-up' | 'unsound' | BrokenResult;
  /** Id of the phase that it is or founded; null where it is none. */
  readonly phase: number | null;
}

/** One relaxation, or some steps of one: what a worker does. */
export interface RelaxationTask {
  /** From 0; results are absorbed in this order. */
  readonly index: number;
  readonly individual: number;
  readonly structure: Structure;
  readonly maxSteps: number;
  /** Enthalpy, eV/atom, above which a relaxation that would end there is given up; null for never. */
  readonly giveUpAbove: number | null;
  /** Enthalpy, eV/atom, below which a converged relaxation goes on to tighter limits; null for always. */
  readonly refineBelow: number | null;
}

/** A distinct relaxed crystal: a row. */
export interface Phase {
  readonly id: number;
  /** The individual that stands for it: the lowest, of equally low ones that with the fewest sites. */
  readonly individual: number;
  /** Reduced. */
  readonly composition: Composition;
  readonly energyPerAtom: number;
  readonly enthalpyPerAtom: number;
  readonly volumePerAtom: number;
  readonly spaceGroup: number | null;
  /** Id of the oldest phase whose structure it matches at the default tolerances, itself where there is none. */
  readonly niche: number;
  /** Individuals that became it. */
  readonly members: number;
  /** Task after which it was found. */
  readonly foundAt: number;
  /** How often it was a parent since a child of its last entered the better half of the population: its age. */
  readonly fruitless: number;
}

/** How an operator has done, later children counting more. */
export interface OperatorTally {
  readonly operator: OperatorName;
  readonly tried: number;
  readonly succeeded: number;
}

/** A walk from minimum to minimum. */
export interface Walker {
  /** Individual where it stands. */
  readonly at: number;
  /** Of its next displacement, Å. */
  readonly amplitude: number;
  /** How much higher, eV/atom, the next minimum may lie. */
  readonly tolerance: number;
}

/** A crystal that waits to be chosen; features are those of the surrogate. */
export interface PoolCrystal {
  readonly structure: Structure;
  readonly priorPerAtom: number;
  readonly features: readonly number[];
}

/** Where a relaxation in turns stands. */
export interface LookAhead {
  readonly individual: number;
  /** Mean length of the forces, eV/Å, and its change over the last turn; null after the first. */
  readonly meanForce: number;
  readonly forceChange: number | null;
  /** Mean absolute component of the stress, eV/Å³. */
  readonly meanStress: number;
  readonly isDone: boolean;
}

/** What the methods remember; lists that a method does not use stay empty. */
export interface SearchMemory {
  readonly operators: readonly OperatorTally[];
  readonly walkers: readonly Walker[];
  readonly pool: readonly PoolCrystal[];
  readonly lookAheads: readonly LookAhead[];
}

/** The curve of convergence: a row wherever the best or the hull has changed, and one at the end. */
export interface CurvePoint {
  readonly relaxations: number;
  /** Evaluations of the potential. */
  readonly evaluations: number;
  /** Lowest enthalpy of the composition, eV/atom; null in a search by hull, and before the first. */
  readonly lowestEnthalpyPerAtom: number | null;
  /** Mean depth of the hull, eV/atom (`hull-volume.ts`); null in a search of one composition, and before all elements are known. */
  readonly hullVolume: number | null;
  readonly phases: number;
}

export interface SearchState {
  readonly format: 1;
  readonly request: SearchRequest;
  readonly individuals: readonly Individual[];
  /** Begun and not yet absorbed, by index. */
  readonly running: readonly RelaxationTask[];
  /** Tasks so far. */
  readonly begun: number;
  /** Relaxations that ended, and evaluations of all tasks. */
  readonly relaxations: number;
  readonly evaluations: number;
  readonly phases: readonly Phase[];
  readonly memory: SearchMemory;
  readonly curve: readonly CurvePoint[];
}
