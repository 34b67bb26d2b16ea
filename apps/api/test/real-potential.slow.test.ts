/**
 * What may befall a prediction with the potential that ships: workers killed in every stage, the database killed under load. About two minutes:
 * `npm run test:slow -- apps/api/test/real-potential`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrediction, readRanking, startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildHangingModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const hangingModule = buildHangingModule();
const SETUP_MS = 180_000;
/** The smallest prediction with all there is to it: known crystals imitated, random ones, single points, relaxations, a hull. */
const INPUT = { references: 'RELAXED', formula: 'NaCl', seed: 'real', budget: 'QUICK', maxAtoms: 2 };

let server: TestServer;
let undisturbed: unknown;

interface Context {
  readonly url: string;
  readonly api: TestApi;
  readonly id: string;
}

/** A database of its own with the prediction queued on it. */
async function createContext(): Promise<Context> {
  const url = await server.createDatabase();
  const api = await startTestApi(url, hangingModule);
  return { url, api, id: await startPrediction(api, INPUT) };
}

const isHeld = async ({ api }: Context, stage: string): Promise<boolean> =>
  (await api.database.query<unknown[]>(`SELECT 1 FROM prediction_chunk WHERE state = 'running' AND stage = $1`, [stage])).length > 0;

beforeAll(async () => {
  server = await startTestServer();
  const context = await createContext();
  const worker = await startTestWorker(context.url, hangingModule);
  expect((await waitForEnd(context.api, context.id)).state).toBe('SUCCEEDED');
  undisturbed = await readRanking(context.api, context.id);
  await worker.kill();
  await context.api.close();
}, SETUP_MS);
afterAll(() => server.stop(), SETUP_MS);

describe('a prediction with the real potential', () => {
  it('comes to the same result when a worker is killed in each stage', async () => {
    const context = await createContext();
    const { url, api, id } = context;
    for (const stage of WORK_STAGES) {
      const victim = await startTestWorker(url, hangingModule, { ms: SETUP_MS, stage });
      await waitFor(`a portion of ${stage}`, () => isHeld(context, stage), SETUP_MS);
      await delay(300); // in the middle of it, or with its output made and not stored
      await victim.kill();
    }
    const survivor = await startTestWorker(url, hangingModule);
    expect(await waitForEnd(api, id)).toMatchObject({ state: 'SUCCEEDED', failureCode: null });
    const repeated = await api.database.query<{ stage: string }[]>(`SELECT DISTINCT stage FROM prediction_chunk WHERE attempts > 1`);
    expect(repeated.map(({ stage }) => stage).sort()).toEqual([...WORK_STAGES].sort());
    expect(await readRanking(api, id)).toEqual(undisturbed);
    await survivor.kill();
    await api.close();
  });

  it('comes to the same result when PostgreSQL is killed while two workers relax', async () => {
    const cluster = server.cluster();
    if (cluster === null) return; // a server of the user's is not ours to kill
    const context = await createContext();
    const { url, api, id } = context;
    const workers: TestWorker[] = await Promise.all([startTestWorker(url, hangingModule), startTestWorker(url, hangingModule)]);
    await waitFor('a relaxation', () => isHeld(context, 'relax'), SETUP_MS);
    process.kill(cluster.pid, 'SIGKILL');
    await delay(1500);
    await server.restart();
    expect((await waitForEnd(api, id)).state).toBe('SUCCEEDED');
    expect((await readPrediction(api, id)).stages.every(({ done, total }) => done === total)).toBe(true);
    expect(await readRanking(api, id)).toEqual(undisturbed);
    await Promise.all(workers.map((worker) => worker.kill()));
    await api.close();
  });
});
