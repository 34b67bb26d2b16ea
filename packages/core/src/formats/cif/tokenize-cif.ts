import { ParseFailedError, type TextPlace } from '../format-errors.js';

/** One piece of a CIF. Tags are lower case with `_` for every `.`, so that old, new and dotted names meet; `quoted` values are never `?` or `.`. */
export type CifToken =
  | { readonly kind: 'data' | 'loop' | 'tag'; readonly text: string; readonly place: TextPlace }
  | { readonly kind: 'value'; readonly text: string; readonly quoted: boolean; readonly place: TextPlace };

/**
 * Cut a CIF 1.1 into tokens (Hall, Allen & Brown, Acta Cryst. A47, 655 (1991), doi:10.1107/S010876739101067X).
 *
 *     comment = "#" to the end of the line            text field = ";" at the beginning of a line to the next line that begins with ";"
 *     quoted  = ' or " to the same quote followed by a blank or the line's end, on one line
 *     header  = data_NAME | save_NAME | loop_ | global_ | stop_        tag = _name           anything else is a bare value
 *
 * Save frames are read as data blocks of their own. Lines may end with LF, CRLF or CR.
 * @throws {ParseFailedError} for a quote or text field that does not end
 */
export function tokenizeCif(text: string): CifToken[] {
  const tokens: CifToken[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const offsets = lineOffsets(text);
  const at = (line: number, column: number): TextPlace => ({ line: line + 1, column: column + 1, offset: offsets[line] + column });
  for (let line = 0; line < lines.length; line++) {
    if (lines[line].startsWith(';')) {
      const start = line;
      const field = [lines[line].slice(1)];
      do {
        line++;
        if (line >= lines.length) throw new ParseFailedError('The text field that begins here with ";" does not end', at(start, 0));
        if (!lines[line].startsWith(';')) field.push(lines[line]);
      } while (!lines[line].startsWith(';'));
      tokens.push({ kind: 'value', text: field.join('\n'), quoted: true, place: at(start, 0) });
      readWords(lines[line], 1, (column) => at(line, column), tokens);
    } else readWords(lines[line], 0, (column) => at(line, column), tokens);
  }
  return tokens;
}

function lineOffsets(text: string): number[] {
  const first = text.startsWith('\ufeff') ? 1 : 0;
  return [first, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
}

const WORD = /\s*(?:(?<comment>#.*)|(?<quoted>(['"])(?<inner>.*?)\3(?=\s|$))|(?<bare>\S+))/y;

function readWords(line: string, from: number, at: (column: number) => TextPlace, tokens: CifToken[]): void {
  WORD.lastIndex = from;
  for (let match = WORD.exec(line); match !== null; match = WORD.exec(line)) {
    const { quoted, inner, bare } = match.groups ?? {};
    const found = quoted ?? bare;
    if (found === undefined) return; // a comment
    const place = at(WORD.lastIndex - found.length);
    if (quoted !== undefined) tokens.push({ kind: 'value', text: inner, quoted: true, place });
    else tokens.push(bareToken(found, place));
  }
}

function bareToken(text: string, place: TextPlace): CifToken {
  if (/^['"]/.test(text)) throw new ParseFailedError(`The quote that begins here is not closed on its line`, place);
  if (text.startsWith('_')) return { kind: 'tag', text: text.toLowerCase().replaceAll('.', '_'), place };
  const header = /^(?:(?<data>data|save)_(?<name>.*)|(?<loop>loop_)|global_|stop_)$/i.exec(text)?.groups;
  if (header === undefined) return { kind: 'value', text, quoted: false, place };
  if (header.loop !== undefined) return { kind: 'loop', text, place };
  return { kind: 'data', text: header.name ?? '', place };
}
