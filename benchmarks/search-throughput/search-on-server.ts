import { setTimeout as delay } from 'node:timers/promises';
import { startApi } from '@kessho/api/composition-root';
import { readConfig } from '@kessho/api/config';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { ask } from '../api/ask-api.js';
import { startService } from '../api/child-process.js';
import { openDatabase } from '../api/open-database.js';
import { MEDIAN_MS } from './median-variable.js';

export interface ServerSearch {
  readonly system: string;
  readonly maxAtoms: number;
  readonly budget: number;
  readonly workers: number;
  /** Of the sleeps. */
  readonly medianMs: number;
  /** Exports what workers load. */
  readonly stagesModule: string;
}

const POLL_MS = 200;
const START = 'mutation ($input: StartSearchInput!) { startSearch(input: $input) { search { id } userErrors { message } } }';

interface Started {
  readonly startSearch: { readonly search: { readonly id: string } | null; readonly userErrors: readonly { readonly message: string }[] };
}
interface Row {
  readonly state: string;
  readonly seconds: number | null;
  readonly lag: number;
  readonly failure_message: string | null;
}

/** A search by the workers that ship, on an embedded PostgreSQL: seconds from its first to its last statement. All workers are ready before it begins. @throws {Error} where it fails */
export async function searchOnServer({
  system,
  maxAtoms,
  budget,
  workers,
  medianMs,
  stagesModule,
}: ServerSearch): Promise<{ readonly seconds: number; readonly lag: number }> {
  loadSymmetryEngineFromPackage();
  const opened = await openDatabase(null);
  const config = readConfig({ DATABASE_URL: opened.url, KESSHO_PORT: '0', KESSHO_STAGES_MODULE: stagesModule });
  const api = await startApi(config, opened.database, opened.url, () => undefined);
  const environment = {
    DATABASE_URL: opened.url,
    KESSHO_STAGES_MODULE: stagesModule,
    KESSHO_THREADS: '1',
    NODE_ENV: 'production',
    [MEDIAN_MS]: String(medianMs),
  };
  const services = await Promise.all(Array.from({ length: workers }, () => startService('worker', environment)));
  try {
    const input = { subject: system, maxAtoms, budget };
    const { startSearch } = await ask<Started>(api.url, { name: 'startSearch', query: START, variables: { input } });
    if (startSearch.search === null) throw new Error(startSearch.userErrors.map(({ message }) => message).join('; '));
    for (;;) {
      await delay(POLL_MS);
      const [row] = await opened.database.query<Row[]>(
        `SELECT state, extract(epoch FROM finished_at - started_at)::float8 AS seconds, (request->>'lag')::int AS lag, failure_message FROM search`,
      );
      if (row?.state === 'failed') throw new Error(row.failure_message ?? 'The search failed');
      if (row?.state === 'succeeded' && row.seconds !== null) return { seconds: row.seconds, lag: row.lag };
    }
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await api.close();
    await opened.close();
  }
}
