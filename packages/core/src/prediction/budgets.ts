import type { Budget } from './stage-types.js';

/** How much work a budget buys. */
export interface BudgetLimits {
  /** Known crystals of the anonymous formula imitated. */
  readonly templates: number;
  /** Known crystals of other anonymous formulas imitated, with elements sharing a slot or one element on several. */
  readonly derivedTemplates: number;
  /**
   * Symmetry-restricted random crystals: atoms in all of them together, since each is evaluated once and a large one is found by chance less often; where an
   * unknown prototype is as likely as on average (`symmetry-proposal/work-for-random.ts`).
   */
  readonly symmetricAtoms: number;
  /** Share of the random crystals, those of lowest energy, that take the first steps of a relaxation before the choice. */
  readonly briefShare: number;
  /** Pairs of space group and number of formula units they are shared among, at most. */
  readonly spaceGroups: number;
  /** Imitated crystals relaxed, at most: rounds end where the next one is unlikely to bring anything (`relaxation/goes-on.ts`). */
  readonly imitatedRelaxations: number;
  /** Random crystals relaxed, likewise, where an unknown prototype is as likely as on average. */
  readonly symmetricRelaxations: number;
}

export const BUDGET_LIMITS: Readonly<Record<Budget, BudgetLimits>> = {
  quick: { templates: 40, derivedTemplates: 16, symmetricAtoms: 1200, briefShare: 0.25, spaceGroups: 12, imitatedRelaxations: 36, symmetricRelaxations: 8 },
  standard: { templates: 120, derivedTemplates: 80, symmetricAtoms: 20000, briefShare: 0.4, spaceGroups: 40, imitatedRelaxations: 88, symmetricRelaxations: 48 },
  thorough: { templates: 400, derivedTemplates: 300, symmetricAtoms: 80000, briefShare: 0.5, spaceGroups: 80, imitatedRelaxations: 258, symmetricRelaxations: 250 },
};

/** Chunk bounds belong to the prediction, not to a worker: results do not depend on how many there are. */
export const TEMPLATES_PER_CHUNK = 40;
export const DRAWS_PER_CHUNK = 4;
export const SCREENING_CHUNK_SIZE = 512;
export const RELAXATION_CHUNK_SIZE = 8;
export const RELAXATION_ROUND_SIZE = 32;
export const JUDGING_CHUNK_SIZE = 2;
