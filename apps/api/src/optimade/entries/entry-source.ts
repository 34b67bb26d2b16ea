import type { KeysetList, KeysetOrder, SqlCondition } from '../../database/keyset-page.js';
import type { ListingRequest } from '../request-parameters.js';
import { compileFilter } from '../filter/compile-filter.js';
import type { EntryType } from './entry-property.js';

/** A page of entries; `returned` counts all that match. */
export interface EntryPage<Row> {
  readonly rows: readonly Row[];
  readonly returned: number;
  readonly hasNext: boolean;
}

/** Where the entries of one type come from. */
export interface EntrySource<Row> {
  readonly type: EntryType<Row>;
  /** @throws {OptimadeError} for a filter that cannot be compiled, and for a page above an entry that is not there */
  readonly page: (request: ListingRequest) => Promise<EntryPage<Row>>;
  readonly byId: (id: string) => Promise<Row | null>;
}

export const filterCondition =
  ({ filter }: Pick<ListingRequest, 'filter'>, entry: EntryType<never>): SqlCondition =>
  (parameters) =>
    filter === null ? 'TRUE' : compileFilter(filter, { entry, parameters });

/** @param from a table `t` with the columns that the properties are compared by */
export const entryList = (entry: EntryType<never>, from: string): KeysetList<string> => ({
  name: `optimade.${entry.name}`,
  from,
  parentColumn: null,
  orders: Object.fromEntries([...entry.properties.values()].flatMap(({ name, order }) => (order === null ? [] : [[name, order]]))),
  defaultOrder: [{ field: 'id', direction: 'asc' } satisfies KeysetOrder<string>],
});
