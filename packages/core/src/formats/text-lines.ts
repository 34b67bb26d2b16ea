import { ParseFailedError, type TextPlace } from './format-errors.js';

/** A word of a line and where it stands. */
export interface Word {
  readonly text: string;
  readonly place: TextPlace;
}

export interface TextLine {
  readonly text: string;
  readonly words: readonly Word[];
  /** Of the first character after the line. */
  readonly end: TextPlace;
}

/** Reads a text line by line; lines end with LF, CRLF or CR. */
export interface LineReader {
  /** The next line. @throws {ParseFailedError} at the end of the text, naming what was `expected` there */
  readonly next: (expected: string) => TextLine;
  /** The next line without taking it; null at the end. */
  readonly peek: () => TextLine | null;
}

export function readLines(text: string): LineReader {
  const pattern = /\r\n|\n|\r|$/g;
  let offset = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let ahead: TextLine | null = null;

  const take = (): TextLine | null => {
    if (offset >= text.length) return null;
    pattern.lastIndex = offset;
    const end = pattern.exec(text);
    const stop = end?.index ?? text.length;
    const content = text.slice(offset, stop);
    const start = offset;
    const place = (column: number): TextPlace => ({ line: lineNumber, column: column + 1, offset: start + column });
    const lineNumber = line;
    offset = stop + (end?.[0].length ?? 0);
    line++;
    const words = [...content.matchAll(/\S+/g)].map((match) => ({ text: match[0], place: place(match.index) }));
    return { text: content, words, end: place(content.length) };
  };

  return {
    peek: () => (ahead ??= take()),
    next: (expected) => {
      const found = ahead ?? take();
      ahead = null;
      if (found === null) throw new ParseFailedError(`The text ends where ${expected} should stand`, { line, column: 1, offset: text.length });
      return found;
    },
  };
}

/** Read a finite number; Fortran exponents (`1.0D-3`) pass. @throws {ParseFailedError} otherwise */
export function numberFromWord({ text, place }: Word): number {
  const plain = text.replace(/[dD](?=[+-]?\d+$)/, 'e');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : NaN;
  if (!Number.isFinite(value)) throw new ParseFailedError(`Expected a finite number, found "${shorten(text)}"`, place);
  return value;
}

/** At least `count` numbers at the beginning of the line. @throws {ParseFailedError} for fewer */
export function numbersFromLine(line: TextLine, count: number, expected: string): number[] {
  if (line.words.length < count) throw new ParseFailedError(`Expected ${expected}, found ${line.words.length} of ${count} numbers`, line.end);
  return line.words.slice(0, count).map(numberFromWord);
}

/** Of foreign text no more than this many characters enter a message. */
export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Where the first word of a line stands, or the end of an empty line. */
export const startOf = (line: TextLine): TextPlace => (line.words.length > 0 ? line.words[0].place : line.end);
