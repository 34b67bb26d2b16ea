/** A piece of a file, and the line where it begins, from 1. */
export interface TextPiece {
  readonly text: string;
  readonly line: number;
}

/** Longest single record, in characters: far above a crystal of ten thousand atoms. */
export const MAX_RECORD_LENGTH = 64_000_000;

/** A record without end: most likely a file of another kind. */
export class RecordTooLongError extends Error {
  constructor(readonly line: number) {
    super(`Line ${line}: the record is longer than ${MAX_RECORD_LENGTH} characters`);
    this.name = 'RecordTooLongError';
  }
}

/** The lines of a text that are not blank. */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<TextPiece> {
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_RECORD_LENGTH) throw new RecordTooLongError(line + lines.length);
    for (const text of lines) {
      if (text.trim() !== '') yield { text: unmarked(text, line), line };
      line++;
    }
  }
  if (rest.trim() !== '') yield { text: unmarked(rest, line), line };
}

/** Without the byte order mark that a file may begin with. */
const unmarked = (text: string, line: number): string => (line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text);

/** Brackets that hold records rather than being one: a list, or an object whose first field is a list of them. */
const WRAPPING = /^\ufeff?\s*(?:\[|\{\s*"(?:entries|data|structures)"\s*:\s*\[)/;

/**
 * The objects of a JSON text one by one, without reading it whole: those of a list, of `{"entries": […]}` or `{"data": […]}`, or one after
 * another. Strings and brackets are followed and nothing else is checked: what is wrong within an object shows when it is read.
 */
export async function* splitJsonObjects(chunks: AsyncIterable<string>): AsyncGenerator<TextPiece> {
  const iterator = chunks[Symbol.asyncIterator]();
  // Enough of the beginning to see what kind of text this is.
  let head = '';
  for (let next = await iterator.next(); ; next = await iterator.next()) {
    if (next.done) break;
    head += next.value;
    if (head.length >= 256) break;
  }
  const wrapping = WRAPPING.exec(head)?.[0] ?? '';
  const base = wrapping === '' ? 0 : [...wrapping].filter((mark) => mark === '{' || mark === '[').length;
  let [depth, line, inString, escaped, parts, startLine] = [0, 1, false, false, [] as string[], 1];
  let length = 0;

  function* scan(text: string): Generator<TextPiece> {
    let start = depth > base ? 0 : -1;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) inString = false;
      } else if (code === 34) {
        inString = true;
      } else if (code === 123 || code === 91) {
        depth++;
        if (depth === base + 1) [start, startLine] = [i, line];
      } else if (code === 125 || code === 93) {
        depth--;
        if (depth === base && start >= 0) {
          parts.push(text.slice(start, i + 1));
          yield { text: parts.join(''), line: startLine };
          [parts, length, start] = [[], 0, -1];
        }
        if (depth < base) return; // the end of the list: what follows describes it
      }
    }
    if (start >= 0) {
      parts.push(text.slice(start));
      length += text.length - start;
      if (length > MAX_RECORD_LENGTH) throw new RecordTooLongError(startLine);
    }
  }

  yield* scan(head);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    if (depth < base) return;
    yield* scan(next.value);
  }
  // An object that never ends is a record too: reading it says where it breaks.
  if (parts.length > 0) yield { text: parts.join(''), line: startLine };
}

/** The frames of an extended XYZ file: a number of sites, a comment, and so many lines. */
export async function* splitFrames(chunks: AsyncIterable<string>): AsyncGenerator<TextPiece> {
  let frame: string[] = [];
  let [first, missing, line] = [1, 0, 0];
  for await (const text of everyLine(chunks)) {
    line++;
    if (frame.length === 0) {
      if (text.trim() === '') continue;
      const sites = Number(text.trim());
      [first, missing] = [line, Number.isInteger(sites) && sites > 0 ? sites + 1 : 0];
    } else {
      missing--;
    }
    frame.push(text);
    if (missing > 0) continue;
    yield { text: frame.join('\n'), line: first };
    frame = [];
  }
  if (frame.length > 0) yield { text: frame.join('\n'), line: first };
}

async function* everyLine(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** All of it as one piece. */
export async function* wholeText(chunks: AsyncIterable<string>): AsyncGenerator<TextPiece> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    if ((length += chunk.length) > MAX_RECORD_LENGTH) throw new RecordTooLongError(1);
  }
  yield { text: parts.join(''), line: 1 };
}
