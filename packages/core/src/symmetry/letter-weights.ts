import { wyckoffPositions } from './wyckoff-positions.js';

/** For each element of a composition, in its order: how likely it is to take a Wyckoff letter. Any positive scale; a letter may be missing. */
export type LetterWeights = readonly ReadonlyMap<string, number>[];

/** Share of the largest weight that every letter gets on top of its own: a letter never seen with an element is unlikely, not impossible. */
const SMOOTHING = 0.01;

/**
 * Weights for every letter of the group, the largest of each element near 1; equal ones where none are given.
 * @throws {InvalidSpaceGroupError} outside of 1–230
 */
export function smoothedWeights(spaceGroup: number, nElements: number, weights: LetterWeights | null): ReadonlyMap<string, number>[] {
  const letters = wyckoffPositions(spaceGroup).map(({ letter }) => letter);
  return Array.from({ length: nElements }, (_, element) => {
    const given = weights?.[element];
    const largest = given === undefined ? 0 : Math.max(0, ...letters.map((letter) => given.get(letter) ?? 0));
    return new Map(letters.map((letter) => [letter, largest > 0 ? (given?.get(letter) ?? 0) / largest + SMOOTHING : 1]));
  });
}
