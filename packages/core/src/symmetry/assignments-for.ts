import type { Composition } from '../composition/composition.js';
import type { Rng } from '../numerics/rng.js';
import { assignmentSpace, type AssignedLetters } from './assignment-space.js';
import { equivalentLetters } from './canonical-letters.js';
import type { LetterWeights } from './letter-weights.js';
import { wyckoffPositions } from './wyckoff-positions.js';

export interface WeighedAssignment {
  /** Canonical: the smallest letters among the equivalent choices of origin and axes. */
  readonly letters: AssignedLetters;
  /** Share of all equivalent descriptions together in the weight of the group. */
  readonly probability: number;
  /** Free coordinates of all orbits. */
  readonly degreesOfFreedom: number;
}

export interface AssignmentList {
  /** By falling probability, equal ones by fewer free coordinates, then by letters. */
  readonly assignments: readonly WeighedAssignment[];
  /** Assignments of the group in all, equivalent descriptions counted apart. */
  readonly total: number;
  /** Whether the list holds every one of them up to equivalence. */
  readonly complete: boolean;
  /** Why there is none; null where there are some. */
  readonly impossibleBecause: string | null;
}

export interface AssignmentOptions {
  /** Null for the weights of orbits in general. */
  readonly weights: LetterWeights | null;
  /** Most assignments returned. */
  readonly limit: number;
  /** Used only where the space is too large to be listed. */
  readonly rng: Rng;
}

/** Up to this many are listed outright; above it, assignments are drawn. */
const LISTED_AT_MOST = 2000;
/** Draws for each assignment wanted, where drawn: the likely ones come often. */
const DRAWS_PER_ASSIGNMENT = 4;

/**
 * The likeliest Wyckoff assignments of a primitive cell in a space group, equivalent descriptions merged.
 * @param cell atoms in the primitive cell
 * @throws {InvalidSpaceGroupError} outside of 1–230
 */
export function assignmentsFor(spaceGroup: number, cell: Composition, { weights, limit, rng }: AssignmentOptions): AssignmentList {
  const space = assignmentSpace(spaceGroup, cell, weights);
  if (space.total === 0) return { assignments: [], total: 0, complete: true, impossibleBecause: space.impossibleBecause };
  const listed = space.total <= LISTED_AT_MOST;
  const pool = listed ? space.list() : Array.from({ length: Math.max(1, limit * DRAWS_PER_ASSIGNMENT) }, () => space.sample(rng));
  const freedom = new Map(wyckoffPositions(spaceGroup).map(({ letter, degreesOfFreedom }) => [letter, degreesOfFreedom]));
  const found = new Map<string, WeighedAssignment>();
  const seen = new Set<string>();
  for (const letters of pool) {
    if (seen.has(letters.join(' '))) continue;
    const equivalents = equivalentLetters(spaceGroup, letters);
    for (const equivalent of equivalents) seen.add(equivalent.join(' '));
    const canonical = equivalents[0] as AssignedLetters;
    found.set(canonical.join(' '), {
      letters: canonical,
      probability: equivalents.reduce((sum, equivalent) => sum + space.probabilityOf(equivalent), 0),
      degreesOfFreedom: canonical.flat().reduce((sum, letter) => sum + (freedom.get(letter) as number), 0),
    });
  }
  const assignments = [...found]
    .sort(([p, a], [q, b]) => b.probability - a.probability || a.degreesOfFreedom - b.degreesOfFreedom || (p < q ? -1 : 1))
    .slice(0, limit)
    .map(([, assignment]) => assignment);
  return { assignments, total: space.total, complete: listed && found.size <= limit, impossibleBecause: null };
}
