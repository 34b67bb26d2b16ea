import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { shorten } from '../text-lines.js';

/** A JSON value that knows where it stands. Python's NaN and Infinity are read as numbers that are not finite. */
export type JsonNode =
  | { readonly kind: 'null'; readonly place: TextPlace }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly place: TextPlace }
  | { readonly kind: 'number'; readonly value: number; readonly place: TextPlace }
  | { readonly kind: 'string'; readonly value: string; readonly place: TextPlace }
  | { readonly kind: 'array'; readonly values: readonly JsonNode[]; readonly place: TextPlace }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, JsonNode>; readonly place: TextPlace; readonly end: number };

/** Deeper nesting is refused before it exhausts the stack. */
const MAX_DEPTH = 200;

const TOKEN =
  /\s*(?:(?<mark>[{}[\],:])|(?<string>"(?:[^"\\\p{Cc}]|\\.)*")|(?<number>-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN)|(?<word>true|false|null))/uy;

/** Read one JSON document. @throws {ParseFailedError} with the place of the first character that does not fit */
export function parseLocatedJson(text: string): JsonNode {
  let offset = text.startsWith('\ufeff') ? 1 : 0;
  // Places are asked for in rising order, so lines are counted once.
  let [line, lineStart, nextBreak] = [1, 0, text.indexOf('\n')];
  const placeOf = (at: number): TextPlace => {
    while (nextBreak >= 0 && nextBreak < at) {
      [line, lineStart] = [line + 1, nextBreak + 1];
      nextBreak = text.indexOf('\n', lineStart);
    }
    return { line, column: at - lineStart + 1, offset: at };
  };
  const refuse = (at: number, expected: string): never => {
    const found = at >= text.length ? 'the text ends' : `found "${shorten(text.slice(at, at + 10))}"`;
    throw new ParseFailedError(`Expected ${expected}, ${found}`, placeOf(at));
  };
  const skipBlanks = (): number => {
    while (offset < text.length && /\s/.test(text[offset])) offset++;
    return offset;
  };
  const take = (expected: string): { readonly groups: Readonly<Record<string, string | undefined>>; readonly at: number } => {
    const at = skipBlanks();
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups ?? refuse(at, expected);
    offset = TOKEN.lastIndex;
    return { groups, at };
  };
  const takeMark = (marks: string): string => {
    const expected = [...marks].map((mark) => `"${mark}"`).join(' or ');
    const { groups, at } = take(expected);
    return groups.mark !== undefined && marks.includes(groups.mark) ? groups.mark : refuse(at, expected);
  };
  const closes = (mark: string): boolean => {
    if (text[skipBlanks()] !== mark) return false;
    offset++;
    return true;
  };

  const readString = (string: string, at: number): string => {
    try {
      return JSON.parse(string) as string;
    } catch (cause) {
      throw new ParseFailedError('A string with an unknown escape', placeOf(at), { cause });
    }
  };

  const readValue = (depth: number): JsonNode => {
    const { groups, at } = take('a value');
    const place = placeOf(at);
    if (groups.string !== undefined) return { kind: 'string', value: readString(groups.string, at), place };
    if (groups.number !== undefined) return { kind: 'number', value: Number(groups.number), place };
    if (groups.word === 'null') return { kind: 'null', place };
    if (groups.word !== undefined) return { kind: 'boolean', value: groups.word === 'true', place };
    if (depth > MAX_DEPTH) throw new ParseFailedError(`Nested deeper than ${MAX_DEPTH} levels`, place);
    if (groups.mark === '[') {
      const values: JsonNode[] = [];
      if (!closes(']'))
        do values.push(readValue(depth + 1));
        while (takeMark(',]') === ',');
      return { kind: 'array', values, place };
    }
    if (groups.mark !== '{') return refuse(at, 'a value');
    const fields = new Map<string, JsonNode>();
    if (!closes('}'))
      do {
        const key = take('a name in quotes');
        const name = key.groups.string ?? refuse(key.at, 'a name in quotes');
        takeMark(':');
        fields.set(readString(name, key.at), readValue(depth + 1));
      } while (takeMark(',}') === ',');
    return { kind: 'object', fields, place, end: offset };
  };

  const node = readValue(0);
  if (skipBlanks() < text.length) refuse(offset, 'the end of the text');
  return node;
}
