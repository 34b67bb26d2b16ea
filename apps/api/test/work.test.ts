import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readPrediction, readRanking, startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { Pause, TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const toyModule = buildToyModule();
let server: TestServer;
const contexts: Context[] = [];

/** A database of its own with an API and workers on it. */
interface Context {
  readonly api: TestApi;
  readonly addWorkers: (count: number, pause?: Pause) => Promise<TestWorker[]>;
  readonly close: () => Promise<void>;
}

async function createContext(): Promise<Context> {
  const url = await server.createDatabase();
  const api = await startTestApi(url, toyModule);
  const workers: TestWorker[] = [];
  const context: Context = {
    api,
    addWorkers: async (count, pause) => {
      const added = await Promise.all(Array.from({ length: count }, () => startTestWorker(url, toyModule, pause)));
      workers.push(...added);
      return added;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.kill()));
      await api.close();
    },
  };
  contexts.push(context);
  return context;
}

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(() => server.stop());

/** Every row a finished prediction must have, and none twice; the toy makes 4 × 6 candidates. */
async function expectWhole({ api }: Context, id: string): Promise<void> {
  const prediction = await readPrediction(api, id);
  expect(prediction.state).toBe('SUCCEEDED');
  expect(prediction.funnel).toMatchObject({ generated: 28, valid: 24, unique: 24, screened: 24, relaxed: 8 });
  expect(prediction.stages.map(({ name, state, done, total }) => [name, state, done, total])).toEqual([
    ['PROPOSE', 'DONE', 1, 1],
    ['GENERATE', 'DONE', 4, 4],
    ['SCREEN', 'DONE', 24, 24],
    ['SELECT', 'DONE', 1, 1],
    ['RELAX', 'DONE', 8, 8],
    ['RANK', 'DONE', 1, 1],
  ]);
  const counts = await api.database.query<{ rejected: number; chunks: number; undone: number }[]>(
    `SELECT (SELECT sum(count)::int FROM rejection_count) AS rejected, count(*)::int AS chunks, count(*) FILTER (WHERE state <> 'done')::int AS undone FROM prediction_chunk`,
  );
  // 1 + 4 + 5 + 1 + 4 + 1 portions, one structure refused in each portion of the generation
  expect(counts).toEqual([{ rejected: 4, chunks: 16, undone: 0 }]);
}

/** True while a worker holds a portion of the stage. */
async function isHeld({ api }: Context, stage: string): Promise<boolean> {
  const rows = await api.database.query<unknown[]>(`SELECT 1 FROM prediction_chunk WHERE state = 'running' AND stage = $1`, [stage]);
  return rows.length > 0;
}

async function killWorkerIn(stage: string): Promise<void> {
  const context = await createContext();
  const { api, addWorkers } = context;
  const [victim] = await addWorkers(1, { ms: 20_000, stage });
  const id = await startPrediction(api, { formula: 'NaCl', seed: stage });
  await waitFor(`a portion of ${stage}`, () => isHeld(context, stage));
  await addWorkers(1);
  await victim?.kill();
  const killedAt = Date.now();
  await waitFor('the portion to be taken over', async () => {
    const rows = await api.database.query<unknown[]>(`SELECT 1 FROM prediction_chunk WHERE stage = $1 AND attempts > 1`, [stage]);
    return rows.length > 0;
  });
  expect(Date.now() - killedAt).toBeLessThan(12_000);
  await waitForEnd(api, id);
  await expectWhole(context, id);
}

describe('work', () => {
  it('gives the same result with one worker and with three', async () => {
    const context = await createContext();
    const { api, addWorkers } = context;
    await addWorkers(1);
    const alone = await startPrediction(api, { formula: 'NaCl', seed: 'same' });
    await waitForEnd(api, alone);
    const rankingAlone = await readRanking(api, alone);
    await expectWhole(context, alone);
    await addWorkers(2, { ms: 20 });
    // Forget the first, so that the same request is computed anew instead of found.
    await api.database.query('DELETE FROM prediction');
    const together = await startPrediction(api, { formula: 'ClNa', seed: 'same' });
    await waitForEnd(api, together);
    expect(await readRanking(api, together)).toEqual(rankingAlone);
    const busy = await api.database.query<{ workers: number }[]>('SELECT count(DISTINCT claimed_by)::int AS workers FROM prediction_chunk');
    expect(busy[0]?.workers).toBeGreaterThan(1);
  });

  // Three stages at a time: most of it is waiting for the lease of the dead to run out.
  it.each([[['propose', 'generate', 'screen']], [['select', 'relax', 'rank']]])(
    'a worker killed in %j loses nothing and doubles nothing',
    async (stages) => {
      await Promise.all(stages.map(killWorkerIn));
    },
  );

  it('refuses the output of a worker that lost its portion', async () => {
    const context = await createContext();
    const { api, addWorkers } = context;
    const [slow] = await addWorkers(1, { ms: 1500, stage: 'propose' });
    const id = await startPrediction(api, { formula: 'NaCl', seed: 'stale' });
    await waitFor('the first portion', () => isHeld(context, 'propose'));
    // Somebody else takes it over: the token is another one from now on.
    await api.database.query(`UPDATE prediction_chunk SET claim_token = gen_random_uuid(), claimed_by = 'other:1' WHERE state = 'running'`);
    await delay(2500);
    const [chunk] = await api.database.query<{ state: string; claimed_by: string }[]>('SELECT state, claimed_by FROM prediction_chunk');
    expect(chunk).toEqual({ state: 'running', claimed_by: 'other:1' });
    expect(slow?.log()).not.toContain('portion done');
    expect((await readPrediction(api, id)).stages[0]).toMatchObject({ name: 'PROPOSE', state: 'RUNNING', done: 0 });
  });

  it('cancels within a second and frees the worker', async () => {
    const context = await createContext();
    const { api, addWorkers } = context;
    await addWorkers(1, { ms: 20_000, stage: 'screen' });
    const id = await startPrediction(api, { formula: 'NaCl', seed: 'cancel' });
    await waitFor('screening', () => isHeld(context, 'screen'));
    const askedAt = Date.now();
    const { data } = await api.query<{ cancelPrediction: { prediction: { state: string }; userErrors: unknown[] } }>(
      'mutation ($id: ID!) { cancelPrediction(input: { predictionId: $id }) { prediction { state } userErrors { code } } }',
      { id },
    );
    expect(data.cancelPrediction).toEqual({ prediction: { state: 'CANCELLED' }, userErrors: [] });
    expect(Date.now() - askedAt).toBeLessThan(1000);
    // The portion would take twenty seconds: only a worker that was told turns to the next prediction before.
    const next = await startPrediction(api, { formula: 'KCl', seed: 'after' });
    await waitFor('the next prediction', async () => (await readPrediction(api, next)).state === 'RUNNING', 3000);
    expect((await readPrediction(api, id)).state).toBe('CANCELLED');
  });

  it('goes on after PostgreSQL was killed under load', async () => {
    const cluster = server.cluster();
    if (cluster === null) return; // a server of the user's is not ours to kill
    const { api, addWorkers } = await createContext();
    await addWorkers(2, { ms: 100 });
    const ids = await Promise.all(['LiF', 'NaCl', 'KBr'].map((formula) => startPrediction(api, { formula, seed: 'outage' })));
    await waitFor('some progress', async () => (await readPrediction(api, ids[0] ?? '')).funnel.generated > 0);
    process.kill(cluster.pid, 'SIGKILL');
    await delay(1500);
    await server.restart();
    for (const id of ids) expect((await waitForEnd(api, id)).state).toBe('SUCCEEDED');
  });

  it('finishes fifty predictions, and a quick one does not wait for them', async () => {
    const { api, addWorkers } = await createContext();
    const elements = ['Li', 'Na', 'K', 'Rb', 'Cs', 'Cu', 'Ag', 'Tl', 'In', 'Ga'];
    const formulas = elements.flatMap((a) => ['F', 'Cl', 'Br', 'I', 'H'].map((b) => `${a}${b}`));
    const ids: string[] = [];
    for (const formula of formulas) ids.push(await startPrediction(api, { formula, budget: 'STANDARD' }));
    const quick = await startPrediction(api, { formula: 'MgO', budget: 'QUICK' });
    await addWorkers(2);
    await waitForEnd(api, quick);
    const [{ open } = { open: 0 }] = await api.database.query<{ open: number }[]>(
      `SELECT count(*)::int AS open FROM prediction WHERE state IN ('queued', 'running')`,
    );
    expect(open).toBeGreaterThan(25);
    for (const id of ids) expect((await waitForEnd(api, id)).state).toBe('SUCCEEDED');
  });

  it('fails with a reason when nothing can be made', async () => {
    const { api, addWorkers } = await createContext();
    await addWorkers(1);
    const id = await startPrediction(api, { formula: 'BaTiO3' });
    expect(await waitForEnd(api, id)).toMatchObject({ state: 'FAILED', failureCode: 'NoCandidates' });
  });

  it('hands its portion on when it is told to stop', async () => {
    const context = await createContext();
    const { api, addWorkers } = context;
    const [first] = await addWorkers(1, { ms: 20_000, stage: 'screen' });
    const id = await startPrediction(api, { formula: 'NaCl', seed: 'stop' });
    await waitFor('screening', () => isHeld(context, 'screen'));
    await addWorkers(1);
    expect(await first?.stop()).toBe(0);
    await waitForEnd(api, id, 6000); // no lease to wait for
    await expectWhole(context, id);
  });
});
