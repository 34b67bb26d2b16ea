import type { MaterialImport } from '@kessho/schema/entities/material-import';
import type { DataSource } from 'typeorm';
import { vacuumTables } from '../database/vacuum-tables.js';
import { HEARTBEAT_MS, renewLease } from '../jobs/lease.js';
import type { AnalysisPool } from './analysis/analysis-pool.js';
import type { AnalyzedTexts } from './analysis/analyze-texts.js';
import type { ImportSource, RecordBatch, Rejection } from './import-source.js';
import { ImportError } from './import-source.js';
import type { ImportClaim } from './storing/import-claims.js';
import { ClaimLostError, endClaim } from './storing/import-claims.js';
import { storeBatch } from './storing/store-batch.js';

/** Counts since the import began, earlier attempts included. */
export interface ImportProgress {
  readonly done: number;
  readonly total: number | null;
  readonly stored: number;
  readonly outdated: number;
  readonly rejected: number;
}

export interface ImportRun {
  readonly database: DataSource;
  readonly claim: ImportClaim;
  readonly row: MaterialImport;
  readonly source: ImportSource;
  readonly pool: AnalysisPool;
  /** Aborting stops after the batch at hand. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress, rejections: readonly Rejection[]) => void;
}

/** How an import ended: at the end of its source, by a failure of it, told to stop, or because it belongs to someone else now. */
export type ImportOutcome = 'succeeded' | 'failed' | 'stopped' | 'claim-lost';

/**
 * Read, analyze and store batch by batch, in the order of the source. Some batches ahead are being analyzed while one is stored; each is stored
 * with the place where the source goes on. After a stop or a failure of the source the next run goes on from there.
 */
export async function runImport(run: ImportRun): Promise<ImportOutcome> {
  const { database, claim, signal } = run;
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    renewLease(database, 'material_import', claim.token).then(
      (holds) => (holds ? undefined : lost.abort()),
      () => undefined, // the next batch shows whether the database is there
    );
  }, HEARTBEAT_MS);
  try {
    await storeAll(run, AbortSignal.any([signal, lost.signal]));
    const ended = await endClaim(database, claim, 'succeeded', null);
    if (ended) await vacuumTables(database, FILLED_TABLES);
    return ended ? 'succeeded' : 'claim-lost';
  } catch (error) {
    if (error instanceof ClaimLostError || lost.signal.aborted) return 'claim-lost';
    if (signal.aborted) return 'stopped';
    if (!(error instanceof ImportError)) throw error;
    return (await endClaim(database, claim, 'failed', error)) ? 'failed' : 'claim-lost';
  } finally {
    clearInterval(heartbeat);
  }
}

/** Tables that an import fills, by itself or by triggers. */
const FILLED_TABLES = ['material', 'composition', 'optimade_structure'] as const;

async function storeAll({ database, claim, row, source, pool, onProgress }: ImportRun, signal: AbortSignal): Promise<void> {
  const { source: name, license, functional, correctionScheme, snapshotDate } = row;
  const retrievedOn = row.kind === 'files' ? null : row.createdAt.toISOString().slice(0, 10);
  const defaults = { source: name, license, functional, correctionScheme, snapshotDate, retrievedOn };
  const ahead: { readonly batch: RecordBatch; readonly analyzed: Promise<AnalyzedTexts> }[] = [];
  let { stored, outdated, rejected } = row;

  const storeFirst = async (): Promise<void> => {
    const first = ahead.shift();
    if (first === undefined) return;
    const result = await storeBatch(database, claim, first.batch, await first.analyzed);
    stored += result.stored;
    outdated += result.outdated;
    rejected += result.rejections.length;
    onProgress({ done: first.batch.done, total: first.batch.total, stored, outdated, rejected }, result.rejections);
    signal.throwIfAborted();
  };
  for await (const batch of source.batches(row.cursor, signal)) {
    signal.throwIfAborted();
    const analyzed = pool.analyze(batch.texts, defaults);
    analyzed.catch(() => undefined); // thrown where it is stored
    ahead.push({ batch, analyzed });
    if (ahead.length > pool.capacity) await storeFirst();
  }
  while (ahead.length > 0) await storeFirst();
}
