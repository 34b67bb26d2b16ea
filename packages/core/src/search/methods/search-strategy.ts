import type { Rng } from '../../numerics/rng.js';
import type { RelaxationResult } from '../../prediction/stage-types.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, Outcome, RelaxationTask, SearchMemory, SearchRequest, SearchState } from '../search-types.js';

/** A crystal to relax, before it has an id. */
export interface Proposal
  extends Pick<RelaxationTask, 'structure' | 'maxSteps' | 'giveUpAbove' | 'refineBelow'>, Pick<Individual, 'operator' | 'parents' | 'discarded'> {
  /** Of the methods that draw from a pool: its place there. */
  readonly fromPool: number | null;
}

/** What to do next: relax a new crystal, go on with one, nothing until running tasks are in, or nothing any more. */
export type Turn =
  | { readonly kind: 'individual'; readonly proposal: Proposal }
  | { readonly kind: 'continuation'; readonly task: Omit<RelaxationTask, 'index'> }
  | { readonly kind: 'wait' }
  | { readonly kind: 'finished' };

/** An outcome on its way into the memory. */
export interface Lesson {
  readonly individual: Individual & { readonly outcome: Outcome };
  readonly result: RelaxationResult;
  readonly task: RelaxationTask;
}

/** What tells the methods apart. Everything is a function of the arguments; `rng` belongs to the task. */
export interface SearchStrategy {
  readonly begin: (request: SearchRequest, knowledge: SearchKnowledge) => Promise<SearchMemory>;
  readonly next: (state: SearchState, knowledge: SearchKnowledge, rng: Rng) => Promise<Turn>;
  /** Can a task leave its individual open, to be gone on with? */
  readonly turns: boolean;
  /** @param state after the outcome entered the archive @param before it did */
  readonly learn: (state: SearchState, before: SearchState, lesson: Lesson) => SearchState;
}

export const NO_MEMORY: SearchMemory = { operators: [], walkers: [], pool: [], lookAheads: [] };

/** Moves of a relaxation to its end. */
export const FULL_STEPS = 200;
/** A relaxation that would end this far above the lowest, eV/atom, is given up. */
const HOPELESS_MARGIN = 0.3;
/** Closer to the lowest than this, eV/atom, soft modes decide. */
export const REFINED_MARGIN = 0.06;

/** Limits of a relaxation by the lowest enthalpy so far, eV/atom, null before there is one. */
export const limitsFrom = (lowest: number | null, margin = HOPELESS_MARGIN): Pick<Proposal, 'maxSteps' | 'giveUpAbove' | 'refineBelow'> => ({
  maxSteps: FULL_STEPS,
  giveUpAbove: lowest === null ? null : lowest + margin,
  refineBelow: lowest === null ? null : lowest + REFINED_MARGIN,
});
