/** A piece of plain text: words, or an address that can be followed. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/g;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’”»。、，．！？」』）\]}]+$/u;

/** Cut a text into words and addresses; joined, the parts are the text again. Nothing but http and https becomes a link. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  const add = (piece: string, href: string | null): void => void (piece !== '' && parts.push({ text: piece, href }));
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutOpenBracket(match[0].replace(TRAILING, ''));
    if (!URL.canParse(address)) continue;
    add(text.slice(from, match.index), null);
    add(address, new URL(address).href);
    from = match.index + address.length;
  }
  add(text.slice(from), null);
  return parts;
}

/** `(see https://…)`: a closing bracket belongs to the address only if it was opened there. */
const withoutOpenBracket = (address: string): string =>
  address.endsWith(')') && (address.match(/\(/g)?.length ?? 0) < (address.match(/\)/g)?.length ?? 0)
    ? withoutOpenBracket(address.slice(0, -1).replace(TRAILING, ''))
    : address;
