import type { Reference } from './references.js';

/** Fields in the order in which they are written. */
const FIELDS = ['title', 'journal', 'publisher', 'volume', 'pages', 'year', 'doi', 'url'] as const;

/** A paper as an entry of BibTeX, its id the key; braces about the title keep its capitals. */
export function writeBibtex(reference: Reference): string {
  const fields = FIELDS.flatMap((name) => {
    const value = reference[name];
    return value === null ? [] : [[name, name === 'title' ? `{${value}}` : name === 'pages' ? value.replace('-', '--') : value] as const];
  });
  const lines = [['author', reference.authors.map(({ name }) => name).join(' and ')] as const, ...fields].map(
    ([name, value]) => `  ${name} = {${value}}`,
  );
  return `@${reference.bib_type}{${reference.id},\n${lines.join(',\n')}\n}\n`;
}
