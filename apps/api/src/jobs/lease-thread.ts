/**
 * The thread of a worker that keeps its claim alive while the main thread computes: evaluating a potential blocks the event loop for as long as it
 * takes. Twice a second it looks whether the work is still wanted, and every two seconds it renews the heartbeats of the claim and of the worker. A main thread that shows no sign
 * of life for ten minutes hangs: then the whole process ends, and another worker takes the portion over.
 */
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import type { LeasedTable } from './lease.js';
import { heldUnder, HEARTBEAT_MS, renewal } from './lease.js';
import type { LeaseAnswer, LeaseOrder, LeaseSettings } from './lease-messages.js';

const CHECK_MS = 500;
const LONGEST_SILENCE_MS = 600_000;

const { url, workerId } = workerData as LeaseSettings;
let client: pg.Client | null = null;
let claim: { readonly table: LeasedTable; readonly token: string } | null = null;
let renewedAt = 0;
let beatAt = 0;
let heardAt = Date.now();
let busy = false;

parentPort?.on('message', (order: LeaseOrder) => {
  heardAt = Date.now();
  if (order.kind === 'alive') return;
  claim = order.kind === 'hold' ? order : null;
  renewedAt = Date.now();
});
setInterval(() => void check(), CHECK_MS);

async function check(): Promise<void> {
  if (Date.now() - heardAt > LONGEST_SILENCE_MS) process.kill(process.pid, 'SIGKILL');
  const held = claim;
  const beats = Date.now() - beatAt >= HEARTBEAT_MS;
  if ((held === null && !beats) || busy) return;
  busy = true;
  try {
    client ??= await connect();
    if (beats) {
      await client.query('UPDATE worker SET heartbeat_at = now() WHERE id = $1', [workerId]);
      beatAt = Date.now();
    }
    if (held === null) return;
    const renews = Date.now() - renewedAt >= HEARTBEAT_MS;
    const text = renews ? renewal(held.table) : `SELECT 1 FROM ${held.table} WHERE ${heldUnder('$1')}`;
    const { rowCount } = await client.query(text, [held.token]);
    if (renews) renewedAt = Date.now();
    if (rowCount === 0 && claim === held) tell({ kind: 'lost', token: held.token });
  } catch {
    // The database is away: the claim may or may not outlast it; the write at the end decides.
    const broken = client;
    client = null;
    await broken?.end().catch(() => undefined);
  } finally {
    busy = false;
  }
}

async function connect(): Promise<pg.Client> {
  const fresh = new pg.Client({
    connectionString: url,
    application_name: 'kessho-lease',
    connectionTimeoutMillis: 3000,
    statement_timeout: 3000,
    keepAlive: true,
  });
  fresh.on('error', () => (client = client === fresh ? null : client));
  await fresh.connect();
  return fresh;
}

const tell = (answer: LeaseAnswer): void => parentPort?.postMessage(answer);
