/** Entry point of one import of a worker: `import-process.js ID`, with the worker's environment. */
import { availableParallelism, hostname } from 'node:os';
import { readConfig } from './config.js';
import { createDataSource } from './database/data-source.js';
import { startAnalysisPool } from './imports/analysis/analysis-pool.js';
import { ImportError } from './imports/import-source.js';
import { openSource } from './imports/import-request.js';
import { runImport } from './imports/run-import.js';
import { claimImport, endClaim } from './imports/storing/import-claims.js';
import { createLog } from './log.js';

const log = createLog(process.stderr);
const [importId = ''] = process.argv.slice(2);
const { databaseUrl, materialsProjectKey, allowsPrivateProviders } = readConfig(process.env);
if (databaseUrl === null) throw new Error('An import process needs DATABASE_URL');
const stopping = new AbortController();
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => stopping.abort());

const onConnectionError = (error: Error): void => log('database connection lost', { message: error.message });
const database = createDataSource({
  url: databaseUrl,
  applicationName: 'kessho-import',
  poolSize: 3,
  statementTimeoutMs: 120_000,
  onConnectionError,
});
await database.initialize();
const claimed = await claimImport(database, importId, `${hostname()}:${process.pid}`, 'worker');
// Cancelled meanwhile, or held by another worker.
if (claimed === null) process.exit(0);

const pool = startAnalysisPool(availableParallelism());
const onProgress = (): void => undefined; // it stands in the row
try {
  const source = await openSource(claimed.row, materialsProjectKey, allowsPrivateProviders);
  const outcome = await runImport({ database, ...claimed, source, pool, signal: stopping.signal, onProgress });
  if (outcome === 'stopped') await endClaim(database, claimed.claim, 'queued', null);
  log('import ended', { import: importId, outcome });
} catch (error) {
  const failure = error instanceof ImportError ? error : { code: 'Internal', message: 'A defect of the program; the log of the worker tells more' };
  await endClaim(database, claimed.claim, 'failed', failure);
  if (!(error instanceof ImportError)) throw error;
}
process.exit(0);
