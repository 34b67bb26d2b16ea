import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { insertCompositions } from '../../modules/compositions/ensure-compositions.js';
import type { AnalyzedCrystal, AnalyzedTexts } from '../analysis/analyze-texts.js';
import { CRYSTAL_COLUMNS } from '../analysis/material-row.js';
import { IMPORT_CHANNEL } from '../../database/notifications.js';
import { heldUnder } from '../../jobs/lease.js';
import type { RecordBatch, Rejection } from '../import-source.js';
import type { ImportClaim } from './import-claims.js';
import { ClaimLostError } from './import-claims.js';

/** What became of the records of a batch. */
export interface StoredBatch {
  readonly stored: number;
  readonly outdated: number;
  readonly rejections: readonly Rejection[];
}

/**
 * Store a batch and where the source goes on, all or nothing: an import that is killed goes on after its last whole batch, and no record is stored
 * or rejected twice.
 * @throws {ClaimLostError} where the import was cancelled or taken over; then nothing is written
 */
export function storeBatch(
  database: DataSource,
  { importId, token }: ImportClaim,
  batch: RecordBatch,
  analyzed: AnalyzedTexts,
): Promise<StoredBatch> {
  const crystals = [...new Map(analyzed.crystals.map((crystal) => [crystal.key, crystal])).values()];
  const rejections = [...batch.rejections, ...analyzed.rejections];
  return database.transaction(async (manager) => {
    const [held] = await queryRows<{ rejected: number }>(
      manager,
      `SELECT rejected FROM material_import WHERE id = $1 AND ${heldUnder('$2')} FOR UPDATE`,
      [importId, token],
    );
    if (held === undefined) throw new ClaimLostError();
    if (crystals.length > 0) await insertCompositions(manager, analyzed.compositions);
    const stored = crystals.length === 0 ? 0 : await upsertMaterials(manager, importId, crystals);
    const outdated = crystals.length - stored;
    await insertRejections(manager, importId, held.rejected, rejections);
    await queryRows(
      manager,
      `UPDATE material_import SET cursor = $2::jsonb, done = $3, total = $4, stored = stored + $5, outdated = outdated + $6, rejected = rejected + $7,
         heartbeat_at = now() WHERE id = $1`,
      [importId, JSON.stringify(batch.cursor), batch.done, batch.total, stored, outdated, rejections.length],
    );
    await queryRows(manager, `SELECT pg_notify('${IMPORT_CHANNEL}', $1)`, [importId]);
    return { stored, outdated, rejections };
  });
}

const COLUMNS = { source: 'text', source_id: 'text', source_key: 'text', formula: 'text', ...CRYSTAL_COLUMNS } as const;
const NAMES = Object.keys(COLUMNS);
/** What a row was first stored under stays, however its id is spelled the next time. */
const KEY = new Set(['source', 'source_id', 'source_key']);

/** In the order of their keys, so that two imports cannot wait for each other. A newer snapshot, or the same again, replaces; an older one does not. */
const UPSERT = `
  INSERT INTO material (${NAMES.join(', ')}, composition_id, import_id, imported_at)
  SELECT ${NAMES.map((name) => `r.${name}`).join(', ')}, c.id, $2, now()
  FROM jsonb_to_recordset($1::jsonb) AS r(${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  JOIN composition c ON c.formula = r.formula ORDER BY r.source, r.source_key
  ON CONFLICT (source, source_key) DO UPDATE SET
    ${[...NAMES.filter((name) => !KEY.has(name)), 'composition_id', 'import_id', 'imported_at'].map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE material.snapshot_date IS NULL OR excluded.snapshot_date IS NULL OR excluded.snapshot_date COLLATE "C" >= material.snapshot_date COLLATE "C"
  RETURNING 1`;

async function upsertMaterials(manager: EntityManager, importId: string, crystals: readonly AnalyzedCrystal[]): Promise<number> {
  const rows = await queryRows(manager, UPSERT, [`[${crystals.map(({ json }) => json).join(',')}]`, importId]);
  return rows.length;
}

async function insertRejections(manager: EntityManager, importId: string, before: number, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return;
  const rows = rejections.map(({ file, line, sourceId, code, message }, k) => ({
    ordinal: before + k + 1,
    file,
    line,
    source_id: sourceId,
    code,
    message,
  }));
  await queryRows(
    manager,
    `INSERT INTO import_rejection (import_id, ordinal, file, line, source_id, code, message)
     SELECT $2, ordinal, file, line, source_id, code, message
     FROM jsonb_to_recordset($1::jsonb) AS r(ordinal integer, file text, line integer, source_id text, code text, message text)`,
    [JSON.stringify(rows).replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\\ufffd'), importId],
  );
}
