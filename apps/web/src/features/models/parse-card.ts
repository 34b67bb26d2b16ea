/** Text within a line; `doi` without its prefix. */
export type CardInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'doi'; readonly text: string };

export type CardLine = readonly CardInline[];

export type CardBlock =
  | { readonly kind: 'paragraph'; readonly line: CardLine }
  | { readonly kind: 'list'; readonly items: readonly CardLine[] }
  | { readonly kind: 'table'; readonly head: readonly CardLine[]; readonly rows: readonly (readonly CardLine[])[] };

/** What stands below one heading; the first section of a card has none. */
export interface CardSection {
  readonly heading: string | null;
  readonly blocks: readonly CardBlock[];
}

/**
 * Read the Markdown of a model card: headings, paragraphs, `-` lists, tables, and in them `**strong**`, `code` and `doi:…`. Anything else stays the
 * plain text it is. The title, `# …`, is left out, since the page has it; headings of all other levels open a section.
 */
export function parseCard(markdown: string): readonly CardSection[] {
  const sections: { heading: string | null; blocks: CardBlock[] }[] = [{ heading: null, blocks: [] }];
  for (const group of groupLines(markdown)) {
    const [first = ''] = group;
    const heading = HEADING.exec(first);
    if (heading?.[1] === '#') continue;
    if (heading !== null) sections.push({ heading: heading[2] ?? '', blocks: [] });
    else sections.at(-1)?.blocks.push(readBlock(group));
  }
  return sections.filter(({ heading, blocks }) => heading !== null || blocks.length > 0);
}

const HEADING = /^(#{1,6})\s+(.*?)\s*$/;
const ITEM = /^\s*[-*]\s+/;
const RULE_CELL = /^:?-+:?$/;
const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\bdoi:(10\.\d{4,9}\/[^\s;]*[^\s;.,:)])/gu;

/** Lines that belong together: a heading alone, everything else up to an empty line, a heading, or a change between list or table and text. */
function groupLines(markdown: string): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let kind = '';
  for (const line of markdown.split(/\r?\n/)) {
    const next = lineKind(line);
    // An indented or plain line after an item goes on with the item.
    const goesOn = kind === next || (kind === 'list' && next === 'text');
    if (next === 'empty') kind = '';
    else if (goesOn && next !== 'heading') groups.at(-1)?.push(line);
    else {
      groups.push([line]);
      kind = next;
    }
  }
  return groups;
}

function lineKind(line: string): 'empty' | 'heading' | 'list' | 'table' | 'text' {
  if (line.trim() === '') return 'empty';
  if (HEADING.test(line)) return 'heading';
  if (ITEM.test(line)) return 'list';
  return line.trimStart().startsWith('|') ? 'table' : 'text';
}

function readBlock(lines: readonly string[]): CardBlock {
  const [first = ''] = lines;
  switch (lineKind(first)) {
    case 'list':
      return { kind: 'list', items: joinItems(lines).map(readLine) };
    case 'table':
      return readTable(lines);
    default:
      return { kind: 'paragraph', line: readLine(lines.map((line) => line.trim()).join(' ')) };
  }
}

function joinItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, '').trim());
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function readTable(lines: readonly string[]): CardBlock {
  const cells = lines.map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  );
  const [head = [], ...rows] = cells.filter((row) => !row.every((cell) => RULE_CELL.test(cell)));
  return { kind: 'table', head: head.map(readLine), rows: rows.map((row) => row.map(readLine)) };
}

function readLine(text: string): CardLine {
  const line: CardInline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) line.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, strong, code, doi = ''] = match;
    if (strong !== undefined) line.push({ kind: 'strong', text: strong });
    else if (code !== undefined) line.push({ kind: 'code', text: code });
    else line.push({ kind: 'doi', text: doi });
    end = match.index + whole.length;
  }
  if (end < text.length) line.push({ kind: 'text', text: text.slice(end) });
  return line;
}
