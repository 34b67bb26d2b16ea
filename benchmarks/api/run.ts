import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { startApi } from '@kessho/api/composition-root';
import { readConfig } from '@kessho/api/config';
import { findPort } from '@kessho/api/supervisor/find-port';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { ask, type Operation } from './ask-api.js';
import { FIRST_PORT, startService, type Service } from './child-process.js';
import { bigTables, explainStatements, type ExplainedStatement } from './explain-statements.js';
import { fillDatabase } from './fill-database.js';
import { measureLoad, type Load } from './measure-load.js';
import type { BenchmarkDatabase } from './open-database.js';
import { openDatabase } from './open-database.js';
import { typicalOperations } from './operations.js';

const OPTIONS = {
  materials: { type: 'string', multiple: true, default: [] as string[] },
  candidates: { type: 'string', default: '100000' },
  database: { type: 'string' },
  seconds: { type: 'string', default: '5' },
  out: { type: 'string' },
} as const;
const CONCURRENCIES = [1, 8] as const;
const NO_LIMITS = { KESSHO_COST_PER_MINUTE: '1000000000', KESSHO_MUTATIONS_PER_MINUTE: '1000000000' };

/** `npm run benchmark -- api`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const opened = await openDatabase(values.database ?? null);
  try {
    const filled = await fillDatabase(opened.database, opened.url, values.materials, Number(values.candidates));
    const explained = await explainOperations(opened);
    const loads = await measureOperations(opened.url, Number(values.seconds));
    const [{ version } = { version: '' }] = await opened.database.query<{ version: string }[]>(`SELECT current_setting('server_version') AS version`);
    const report = {
      date: new Date().toISOString(),
      command: `npm run benchmark -- api ${argv.map((word) => (word.startsWith('postgres') ? 'URL' : basename(word))).join(' ')}`.trim(),
      machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; Node ${process.versions.node}, PostgreSQL ${version}`,
      loadAverage: Number((loadavg()[0] ?? NaN).toPrecision(3)),
      filled,
      operations: loads.map(({ name, measured }, k) => ({ name, measured, statements: (explained[k] as Explained).statements.map(summary) })),
    };
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
    process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
    failOnScans(explained);
  } finally {
    await opened.close();
  }
}

interface Explained {
  readonly name: string;
  readonly statements: readonly ExplainedStatement[];
}

/** Each operation once, by an API in this process whose statements are seen. */
async function explainOperations({ database, url, takeStatements }: BenchmarkDatabase): Promise<Explained[]> {
  loadSymmetryEngineFromPackage();
  const config = readConfig({ DATABASE_URL: url, KESSHO_PORT: '0', ...NO_LIMITS });
  const api = await startApi(config, database, url, () => undefined);
  try {
    const big = await bigTables(database);
    const explained: Explained[] = [];
    for (const operation of await typicalOperations(api.url)) {
      takeStatements();
      await ask(api.url, operation);
      explained.push({ name: operation.name, statements: await explainStatements(database, takeStatements(), big) });
    }
    return explained;
  } finally {
    await api.close();
  }
}

interface Measured {
  readonly name: string;
  readonly measured: readonly Load[];
}

/** Against the API process that ships. */
async function measureOperations(url: string, seconds: number): Promise<Measured[]> {
  const port = await findPort('127.0.0.1', FIRST_PORT);
  const api = await startService('main', {
    DATABASE_URL: url,
    KESSHO_PORT: String(port),
    KESSHO_HOST: '127.0.0.1',
    NODE_ENV: 'production',
    ...NO_LIMITS,
  });
  const address = `http://127.0.0.1:${port}`;
  try {
    const measured: Measured[] = [];
    for (const operation of await typicalOperations(address))
      measured.push({ name: operation.name, measured: await loadsOf(address, api, operation, seconds) });
    return measured;
  } finally {
    await api.stop();
  }
}

async function loadsOf(address: string, api: Service, operation: Operation, seconds: number): Promise<Load[]> {
  const loads: Load[] = [];
  for (const concurrency of CONCURRENCIES) loads.push(await measureLoad(address, api, operation, concurrency, seconds));
  return loads;
}

const summary = ({ text, ms, mostRows, indexes }: ExplainedStatement) => ({
  statement: text.length > 400 ? `${text.slice(0, 400)} …` : text,
  ms,
  mostRows,
  indexes,
});

/** @throws {Error} with the plans of statements that read a big table from end to end */
function failOnScans(explained: readonly Explained[]): void {
  const scans = explained.flatMap(({ name, statements }) =>
    statements
      .filter(({ scanned }) => scanned.length > 0)
      .map(({ text, scanned, plan }) => `${name} reads ${scanned.join(', ')} from end to end\n${text}\n${JSON.stringify(plan, null, 1)}`),
  );
  if (scans.length > 0) throw new Error(scans.join('\n\n'));
}
