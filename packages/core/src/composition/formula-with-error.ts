import type { CoreError } from '../errors.js';

/** Characters shown on each side of the offending one. */
const SHOWN = 40;

/**
 * Two lines that show where a text went wrong: the text, and a caret below the offending character; just the text where the error has no place.
 * Of a long text only the neighborhood of the place is shown; control characters appear as spaces.
 */
export function formulaWithError(text: string, error: Pick<CoreError, 'position'>): string {
  const position = error.position === null ? null : Math.min(error.position, text.length);
  const from = Math.max(0, (position ?? 0) - SHOWN);
  const to = Math.min(text.length, (position ?? 0) + SHOWN);
  const before = from > 0 ? '…' : '';
  const plain = (part: string): string => part.replace(/\p{C}|\s/gu, ' ');
  const line = before + plain(text.slice(from, to)) + (to < text.length ? '…' : '');
  if (position === null) return line;
  return `${line}\n${' '.repeat([...before, ...text.slice(from, position)].length)}^`;
}
