import type { MaterialSourcesQuery } from '@kessho/schema/generated/graphql';

export type CitedMaterial = Extract<NonNullable<MaterialSourcesQuery['nodes'][number]>, { readonly __typename: 'Material' }>;

/** Ids that a note names before it only counts them. */
const MOST_NAMED = 20;

/**
 * The sources of crystals as BibTeX: for each collection and state of it the crystals with their licenses, and the papers of the collections, each once.
 * The same crystals in any order give the same text.
 */
export function writeBibliography(materials: readonly CitedMaterial[]): string {
  const groups = new Map<string, CitedMaterial[]>();
  for (const material of materials.toSorted((one, other) => (one.sourceId < other.sourceId ? -1 : 1))) {
    const key = keyOf(material);
    groups.set(key, [...(groups.get(key) ?? []), material]);
  }
  const papers = new Set(materials.flatMap(({ collection }) => (collection === null || collection.bibtex === '' ? [] : [collection.bibtex])));
  return (
    [...papers].sort().join('\n') +
    [...groups.keys()]
      .sort()
      .map((key) => `\n${snapshotEntry(key, groups.get(key) ?? [])}`)
      .join('')
  );
}

const keyOf = ({ source, snapshotDate }: CitedMaterial): string =>
  [source, snapshotDate].flatMap((part) => (part === null ? [] : [part.replaceAll(/[^\w-]+/g, '-')])).join('-');

/** Signs that mean something to TeX, as themselves. */
const escapeTex = (text: string): string => text.replaceAll(/[&%$#_{}]/g, '\\$&');

/** What was taken from a collection, as an entry of its own: it is not the paper that is cited with it. */
function snapshotEntry(key: string, materials: readonly CitedMaterial[]): string {
  const [first] = materials;
  if (first === undefined) return '';
  const licenses = [...new Set(materials.flatMap(({ license, collection }) => license ?? collection?.license ?? []))].sort();
  const named = materials.slice(0, MOST_NAMED).map(({ sourceId }) => sourceId);
  const others = materials.length - named.length;
  const note = [`Crystals ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`, ...licenses.map((license) => `license ${license}`)].join(
    '; ',
  );
  const fields = [
    ['title', `{${escapeTex(first.source)}}`],
    ...(first.snapshotDate === null ? [] : [['year', first.snapshotDate.slice(0, 4)] as const]),
    [
      'howpublished',
      first.snapshotDate === null ? 'database of crystal structures' : `database of crystal structures, snapshot ${first.snapshotDate}`,
    ],
    ...(first.url === null ? [] : [['url', new URL(first.url).origin] as const]),
    ['note', escapeTex(note)],
  ];
  return `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}\n`;
}
