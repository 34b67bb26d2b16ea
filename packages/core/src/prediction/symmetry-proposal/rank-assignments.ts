import type { Composition } from '../../composition/composition.js';
import type { Prototype } from '../../prototypes/prototype-library.js';
import type { AssignedLetters } from '../../symmetry/assignment-space.js';
import { equivalentLetters } from '../../symmetry/canonical-letters.js';
import { likeliestAssignments } from '../../symmetry/likeliest-assignments.js';
import type { WyckoffAssignment } from '../stage-types.js';
import { letterWeightsOf, type LetterWeightModel } from './letter-weight-model.js';
import type { TemplateRanking } from './rank-templates.js';
import type { SymmetryShare } from './share-symmetry.js';

export interface AssignmentEvidence {
  /** Votes of known crystals for prototypes of this group. */
  readonly votes: TemplateRanking['votes'];
  readonly unknownShare: number;
  /** Numbers of formula units in this group, the most probable first. */
  readonly pairs: readonly SymmetryShare[];
  /** Null lists only what known crystals show. */
  readonly letterWeights: LetterWeightModel | null;
  readonly limit: number;
}

/** Votes below this probability name no assignment. */
const LEAST_VOTE = 1e-7;
/** Numbers of formula units for which assignments are enumerated, and their least share in the group. */
const FORMULA_UNITS_ENUMERATED = 3;
const LEAST_SHARE = 0.02;

/**
 * The likeliest Wyckoff assignments of a composition in a space group, equivalent descriptions merged. Known crystals speak for theirs; the share of the
 * probability that stays with prototypes no library knows goes to all assignments by the weights of their letters.
 */
export function rankAssignments(
  composition: Composition,
  spaceGroup: number,
  { votes, unknownShare, pairs, letterWeights, limit }: AssignmentEvidence,
): WyckoffAssignment[] {
  const found = new Map<string, { letters: AssignedLetters; formulaUnits: number; weight: number }>();
  const add = (letters: AssignedLetters, formulaUnits: number, weight: number): void => {
    const key = `${formulaUnits} ${letters.join(' ')}`;
    const known = found.get(key);
    if (known) known.weight += weight;
    else found.set(key, { letters, formulaUnits, weight });
  };
  for (const { prototype, elements, probability } of votes) {
    if (probability < LEAST_VOTE) continue;
    add(equivalentLetters(spaceGroup, lettersOf(composition, prototype, elements))[0] as AssignedLetters, prototype.formulaUnits, probability);
  }
  if (letterWeights !== null) {
    const total = pairs.reduce((sum, { probability }) => sum + probability, 0);
    for (const { formulaUnits, probability } of pairs.slice(0, FORMULA_UNITS_ENUMERATED)) {
      if (probability < LEAST_SHARE * total) continue;
      const cell = { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((n) => n * formulaUnits) };
      for (const likely of likeliestAssignments(spaceGroup, cell, letterWeightsOf(letterWeights, spaceGroup, cell), limit)) {
        add(likely.letters, formulaUnits, unknownShare * probability * likely.probability);
      }
    }
  }
  const listed = [...found].sort(([p, a], [q, b]) => b.weight - a.weight || (p < q ? -1 : 1)).map(([, assignment]) => assignment);
  const total = listed.reduce((sum, { weight }) => sum + weight, 0);
  return listed.slice(0, limit).map(({ letters, formulaUnits, weight }) => ({ letters, formulaUnits, probability: weight / total }));
}

const lettersOf = (composition: Composition, { orbits }: Prototype, elements: readonly number[]): AssignedLetters =>
  composition.atomicNumbers.map((z) => orbits.filter(({ slot }) => elements[slot] === z).map(({ letter }) => letter));
