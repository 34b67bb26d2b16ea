import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIBLIOGRAPHY = 'docs/references.bib';
/** Made by tools, or kept out of git: nothing of ours is cited there. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'coverage', 'generated', '__pycache__', 'kessho-output']);
const TEXT = /\.(?:ts|tsx|mjs|cjs|py|md|json|cff|css|graphql)$/;
const SKIPPED_FILES = new Set(['package-lock.json', 'reference.json', 'golden.json']);
/** Bytes; longer files are tables. */
const LONGEST_TEXT = 300_000;

const DOI = /\b10\.\d{4,9}\/[^\s"'`<>[\]{},;|*]+/g;
const ARXIV = /\barxiv(?:\.org\/abs\/|:\s?)(\d{4}\.\d{4,5})/gi;
const ENTRY = /^@(\w+)\{([^,\s]+),\n([\s\S]*?)^\}/gm;
const FIELD = /^\s*(\w+)\s*=\s*\{(.*?)\},?$/gm;

interface Entry {
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** `doi:10.1063/1.4812323`, `arxiv:2003.03123` or an address, in small letters: what an entry is cited by. */
const identifierOf = ({ fields }: Entry): string | undefined => {
  const [doi, eprint] = [fields.get('doi'), fields.get('eprint')];
  return (doi ? `doi:${doi}` : eprint ? `arxiv:${eprint}` : fields.get('url'))?.toLowerCase();
};

function* textFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith('.')) yield* textFiles(path);
    } else if (entry.isFile() && TEXT.test(entry.name) && !SKIPPED_FILES.has(entry.name) && path !== fileURLToPath(import.meta.url)) {
      if (statSync(path).size <= LONGEST_TEXT) yield path;
    }
  }
}

/** Cut what the sentence around a DOI adds: its full stop, its bracket. Brackets that a DOI opened itself are its own. */
function trimDoi(found: string): string {
  let doi = found;
  for (;;) {
    const last = doi.at(-1) ?? '';
    const surplus = last === ')' && doi.split(')').length > doi.split('(').length;
    if (!surplus && !/[.:!?…]/.test(last)) return doi;
    doi = doi.slice(0, -1);
  }
}

/** Identifiers cited in a text. */
const citedIn = (text: string): string[] => [
  ...[...text.matchAll(DOI)].map(([found]) => `doi:${trimDoi(found).toLowerCase()}`),
  ...[...text.matchAll(ARXIV)].map(([, id]) => `arxiv:${id}`),
];

const bibliography = readFileSync(join(ROOT, BIBLIOGRAPHY), 'utf8');
const entries = [...bibliography.matchAll(ENTRY)].map(
  ([, , key, body]): Entry => ({ key: key as string, fields: new Map([...(body as string).matchAll(FIELD)].map(([, name, value]) => [name as string, value as string])) }),
);
const texts = [...textFiles(ROOT)].map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));

describe('references', () => {
  it('has an entry for every DOI and arXiv id that is cited', () => {
    const known = new Set(entries.map(identifierOf));
    const missing = texts.flatMap(({ path, text }) => citedIn(text).flatMap((id) => (known.has(id) ? [] : [`${path}: ${id}`])));
    expect(missing).toEqual([]);
  });

  it('has no entry that nobody cites', () => {
    const cited = new Set(texts.flatMap(({ text }) => citedIn(text)));
    const isCited = (id: string): boolean => (id.startsWith('http') ? texts.some(({ text }) => text.toLowerCase().includes(id)) : cited.has(id));
    expect(entries.filter((entry) => !isCited(identifierOf(entry) ?? 'doi:')).map(({ key }) => key)).toEqual([]);
  });

  it('has complete entries, each source once', () => {
    expect(entries.length).toBe(bibliography.split('\n@').length - 1);
    const required = ['author', 'title', 'year'];
    expect(entries.flatMap(({ key, fields }) => required.filter((name) => !fields.get(name)).map((name) => `${key} has no ${name}`))).toEqual([]);
    const identifiers = entries.map(identifierOf);
    expect(identifiers.filter((id, i) => id === undefined || identifiers.indexOf(id) !== i)).toEqual([]);
    const keys = entries.map(({ key }) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});

describe('finding citations', () => {
  it.each([
    ['(doi:10.1039/b801115j).', ['doi:10.1039/b801115j']],
    ['Pettifor (1984, doi:10.1016/0038-1098(84)90765-8), oxidation', ['doi:10.1016/0038-1098(84)90765-8']],
    ['"doi": "10.6084/m9.figshare.23713842",', ['doi:10.6084/m9.figshare.23713842']],
    ['https://doi.org/10.1007/BF02278710.', ['doi:10.1007/bf02278710']],
    ['(Gasteiger et al., arXiv:2003.03123, eq. 8)', ['arxiv:2003.03123']],
    ['version 10.15.0/linux', []],
  ])('%s', (text, expected) => {
    expect(citedIn(text)).toEqual(expected);
  });
});
