import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findPort } from '@kessho/api/supervisor/find-port';
import { StartPredictionDocument, type StartPredictionMutation } from '@kessho/schema/generated/graphql';
import { print } from 'graphql';
import type { DataSource } from 'typeorm';
import { ask } from './ask-api.js';
import { FIRST_PORT, runProgram, startService } from './child-process.js';
import { CANDIDATES_EACH } from './many-candidates.js';

export interface FilledDatabase {
  readonly importSeconds: number | null;
  readonly predictionSeconds: number | null;
  /** Rows by table, those of more than a thousand. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Small cells, since the potential looks at most of what is generated. */
const MAX_ATOMS = 12;
const FORMULAS = [
  'TiO2',
  'BaTiO3',
  'Li2O',
  'FePO4',
  'LiFeO2',
  'MgAl2O4',
  'Al2O3',
  'CaF2',
  'KNbO3',
  'ZnS',
  'LiCoO2',
  'Fe2O3',
  'SrTiO3',
  'NaCl',
  'MnO2',
] as const;
const MODULE = fileURLToPath(new URL('./many-candidates.js', import.meta.url));

/** Import the crystals of these folders and predict until there are as many candidates, all by the product's own programs; what is there already stays. */
export async function fillDatabase(database: DataSource, url: string, folders: readonly string[], candidates: number): Promise<FilledDatabase> {
  const importSeconds = folders.length === 0 ? null : await seconds(() => importFolders(url, folders));
  const missing = candidates - (await count(database, 'candidate'));
  const predictionSeconds = missing <= 0 ? null : await seconds(() => predict(database, url, candidates));
  await database.query('VACUUM ANALYZE');
  const tables = await database.query<{ name: string; rows: number }[]>(
    `SELECT relname AS name, reltuples::int AS rows FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 1000 ORDER BY 2 DESC`,
  );
  return { importSeconds, predictionSeconds, rows: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])) };
}

async function importFolders(url: string, folders: readonly string[]): Promise<void> {
  const code = await runProgram('import-command', folders, { DATABASE_URL: url });
  if (code !== 0) throw new Error(`The import ended with ${code}`);
}

async function predict(database: DataSource, url: string, candidates: number): Promise<void> {
  const port = await findPort('127.0.0.1', FIRST_PORT);
  const environment = { DATABASE_URL: url, KESSHO_STAGES_MODULE: MODULE, KESSHO_PORT: String(port), KESSHO_HOST: '127.0.0.1' };
  const api = await startService('main', environment);
  const worker = await startService('worker', environment);
  try {
    for (let k = 0; (await count(database, 'candidate')) < candidates; k++) {
      const formula = FORMULAS[k % FORMULAS.length] as string;
      await startPrediction(`http://127.0.0.1:${port}`, formula, String(1 + Math.floor(k / FORMULAS.length)));
      while ((await live(database)) > 0) await delay(500);
      process.stderr.write(`${formula}: ${await count(database, 'candidate')} candidates, ${CANDIDATES_EACH} wanted of each prediction\n`);
    }
  } finally {
    await worker.stop();
    await api.stop();
  }
}

async function startPrediction(url: string, formula: string, seed: string): Promise<void> {
  const variables = { input: { formula, seed, budget: 'QUICK', maxAtoms: MAX_ATOMS } };
  const { startPrediction: payload } = await ask<StartPredictionMutation>(url, {
    name: 'startPrediction',
    query: print(StartPredictionDocument),
    variables,
  });
  if (payload.prediction === null) throw new Error(`${formula}: ${JSON.stringify(payload.userErrors)}`);
}

const live = (database: DataSource): Promise<number> => count(database, `prediction WHERE state IN ('queued', 'running')`);

async function count(database: DataSource, from: string): Promise<number> {
  const [row] = await database.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${from}`);
  return row?.count ?? 0;
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) / 1000);
}
