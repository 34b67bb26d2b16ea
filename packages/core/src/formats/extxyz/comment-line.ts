import { ParseFailedError, type TextPlace } from '../format-errors.js';
import type { TextLine } from '../text-lines.js';

export interface CommentValue {
  readonly text: string;
  readonly place: TextPlace;
}

const ENTRY =
  /(?<key>"[^"]*"|'[^']*'|[^\s=]+)(?:\s*=\s*(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|\{(?<braced>[^}]*)\}|(?<bare>[^\s"'{]\S*)))?/y;

/**
 * Cut a comment line into `key=value` pairs; values are bare words, "quoted", 'quoted' or {in braces}; a key without a value is true (`T`).
 * @throws {ParseFailedError} for a quote that is not closed
 */
export function readCommentLine({ text, end }: TextLine): Map<string, CommentValue> {
  const entries = new Map<string, CommentValue>();
  const at = (index: number): TextPlace => ({ line: end.line, column: index + 1, offset: end.offset - text.length + index });
  let index = 0;
  for (;;) {
    while (index < text.length && /\s/.test(text[index])) index++;
    if (index >= text.length) return entries;
    ENTRY.lastIndex = index;
    const groups = ENTRY.exec(text)?.groups;
    if (groups === undefined || text[ENTRY.lastIndex] === '=') throw new ParseFailedError('Expected key=value; is a quote not closed?', at(index));
    const { key, double, single, braced, bare } = groups;
    entries.set(key.replace(/^(["'])(.*)\1$/, '$2'), { text: (double ?? single ?? braced ?? bare ?? 'T').replace(/\\(.)/g, '$1'), place: at(index) });
    index = ENTRY.lastIndex;
  }
}
