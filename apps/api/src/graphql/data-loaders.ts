import type { Node } from '@kessho/schema/entities/node';
import type { Page } from '@kessho/schema/results/connection';
import DataLoader from 'dataloader';
import type { DataSource, EntityTarget, FindOptionsWhere } from 'typeorm';
import { In } from 'typeorm';
import type { KeysetList, KeysetOrder, KeysetRow, SqlCondition } from '../database/keyset-page.js';
import { countStatement, keysetStatement } from '../database/keyset-page.js';
import { decodeCursor, encodeCursor, listFingerprint } from '../database/keyset-cursor.js';
import type { PageRequest } from './connection-args.js';

/** Reads values for many parents in one statement; a parent without an entry has none. */
export type BatchRead<Value> = (database: DataSource, parentIds: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

export interface ListRequest<OrderField extends string> {
  readonly list: KeysetList<OrderField>;
  readonly parentId: string | null;
  /** As the client gave it: part of the cursor's fingerprint. */
  readonly filter: object | null;
  readonly where: SqlCondition;
  readonly order: readonly KeysetOrder<OrderField>[];
  readonly page: PageRequest;
}

/** One request's view of the database: everything asked for at the same time goes into one statement, nothing is read twice. */
export interface RequestLoaders {
  /** Forget what was read: a subscription outlives many states. */
  readonly clear: () => void;
  readonly entity: <Row extends Node>(type: EntityTarget<Row>, id: string) => Promise<Row | null>;
  readonly related: <Value>(read: BatchRead<Value>, parentId: string) => Promise<Value | null>;
  readonly page: <Row extends Node, OrderField extends string>(type: EntityTarget<Row>, request: ListRequest<OrderField>) => Promise<Page<Row>>;
}

export function createRequestLoaders(database: DataSource): RequestLoaders {
  const loaders = new Map<unknown, unknown>();
  const loaderFor = <Key extends string, Value>(
    name: unknown,
    batch: (keys: readonly Key[]) => Promise<readonly Value[]>,
  ): DataLoader<Key, Value> => {
    const known = loaders.get(name) as DataLoader<Key, Value> | undefined;
    const loader = known ?? new DataLoader<Key, Value>(batch, { maxBatchSize: 1000 });
    if (known === undefined) loaders.set(name, loader);
    return loader;
  };

  const entity: RequestLoaders['entity'] = <Row extends Node>(type: EntityTarget<Row>, id: string) =>
    loaderFor<string, Row | null>(type, async (ids) => {
      const rows = await database.getRepository(type).findBy({ id: In([...ids]) } as FindOptionsWhere<Row>);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((key) => byId.get(key) ?? null);
    }).load(id);

  const related: RequestLoaders['related'] = <Value>(read: BatchRead<Value>, parentId: string) =>
    loaderFor<string, Value | null>(read, async (ids) => {
      const values = await read(database, ids);
      return ids.map((id) => values.get(id) ?? null);
    }).load(parentId);

  const page: RequestLoaders['page'] = async <Row extends Node, OrderField extends string>(
    type: EntityTarget<Row>,
    request: ListRequest<OrderField>,
  ): Promise<Page<Row>> => {
    const { list, parentId, filter, where, order, page: bounds } = request;
    const fingerprint = listFingerprint(list.name, order, filter);
    const columns = order.map(({ field }) => list.orders[field]);
    const cursor = bounds.cursor === null ? null : decodeCursor(bounds.cursor, fingerprint, columns);
    const parentIds = (ids: readonly string[]): readonly string[] | null => (parentId === null ? null : ids);
    const rows = await loaderFor<string, readonly KeysetRow[]>(`page:${fingerprint}:${JSON.stringify(bounds)}`, async (ids) => {
      const { text, values } = keysetStatement({ list, parentIds: parentIds(ids), where, order, page: bounds, cursor });
      const found = await database.query<KeysetRow[]>(text, values);
      return parentId === null ? ids.map(() => found) : ids.map((id) => found.filter((row) => row.parent === id));
    }).load(parentId ?? '');
    const countAll = (): Promise<number> =>
      loaderFor<string, number>(`count:${fingerprint}`, async (ids) => {
        const { text, values } = countStatement({ list, parentIds: parentIds(ids), where });
        const found = await database.query<{ parent?: string; count: number }[]>(text, values);
        return ids.map((id) => found.find((row) => parentId === null || row.parent === id)?.count ?? 0);
      }).load(parentId ?? '');

    const shown = rows.slice(0, bounds.limit);
    if (bounds.backward) shown.reverse();
    const nodes = await Promise.all(shown.map((row) => entity(type, row.id)));
    const edges = shown.flatMap((row, k) => {
      const node = nodes[k];
      if (node === null || node === undefined) return [];
      return [{ cursor: encodeCursor({ values: order.map((_, key) => row[`k${key}`] ?? null), id: row.id }, fingerprint), node }];
    });
    const more = rows.length > bounds.limit;
    return {
      edges,
      pageInfo: {
        hasNextPage: bounds.backward ? cursor !== null : more,
        hasPreviousPage: bounds.backward ? more : cursor !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      countAll,
    };
  };
  return { entity, related, page, clear: () => loaders.clear() };
}
