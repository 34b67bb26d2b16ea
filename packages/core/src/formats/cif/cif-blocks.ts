import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { shorten } from '../text-lines.js';
import { type CifToken, tokenizeCif } from './tokenize-cif.js';

export interface CifValue {
  /** Null for `?` (unknown) and `.` (does not apply). */
  readonly text: string | null;
  readonly place: TextPlace;
}

/** One data block: each tag with its column of values; a tag outside of a loop has one. */
export interface CifBlock {
  readonly name: string;
  readonly place: TextPlace;
  readonly columns: ReadonlyMap<string, readonly CifValue[]>;
}

/** Read the data blocks of a CIF. @throws {ParseFailedError} for a tag without a value, a loop whose last row is not complete, a stray value */
export function readCifBlocks(text: string): CifBlock[] {
  const tokens = tokenizeCif(text);
  const blocks: { name: string; place: TextPlace; columns: Map<string, CifValue[]> }[] = [];
  const current = (place: TextPlace): Map<string, CifValue[]> => {
    if (blocks.length === 0) blocks.push({ name: '', place, columns: new Map() });
    return blocks[blocks.length - 1].columns;
  };
  let next = 0;
  while (next < tokens.length) {
    const token = tokens[next++];
    switch (token.kind) {
      case 'data':
        blocks.push({ name: token.text, place: token.place, columns: new Map() });
        break;
      case 'tag': {
        const value = tokens[next++] as CifToken | undefined;
        if (value?.kind !== 'value') throw new ParseFailedError(`${token.text} has no value`, token.place);
        current(token.place).set(token.text, [valueOf(value)]);
        break;
      }
      case 'loop':
        next = readLoop(tokens, next, current(token.place), token.place);
        break;
      case 'value':
        throw new ParseFailedError(`"${shorten(token.text)}" belongs to no tag`, token.place);
    }
  }
  return blocks;
}

type ValueToken = Extract<CifToken, { kind: 'value' }>;

const valueOf = ({ text, quoted, place }: ValueToken): CifValue => ({ text: !quoted && (text === '?' || text === '.') ? null : text, place });

/** Read tags and rows from `start`; returns where the loop ends. */
function readLoop(tokens: readonly CifToken[], start: number, columns: Map<string, CifValue[]>, place: TextPlace): number {
  let next = start;
  const tags: string[] = [];
  for (; next < tokens.length && tokens[next].kind === 'tag'; next++) tags.push(tokens[next].text);
  if (tags.length === 0) throw new ParseFailedError('The loop names no tags', place);
  const values: ValueToken[] = [];
  for (let token = tokens[next]; next < tokens.length && token.kind === 'value'; token = tokens[++next]) values.push(token);
  if (values.length % tags.length !== 0) {
    throw new ParseFailedError(
      `The last row of the loop has ${values.length % tags.length} of ${tags.length} values; is the file cut off?`,
      values[values.length - (values.length % tags.length)].place,
    );
  }
  tags.forEach((tag, column) => columns.set(tag, values.filter((_, k) => k % tags.length === column).map(valueOf)));
  return next;
}
