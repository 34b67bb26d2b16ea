import { MaterialImport } from '@kessho/schema/entities/material-import';
import type { CancelImportInput, StartImportInput } from '@kessho/schema/inputs/mutations';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { CancelImportPayload, StartImportPayload, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { isImportLive } from '../../imports/import-statuses.js';
import { findOrCreateImport } from '../../imports/storing/import-claims.js';
import type { Queue } from '../../jobs/queue.js';
import type { ImportSettings } from './import-input.js';
import { acceptImport } from './import-input.js';

/** What clients may do with imports. */
export interface ImportService {
  readonly start: (input: StartImportInput) => Promise<StartImportPayload>;
  readonly cancel: (input: CancelImportInput) => Promise<CancelImportPayload>;
}

export interface ImportServiceOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly settings: ImportSettings;
}

export function createImportService({ database, queue, settings }: ImportServiceOptions): ImportService {
  const read = (id: string): Promise<MaterialImport> => database.getRepository(MaterialImport).findOneByOrFail({ id });

  const start: ImportService['start'] = async (input) => {
    const request = await acceptImport(input, settings);
    if (!('kind' in request)) return { materialImport: null, userErrors: [...request], reused: false };
    const { id, reused } = await database.transaction(async (manager) => {
      const { row, reused } = await findOrCreateImport(manager, request, 'worker');
      // One that works is left alone; one that failed or was cancelled goes on where it stood.
      if (row.state === 'running') return { id: row.id, reused };
      await queryRows(
        manager,
        `UPDATE material_import SET state = 'queued', runner = 'worker', attempts = 0, heartbeat_at = now(), failure_code = NULL, failure_message = NULL,
           finished_at = NULL WHERE id = $1`,
        [row.id],
      );
      await queue.addImports(manager, [row.id]);
      return { id: row.id, reused };
    });
    return { materialImport: await read(id), userErrors: [], reused };
  };

  const cancel: ImportService['cancel'] = async ({ importId }) => {
    const reject = (code: UserErrorCode, message: string): CancelImportPayload => ({
      materialImport: null,
      userErrors: [{ field: ['importId'], code, message, position: null }],
    });
    const node = decodeNodeId(importId);
    if (node?.type !== 'MaterialImport') return reject('NOT_FOUND', 'This is not the id of an import');
    await queryRows(
      database,
      `UPDATE material_import SET state = 'cancelled', claim_token = NULL, finished_at = now() WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
      [node.uuid],
    );
    const row = await database.getRepository(MaterialImport).findOneBy({ id: node.uuid });
    if (row === null) return reject('NOT_FOUND', 'There is no such import');
    if (isImportLive(row.state) || row.state === 'cancelled') return { materialImport: row, userErrors: [] };
    return reject('ALREADY_FINISHED', `The import has ${row.state} already`);
  };
  return { start, cancel };
}
