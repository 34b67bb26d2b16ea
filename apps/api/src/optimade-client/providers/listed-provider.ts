import type { AggregateWish } from '@kessho/core/formats/records/optimade-links';

/** One database of a provider: a child of its index. */
export interface ProviderDatabase {
  readonly id: string;
  readonly name: string;
  /** Null where it is not available. */
  readonly baseUrl: string | null;
  readonly aggregate: AggregateWish;
}

/** A provider of the federation. */
export interface ListedProvider {
  /** Its prefix, `mp`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly homepage: string | null;
  /** Of its index meta-database, or of its one database; null where it serves none. */
  readonly indexUrl: string | null;
  /** Null where only the index knows them. */
  readonly databases: readonly ProviderDatabase[] | null;
}

/** Whether there is anything to ask. */
export const isAvailable = ({ indexUrl, databases }: ListedProvider): boolean =>
  databases === null ? indexUrl !== null : databases.some(({ baseUrl }) => baseUrl !== null);
