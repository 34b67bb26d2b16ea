import type { AssignedLetters } from './assignment-space.js';
import { letterRenamings } from './letter-renamings.js';
import { letterRank } from './wyckoff-positions.js';

/** All descriptions of one assignment by equivalent origins and axes, each once, the smallest first: that one is canonical. */
export function equivalentLetters(spaceGroup: number, letters: AssignedLetters): AssignedLetters[] {
  const found = new Map<string, string[][]>();
  for (const renaming of letterRenamings(spaceGroup)) {
    const renamed = letters.map((list) => list.map((letter) => renaming.get(letter) as string).sort((p, q) => letterRank(p) - letterRank(q)));
    found.set(renamed.map((list) => list.map(sortable).join('')).join(' '), renamed);
  }
  return [...found].sort(([p], [q]) => (p < q ? -1 : 1)).map(([, renamed]) => renamed);
}

/** `{` follows z in the order of characters, as the letter A follows z among Wyckoff letters. */
const sortable = (letter: string): string => (letter === 'A' ? '{' : letter);
