import type { Composition } from '../composition/composition.js';
import { assignmentSpace, type AssignedLetters } from './assignment-space.js';
import { equivalentLetters } from './canonical-letters.js';
import { smoothedWeights, type LetterWeights } from './letter-weights.js';
import { wyckoffPositions } from './wyckoff-positions.js';

export interface LikelyAssignment {
  /** Canonical: the smallest letters among the equivalent choices of origin and axes. */
  readonly letters: AssignedLetters;
  /** Share of all equivalent descriptions together in the weight of the group. */
  readonly probability: number;
}

/** One way to place an element: logarithm of its weight, positions without free coordinates it takes (bits), its letters. */
interface Way {
  readonly logWeight: number;
  readonly taken: number;
  readonly letters: readonly string[];
}

/** Ways kept for one element and for the elements so far together: a bound on the work, far above what a list of twenty needs. */
const MOST_WAYS = 300;
const MOST_TOGETHER = 1500;
const CONFLICTS = 8;
/** Assignments looked at for each one asked for: those with many equivalent descriptions rise in the order. */
const LOOKED_AT = 8;

/**
 * The heaviest assignments of a primitive cell in a space group, equivalent descriptions merged, the likeliest first: found without listing all, however
 * many there are. In very large spaces the list may miss some that only a rare combination of fixed positions allows.
 * @param cell atoms in the primitive cell
 * @throws {InvalidSpaceGroupError} outside of 1–230
 */
export function likeliestAssignments(spaceGroup: number, cell: Composition, weights: LetterWeights | null, limit: number): LikelyAssignment[] {
  const space = assignmentSpace(spaceGroup, cell, weights);
  if (space.total === 0) return [];
  const found: LikelyAssignment[] = [];
  const seen = new Set<string>();
  for (const letters of heaviest(spaceGroup, cell, weights)) {
    if (seen.has(letters.join(' '))) continue;
    const equivalents = equivalentLetters(spaceGroup, letters);
    for (const equivalent of equivalents) seen.add(equivalent.join(' '));
    found.push({
      letters: equivalents[0] as AssignedLetters,
      probability: equivalents.reduce((sum, equivalent) => sum + space.probabilityOf(equivalent), 0),
    });
    if (found.length >= LOOKED_AT * limit) break;
  }
  return found.sort((a, b) => b.probability - a.probability || (a.letters.join(' ') < b.letters.join(' ') ? -1 : 1)).slice(0, limit);
}

/** Ways of the first elements together, linked backwards. */
interface Together {
  readonly logWeight: number;
  readonly taken: number;
  readonly last: Way | null;
  readonly before: Together | null;
}

function heaviest(spaceGroup: number, cell: Composition, weights: LetterWeights | null): AssignedLetters[] {
  const byElement = smoothedWeights(spaceGroup, cell.counts.length, weights);
  let together: Together[] = [{ logWeight: 0, taken: 0, last: null, before: null }];
  cell.counts.forEach((count, element) => {
    const ways = waysOf(spaceGroup, count, byElement[element] as ReadonlyMap<string, number>);
    const next: Together[] = [];
    // both lists are sorted: the n-th heaviest pair without a conflict has (i + 1)(j + 1) ≤ n, and conflicts push it back by a few times that
    together.forEach((before, i) => {
      for (let j = 0; j < ways.length && (i + 1) * (j + 1) <= CONFLICTS * MOST_TOGETHER; j++) {
        const last = ways[j] as Way;
        if ((last.taken & before.taken) === 0)
          next.push({ logWeight: before.logWeight + last.logWeight, taken: before.taken | last.taken, last, before });
      }
    });
    together = next.sort((a, b) => b.logWeight - a.logWeight).slice(0, MOST_TOGETHER);
  });
  return together.map(lettersOf);
}

function lettersOf(together: Together): AssignedLetters {
  const letters: (readonly string[])[] = [];
  for (let at: Together | null = together; at !== null; at = at.before) if (at.last !== null) letters.unshift(at.last.letters);
  return letters;
}

/** The heaviest ways to place one element, letter by letter: `ways[r]` holds those with r atoms placed. */
function waysOf(spaceGroup: number, count: number, weights: ReadonlyMap<string, number>): Way[] {
  let ways: Way[][] = Array.from({ length: count + 1 }, (_, r) => (r === 0 ? [{ logWeight: 0, taken: 0, letters: [] }] : []));
  let bit = 0;
  for (const { letter, coordinates, degreesOfFreedom } of wyckoffPositions(spaceGroup)) {
    const fixed = degreesOfFreedom === 0;
    const mask = fixed ? 1 << bit++ : 0;
    const logWeight = Math.log(weights.get(letter) as number);
    const most = fixed ? 1 : Infinity;
    const next = ways.map((list) => [...list]);
    for (let n = 1; n <= most && n * coordinates.length <= count; n++) {
      for (let r = 0; r + n * coordinates.length <= count; r++) {
        for (const way of ways[r] as readonly Way[]) {
          (next[r + n * coordinates.length] as Way[]).push({
            logWeight: way.logWeight + n * logWeight,
            taken: way.taken | mask,
            letters: [...way.letters, ...Array<string>(n).fill(letter)],
          });
        }
      }
    }
    ways = next.map((list) => (list.length > MOST_WAYS ? list.sort((a, b) => b.logWeight - a.logWeight).slice(0, MOST_WAYS) : list));
  }
  return (ways[count] as Way[]).sort((a, b) => b.logWeight - a.logWeight);
}
