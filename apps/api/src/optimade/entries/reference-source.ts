import type { DataSource } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { SqlParameters } from '../../database/sql-parameters.js';
import { OptimadeError } from '../optimade-error.js';
import type { ListingRequest } from '../request-parameters.js';
import type { EntrySource } from './entry-source.js';
import { entryList, filterCondition } from './entry-source.js';
import type { EntryType } from './entry-property.js';
import type { Reference } from './references.js';
import { REFERENCES } from './references.js';

const COLUMNS = 'id bib_type title journal publisher volume pages year doi url'.split(' ');

/** References are few and stand in the program: SQL only filters and orders them, so that their filters mean what those of structures do. */
export function referenceSource(database: DataSource, type: EntryType<Reference>): EntrySource<Reference> {
  return {
    type,
    page: async (request) => {
      const ids = await matchingIds(database, type, request);
      const start = request.above === null ? 0 : ids.indexOf(request.above) + 1;
      if (request.above !== null && start === 0)
        throw new OptimadeError(400, `There is no reference ${request.above.slice(0, 100)} to page above`, 'page_above');
      const shown = ids.slice(start, start + request.limit);
      return { rows: referencesById(shown), returned: ids.length, hasNext: start + shown.length < ids.length };
    },
    byId: (id) => Promise.resolve(referencesById([id])[0] ?? null),
  };
}

export const referencesById = (ids: readonly string[]): Reference[] => ids.flatMap((id) => REFERENCES.find((reference) => reference.id === id) ?? []);

async function matchingIds(database: DataSource, type: EntryType<Reference>, request: ListingRequest): Promise<string[]> {
  const parameters = new SqlParameters();
  const columns = [...COLUMNS.map((name) => `r.${name} COLLATE "C" AS ${name}`), 'r.last_modified'].join(', ');
  const types = [...COLUMNS.map((name) => `${name} text`), 'last_modified timestamptz'].join(', ');
  const from = `(SELECT ${columns} FROM jsonb_to_recordset(${parameters.add(JSON.stringify(REFERENCES))}::jsonb) AS r(${types})) AS t`;
  const { orders } = entryList(type, from);
  const sorting = request.order.map(({ field, direction }) => `${orders[field]?.column} ${direction} NULLS LAST`);
  const text = `SELECT t.id FROM ${from} WHERE ${filterCondition(request, type)(parameters)} ORDER BY ${[...sorting, 't.id'].join(', ')}`;
  return (await queryRows<{ id: string }>(database, text, parameters.values)).map(({ id }) => id);
}
