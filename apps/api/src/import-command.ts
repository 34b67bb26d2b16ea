/** `kessho import SOURCE …`: crystals of other databases into ours, in this process and its threads. */
import { hostname } from 'node:os';
import { FilterSyntaxError } from '@kessho/core/formats/optimade-filter/filter-errors';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import type { DataSource } from 'typeorm';
import { readConfig } from './config.js';
import { isConnectionError } from './database/connection-errors.js';
import { withDatabase } from './database/open-database.js';
import { startAnalysisPool } from './imports/analysis/analysis-pool.js';
import type { ImportArguments } from './imports/command/import-arguments.js';
import { IMPORT_USAGE, ImportUsageError, readImportArguments } from './imports/command/import-arguments.js';
import { importReport } from './imports/command/import-report.js';
import { openSource } from './imports/import-request.js';
import { ImportError } from './imports/import-source.js';
import { runImport } from './imports/run-import.js';
import { claimImport, endClaim, findOrCreateImport } from './imports/storing/import-claims.js';
import { createLog } from './log.js';

const EXIT = { done: 0, failure: 1, badInput: 2, interrupted: 130 } as const;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(IMPORT_USAGE);
  process.exit(EXIT.done);
}
process.exit(await main());

async function main(): Promise<number> {
  try {
    const config = readConfig(process.env);
    const wanted = readImportArguments(args);
    // Before a database is started for nothing.
    await openSource(wanted.request, config.materialsProjectKey, true);
    return await withDatabase(config, createLog(process.stderr), (database) => importInto(database, wanted, config.materialsProjectKey));
  } catch (error) {
    if (isConnectionError(error)) {
      process.stderr.write('kessho import: the database went away; the same command again goes on from the last whole batch\n');
      return EXIT.failure;
    }
    if (error instanceof ImportError || error instanceof FilterSyntaxError) process.stderr.write(`kessho import: ${error.message} (${error.code})\n`);
    else if (error instanceof ImportUsageError) process.stderr.write(`kessho import: ${error.message}\n\n${IMPORT_USAGE}`);
    else throw error;
    return EXIT.badInput;
  }
}

async function importInto(database: DataSource, { request, threads, json }: ImportArguments, key: string | null): Promise<number> {
  const started = performance.now();
  const { row, reused } = await database.transaction((manager) => findOrCreateImport(manager, request, 'command'));
  const claimed = await claimImport(database, row.id, `${hostname()}:${process.pid}`, 'command');
  if (claimed === null) {
    process.stderr.write(`kessho import: this import is at work already (${row.claimedBy ?? 'unknown'}); cancel it, or wait for it\n`);
    return EXIT.failure;
  }
  const report = importReport(json, request.kind === 'files' ? 'bytes' : 'records', process);
  if (reused && claimed.row.cursor !== null) report.say(`Going on after ${claimed.row.stored} stored crystals`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const pool = startAnalysisPool(threads);
  try {
    const source = await openSource(request, key, true); // whoever types the address may reach it anyway
    const outcome = await runImport({ database, ...claimed, source, pool, signal: stopping.signal, onProgress: report.progress });
    if (outcome === 'stopped') await endClaim(database, claimed.claim, 'cancelled', null);
    const end = await database.getRepository(MaterialImport).findOneByOrFail({ id: row.id });
    const failure = end.failureCode === null ? null : { code: end.failureCode, message: end.failureMessage ?? '' };
    const { done, total, stored, outdated, rejected } = end;
    report.end(end.nodeId(), end.state, { done, total, stored, outdated, rejected }, (performance.now() - started) / 1000, failure);
    if (outcome === 'stopped') {
      report.say('The same command again goes on from here');
      return EXIT.interrupted;
    }
    if (outcome !== 'succeeded') return EXIT.failure;
    return end.rejected > 0 ? EXIT.badInput : EXIT.done;
  } finally {
    await pool.close();
  }
}
