import { MaterialImport } from '@kessho/schema/entities/material-import';
import type { ImportRunner, ImportState } from '@kessho/schema/enums/import-enums';
import type { DataSource, EntityManager } from 'typeorm';
import { IMPORT_CHANNEL } from '../../database/notifications.js';
import { queryRows } from '../../database/query-rows.js';
import { heldUnder, SILENCE_MS, taking } from '../../jobs/lease.js';
import type { ImportRequest } from '../import-request.js';
import { importHash } from '../import-request.js';
import { isImportClaimable } from '../import-statuses.js';

/** The right to write what an import reads, until it is lost. */
export interface ImportClaim {
  readonly importId: string;
  readonly token: string;
}

/** The import was cancelled, or another process took it over. */
export class ClaimLostError extends Error {}

/**
 * The row of this import: that of an equal one which has not come to its end, else a new one. Two who ask at the same time get the same row.
 * @returns whether it was there already
 */
export async function findOrCreateImport(
  manager: EntityManager,
  request: ImportRequest,
  runner: ImportRunner,
): Promise<{ row: MaterialImport; reused: boolean }> {
  const hash = importHash(request);
  await queryRows(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 7315023))', [hash]);
  const [known] = await queryRows<{ id: string }>(
    manager,
    `SELECT id FROM (SELECT id, state FROM material_import WHERE input_hash = $1 ORDER BY created_at DESC LIMIT 1) AS latest WHERE state <> 'succeeded'`,
    [hash],
  );
  if (known !== undefined) return { row: await manager.findOneByOrFail(MaterialImport, { id: known.id }), reused: true };
  const { kind, locations, filter, source, license, functional, correctionScheme, snapshotDate } = request;
  const columns = { kind, locations: [...locations], filter, source, license, functional, correctionScheme, snapshotDate };
  const { id } = await manager.save(MaterialImport, manager.create(MaterialImport, { ...columns, inputHash: hash, runner, state: 'queued' }));
  return { row: await manager.findOneByOrFail(MaterialImport, { id }), reused: false };
}

/** Take an import up. Null where it has ended well, or a living process holds it. */
export function claimImport(
  database: DataSource,
  importId: string,
  by: string,
  runner: ImportRunner,
): Promise<{ claim: ImportClaim; row: MaterialImport } | null> {
  return database.transaction(async (manager) => {
    const [found] = await queryRows<{ state: ImportState; silent: number }>(
      manager,
      `SELECT state, ${SILENCE_MS} AS silent FROM material_import WHERE id = $1 FOR UPDATE`,
      [importId],
    );
    if (found === undefined || !isImportClaimable(found.state, found.silent, runner)) return null;
    const [{ token } = { token: '' }] = await queryRows<{ token: string }>(
      manager,
      `UPDATE material_import SET ${taking('$2')}, runner = $3, failure_code = NULL, failure_message = NULL, finished_at = NULL, started_at = coalesce(started_at, now())
       WHERE id = $1 RETURNING claim_token AS token`,
      [importId, by, runner],
    );
    await notify(manager, importId);
    return { claim: { importId, token }, row: await manager.findOneByOrFail(MaterialImport, { id: importId }) };
  });
}

/** Let go of an import, in the state it came to. `queued` hands it on. False where the claim was lost before. */
export async function endClaim(
  database: DataSource,
  { importId, token }: ImportClaim,
  state: Exclude<ImportState, 'running'>,
  failure: { readonly code: string; readonly message: string } | null,
): Promise<boolean> {
  return database.transaction(async (manager) => {
    const rows = await queryRows(
      manager,
      `UPDATE material_import SET state = $3, claim_token = NULL, heartbeat_at = now(), failure_code = $4, failure_message = $5,
         finished_at = CASE WHEN $3 = 'queued' THEN NULL ELSE now() END
       WHERE id = $1 AND ${heldUnder('$2')} RETURNING id`,
      [importId, token, state, failure?.code ?? null, failure?.message.slice(0, 2000) ?? null],
    );
    await notify(manager, importId);
    return rows.length > 0;
  });
}

const notify = (manager: EntityManager, importId: string): Promise<unknown> =>
  queryRows(manager, `SELECT pg_notify('${IMPORT_CHANNEL}', $1)`, [importId]);
