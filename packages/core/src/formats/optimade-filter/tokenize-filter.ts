import { FilterSyntaxError } from './filter-errors.js';

export type FilterToken =
  | { readonly kind: 'keyword' | 'identifier' | 'operator' | 'mark'; readonly text: string; readonly place: number }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly place: number }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly place: number }
  | { readonly kind: 'end'; readonly text: ''; readonly place: number };

const KEYWORDS: ReadonlySet<string> = new Set('AND OR NOT IS KNOWN UNKNOWN CONTAINS STARTS ENDS WITH LENGTH HAS ALL ANY ONLY TRUE FALSE'.split(' '));

/** Space, tab and line breaks separate tokens; `.` joins identifiers; in strings only \" and \\ are escapes. */
const TOKEN =
  /[ \t\n\v\f\r]*(?:(?<keyword>[A-Z]+)|(?<identifier>[a-z_][a-z_0-9]*)|(?<string>"(?:[^"\\]|\\["\\])*")|(?<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)|(?<operator><=|>=|!=|[<>=])|(?<mark>[().,:]))/uy;

/** Read all tokens; the last is the end. @throws {FilterSyntaxError} at the first character that begins none */
export function tokenizeFilter(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  for (let offset = 0; ;) {
    TOKEN.lastIndex = offset;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      const place = offset + (/^[ \t\n\v\f\r]*/.exec(text.slice(offset))?.[0].length ?? 0);
      if (place >= text.length) return [...tokens, { kind: 'end', text: '', place: text.length }];
      throw new FilterSyntaxError(
        text[place] === '"' ? 'This string does not end, or has an escape other than \\" and \\\\' : `Nothing begins with "${text[place] ?? ''}"`,
        place,
      );
    }
    offset = TOKEN.lastIndex;
    tokens.push(tokenOf(groups, offset));
  }
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, end: number): FilterToken {
  const { keyword, identifier, string, number, operator, mark } = groups;
  const at = (text: string): { readonly text: string; readonly place: number } => ({ text, place: end - text.length });
  if (keyword !== undefined) {
    if (!KEYWORDS.has(keyword)) throw new FilterSyntaxError(`${keyword} is no keyword; properties are written in lower case`, end - keyword.length);
    return { kind: 'keyword', ...at(keyword) };
  }
  if (string !== undefined) return { kind: 'string', ...at(string), value: string.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') };
  if (number !== undefined) return { kind: 'number', ...at(number), value: Number(number) };
  if (identifier !== undefined) return { kind: 'identifier', ...at(identifier) };
  if (operator !== undefined) return { kind: 'operator', ...at(operator) };
  return { kind: 'mark', ...at(mark ?? '') };
}
