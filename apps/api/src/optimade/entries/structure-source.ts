import type { DataSource } from 'typeorm';
import type { KeysetCursor } from '../../database/keyset-cursor.js';
import type { KeysetList, KeysetRow } from '../../database/keyset-page.js';
import { countStatement, keysetStatement } from '../../database/keyset-page.js';
import { UUID } from '../../database/order-column.js';
import { queryRows } from '../../database/query-rows.js';
import { OptimadeError } from '../optimade-error.js';
import type { ListingRequest } from '../request-parameters.js';
import type { EntrySource } from './entry-source.js';
import { entryList, filterCondition } from './entry-source.js';
import type { EntryType } from './entry-property.js';
import type { StructureRow } from './structure-row.js';

export const structureList = (entry: EntryType<StructureRow>): KeysetList<string> => entryList(entry, 'optimade_structure t');

/** Crystals of the database, page by page after an id. */
export function structureSource(database: DataSource, type: EntryType<StructureRow>): EntrySource<StructureRow> {
  const list = structureList(type);
  return {
    type,
    page: async (request) => {
      const where = filterCondition(request, type);
      const count = countStatement({ list, parentIds: null, where });
      const cursor = request.above === null ? null : await cursorAfter(database, list, request.order, request.above);
      const statement = keysetStatement({
        list,
        parentIds: null,
        where,
        order: request.order,
        page: { limit: request.limit, backward: false, cursor: null },
        cursor,
      });
      const [[{ count: returned } = { count: 0 }], keys] = await Promise.all([
        queryRows<{ count: number }>(database, count.text, count.values),
        queryRows<KeysetRow>(database, statement.text, statement.values),
      ]);
      const ids = keys.slice(0, request.limit).map(({ id }) => id);
      return { rows: await readStructures(database, ids), returned, hasNext: keys.length > request.limit };
    },
    byId: async (id) => (UUID.test(id) ? ((await readStructures(database, [id]))[0] ?? null) : null),
  };
}

/** Where an entry stands in an order. By the id alone it need not be there any more. */
async function cursorAfter(database: DataSource, list: KeysetList<string>, order: ListingRequest['order'], id: string): Promise<KeysetCursor> {
  const refusal = new OptimadeError(400, `There is no structure ${id.slice(0, 100)} to page above`, 'page_above');
  if (!UUID.test(id)) throw refusal;
  const columns = order.map(({ field }) => list.orders[field]?.column ?? '');
  if (columns.every((column) => column === list.orders['id']?.column)) return { values: columns.map(() => id), id };
  const [row] = await queryRows<{ values: (string | null)[] }>(
    database,
    `SELECT ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] AS values FROM ${list.from} WHERE t.id = $1`,
    [id],
  );
  if (row === undefined) throw refusal;
  return { values: row.values, id };
}

/** In the order of the ids. */
async function readStructures(database: DataSource, ids: readonly string[]): Promise<StructureRow[]> {
  if (ids.length === 0) return [];
  const rows = await queryRows<StructureRow>(
    database,
    `SELECT t.*, coalesce(m.lattice, s.lattice) AS lattice, coalesce(m.frac_coords, s.frac_coords) AS frac_coords,
       coalesce(m.atomic_numbers::integer[], s.atomic_numbers) AS atomic_numbers
     FROM optimade_structure t LEFT JOIN material m ON m.id = t.id LEFT JOIN relaxed_structure s ON s.id = t.id WHERE t.id = ANY($1::uuid[])`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
