import type { AnswerContext } from './answer.js';
import { metaOf } from './answer.js';
import type { EntryType } from './entries/entry-property.js';
import type { EntryPage } from './entries/entry-source.js';
import type { Reference } from './entries/references.js';
import { referencesById } from './entries/reference-source.js';
import type { EntryView, ListingRequest } from './request-parameters.js';

/** An entry type with what its entries refer to. */
export interface ServedType<Row> {
  readonly type: EntryType<Row>;
  readonly references: EntryType<Reference>;
  readonly idOf: (row: Row) => string;
  /** Ids of references; null for a type that has none. */
  readonly referencesOf: ((row: Row) => readonly string[]) | null;
}

export function listingAnswer<Row>(context: AnswerContext, served: ServedType<Row>, request: ListingRequest, page: EntryPage<Row>): object {
  const last = page.rows.at(-1);
  return {
    data: page.rows.map((row) => resource(served, row, request)),
    ...included(served, page.rows, request),
    links: {
      base_url: context.baseUrl,
      next: page.hasNext && last !== undefined ? nextPage(context, served.idOf(last)) : null,
    },
    meta: metaOf(
      context,
      { hasNext: page.hasNext, returned: page.returned, ...(request.filter === null ? { available: page.returned } : {}) },
      request.warnings,
    ),
  };
}

export const singleAnswer = <Row>(context: AnswerContext, served: ServedType<Row>, view: EntryView, row: Row | null): object => ({
  data: row === null ? null : resource(served, row, view),
  ...included(served, row === null ? [] : [row], view),
  meta: metaOf(context, { returned: row === null ? 0 : 1 }, view.warnings),
});

/** The same request, above the last entry of this page. */
function nextPage({ baseUrl, version, representation }: AnswerContext, id: string): string {
  const url = new URL(`${baseUrl}${version}${representation}`);
  url.searchParams.set('page_above', id);
  return url.href;
}

function resource<Row>({ type, idOf, referencesOf }: ServedType<Row>, row: Row, { fields }: EntryView): object {
  const ids = referencesOf === null ? [] : referencesOf(row);
  return {
    id: idOf(row),
    type: type.name,
    attributes: attributes(type, row, fields),
    ...(ids.length === 0 ? {} : { relationships: { references: { data: ids.map((id) => ({ type: 'references', id })) } } }),
  };
}

/** Exactly the fields asked for, null where a name has no value here; else the default ones. */
function attributes<Row>({ properties }: EntryType<Row>, row: Row, fields: readonly string[] | null): object {
  const names = fields ?? [...properties.values()].flatMap(({ name, byDefault }) => (byDefault ? [name] : []));
  return Object.fromEntries(names.map((name) => [name, properties.get(name)?.read(row) ?? null]));
}

/** Every reference once. */
function included<Row>({ references, referencesOf }: ServedType<Row>, rows: readonly Row[], { includeReferences }: EntryView): object {
  if (!includeReferences || referencesOf === null) return {};
  const ids = [...new Set(rows.flatMap(referencesOf))].sort();
  return {
    included: referencesById(ids).map((reference) => ({ id: reference.id, type: 'references', attributes: attributes(references, reference, null) })),
  };
}
