import type { Budget } from './stage-types.js';

/** How much work a budget buys. */
export interface BudgetLimits {
  /** Known crystals imitated. */
  readonly templates: number;
  /** Symmetry-restricted random crystals: atoms in all of them together, since each is evaluated once and a large one is found by chance less often. */
  readonly symmetricAtoms: number;
  /** Pairs of space group and number of formula units they are shared among, at most. */
  readonly spaceGroups: number;
  /** Candidates relaxed. */
  readonly relaxations: number;
  /** Of these, at most how many from the random generator. */
  readonly symmetricRelaxations: number;
}

export const BUDGET_LIMITS: Readonly<Record<Budget, BudgetLimits>> = {
  quick: { templates: 40, symmetricAtoms: 1200, spaceGroups: 12, relaxations: 32, symmetricRelaxations: 4 },
  standard: { templates: 120, symmetricAtoms: 8000, spaceGroups: 40, relaxations: 110, symmetricRelaxations: 20 },
  thorough: { templates: 400, symmetricAtoms: 80000, spaceGroups: 80, relaxations: 400, symmetricRelaxations: 120 },
};

/** Chunk bounds belong to the prediction, not to a worker: results do not depend on how many there are. */
export const TEMPLATES_PER_CHUNK = 40;
export const DRAWS_PER_CHUNK = 4;
export const SCREENING_CHUNK_SIZE = 48;
export const RELAXATION_CHUNK_SIZE = 8;
