import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { LEASE_MS, MAX_ATTEMPTS, silentFor, WAITING_MS } from '../../jobs/lease.js';

/** A command that has been silent this long is gone; started again it goes on. */
const COMMAND_GONE_MS = 60_000;

type AddImports = (manager: EntityManager, importIds: readonly string[]) => Promise<void>;

/** Look for imports whose process fell silent and for lost jobs, and queue them. Any number of processes may do this at the same time. */
export async function sweepImports(database: DataSource, addImports: AddImports): Promise<void> {
  await database.transaction(async (manager) => {
    await queryRows(
      manager,
      `UPDATE material_import SET state = 'failed', claim_token = NULL, finished_at = now(), failure_code = 'WorkerLost',
         failure_message = CASE runner WHEN 'command' THEN 'The command that worked on it is gone; start it again to go on'
           ELSE 'It ended ' || attempts || ' workers; start it again to go on' END
       WHERE state = 'running' AND ((runner = 'command' AND ${silentFor(COMMAND_GONE_MS)})
         OR (runner = 'worker' AND attempts >= $1 AND ${silentFor(LEASE_MS)}))`,
      [MAX_ATTEMPTS],
    );
    const lost = await queryRows<{ id: string }>(
      manager,
      `UPDATE material_import SET state = 'queued', claim_token = NULL, heartbeat_at = now()
       WHERE state = 'running' AND runner = 'worker' AND ${silentFor(LEASE_MS)} RETURNING id`,
    );
    const waiting = await queryRows<{ id: string }>(
      manager,
      `UPDATE material_import SET heartbeat_at = now()
       WHERE state = 'queued' AND runner = 'worker' AND ${silentFor(WAITING_MS)} RETURNING id`,
    );
    await addImports(
      manager,
      [...lost, ...waiting].map(({ id }) => id),
    );
  });
}
