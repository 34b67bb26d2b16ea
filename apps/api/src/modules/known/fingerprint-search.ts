import type { Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { NearCrystal } from '@kessho/core/matching/fingerprint-index';
import { createFingerprintIndex, storeFingerprint } from '@kessho/core/matching/fingerprint-index';
import { geometryFingerprint } from '@kessho/core/matching/geometry-fingerprint';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { fingerprintFromBytes } from './fingerprint-column.js';

/** Stored crystals by the likeness of their geometry; in step with the database at every search. */
export interface FingerprintSearch {
  /** Uuids of materials. @param except one to leave out */
  readonly nearest: (structure: Structure, count: number, except?: string | null) => Promise<NearCrystal[]>;
  /** Crystals that can be found. */
  readonly size: () => Promise<number>;
}

interface FingerprintRow {
  readonly id: string;
  readonly elements: readonly string[];
  readonly fingerprint: Buffer;
  readonly import_id: string | null;
  readonly imported_at: Date;
}

const COLUMNS = 'id, elements, fingerprint, import_id, imported_at';
const ROWS_OF_A_PAGE = 10_000;

/**
 * Fingerprints are read once, with the first search, and kept in memory: 128 bytes a crystal and what names it. Before each search the counters of the
 * imports are read. An import adds to its counter in the transaction that stores rows, and stores one batch after the other, so a counter that stands still
 * means that nothing is new, and what is new is not older than the newest row seen of that import.
 */
export function createFingerprintSearch(database: DataSource): FingerprintSearch {
  const index = createFingerprintIndex();
  const storedBy = new Map<string, number>();
  const newestOf = new Map<string, Date>();
  let isLoaded = false;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  const put = ({ id, elements, fingerprint, import_id, imported_at }: FingerprintRow): void => {
    index.put({ key: id, fingerprint: fingerprintFromBytes(fingerprint), elements: elements.map((symbol) => atomicNumberOf(symbol) ?? 0) });
    if (import_id !== null && !(imported_at < (newestOf.get(import_id) ?? imported_at))) newestOf.set(import_id, imported_at);
  };
  const counters = async (executor: DataSource | EntityManager): Promise<Map<string, number>> => {
    const rows = await queryRows<{ id: string; stored: number }>(executor, 'SELECT id, stored FROM material_import WHERE stored > 0');
    return new Map(rows.map(({ id, stored }) => [id, stored]));
  };
  const remember = (counted: ReadonlyMap<string, number>): void => {
    storedBy.clear();
    for (const [id, stored] of counted) storedBy.set(id, stored);
  };
  const load = (): Promise<void> =>
    database.transaction('REPEATABLE READ', async (manager) => {
      const counted = await counters(manager);
      let last = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const rows = await queryRows<FingerprintRow>(
          manager,
          `SELECT ${COLUMNS} FROM material WHERE fingerprint IS NOT NULL AND id > $1 ORDER BY id LIMIT ${ROWS_OF_A_PAGE}`,
          [last],
        );
        rows.forEach(put);
        last = rows.at(-1)?.id ?? last;
        if (rows.length < ROWS_OF_A_PAGE) break;
      }
      remember(counted);
      isLoaded = true;
    });
  const catchUp = async (): Promise<void> => {
    const counted = await counters(database);
    for (const [id, stored] of counted) {
      if (storedBy.get(id) === stored) continue;
      const rows = await queryRows<FingerprintRow>(
        database,
        `SELECT ${COLUMNS} FROM material WHERE import_id = $1 AND imported_at >= $2 AND fingerprint IS NOT NULL`,
        [id, newestOf.get(id) ?? new Date(0)],
      );
      rows.forEach(put);
    }
    remember(counted);
  };
  /** One after the other, each begun after all that wait for it asked, so that a search sees what was stored before it. */
  const refresh = (): Promise<void> =>
    (next ??= current
      .catch(() => undefined)
      .then(() => {
        next = null;
        return (current = isLoaded ? catchUp() : load());
      }));

  return {
    nearest: async (structure, count, except = null) => {
      await refresh();
      const fingerprint = storeFingerprint(geometryFingerprint(structure));
      return index.nearest({ fingerprint, elements: [...new Set(structure.atomicNumbers)] }, count, except);
    },
    size: async () => {
      await refresh();
      return index.size();
    },
  };
}
