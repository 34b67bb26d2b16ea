import { parseFormula } from '@kessho/core/composition/parse-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { ensureCompositions } from '../../modules/compositions/ensure-compositions.js';
import { collectionName, sourceKey } from '../../modules/materials/material-collections.js';
import { insertJson } from './insert-json.js';

/** A known crystal by the id its collection gave it. */
export interface KnownCrystal {
  readonly sourceId: string;
  readonly formula: string;
}

/** Rows of these crystals, made where they are missing: id of the collection → uuid. Inserted in one order everywhere, so writers cannot block each other. */
export async function ensureMaterials(manager: EntityManager, crystals: readonly KnownCrystal[]): Promise<Map<string, string>> {
  const keyOf = ({ sourceId }: Pick<KnownCrystal, 'sourceId'>): string => sourceKey(collectionName(sourceId), sourceId);
  const byKey = new Map(crystals.map((crystal) => [keyOf(crystal), crystal]));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return new Map();
  const parsed = sorted.map(([, { formula }]) => parseFormula(formula));
  const compositions = await ensureCompositions(manager, parsed);
  const rows = sorted.map(([source_key, { sourceId }], k) => {
    const elements = (parsed[k]?.atomicNumbers ?? []).map(symbolOf);
    const { id, formula } = compositions[k] ?? {};
    return {
      source: collectionName(sourceId),
      source_id: sourceId,
      source_key,
      formula,
      composition_id: id,
      elements,
      number_of_elements: elements.length,
    };
  });
  const columns = {
    source: 'text',
    source_id: 'text',
    source_key: 'text',
    formula: 'text',
    composition_id: 'uuid',
    elements: 'text[]',
    number_of_elements: 'integer',
  };
  await insertJson(manager, 'material', columns, rows, 'ON CONFLICT (source, source_key) DO NOTHING');
  const found = await queryRows<{ id: string; source_key: string }>(
    manager,
    'SELECT id, source_key FROM material WHERE source_key = ANY($1::text[])',
    [[...byKey.keys()]],
  );
  const idOf = new Map(found.map(({ id, source_key }) => [source_key, id]));
  return new Map(
    crystals.flatMap((crystal) => {
      const id = idOf.get(keyOf(crystal));
      return id === undefined ? [] : [[crystal.sourceId, id]];
    }),
  );
}
