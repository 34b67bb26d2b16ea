import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readPrediction, startPrediction } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
let worker: TestWorker;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const toyModule = buildToyModule();
  api = await startTestApi(url, toyModule);
  worker = await startTestWorker(url, toyModule, { ms: 150 });
});
afterAll(async () => {
  await worker.kill();
  await api.close();
  await server.stop();
});

interface Update {
  readonly predictionUpdated: {
    readonly sequence: number;
    readonly prediction: {
      readonly state: string;
      readonly eta: string | null;
      readonly stages: readonly { done: number }[];
      readonly funnel: { ranked: number };
    };
  };
}

const SUBSCRIPTION = 'subscription ($id: ID!) { predictionUpdated(id: $id) { sequence prediction { state eta stages { done } funnel { ranked } } } }';

describe('predictionUpdated', () => {
  it('tells the present state first, then each change in order, and ends with the prediction', async () => {
    const client = createClient({ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const startedAt = Date.now();
    const id = await startPrediction(api, { formula: 'NaCl', seed: 'live' });
    const updates: Update[] = [];
    for await (const { data, errors } of client.iterate<Update & Record<string, unknown>>({ query: SUBSCRIPTION, variables: { id } })) {
      expect(errors).toBeUndefined();
      if (data) updates.push(data);
    }
    await client.dispose();
    const sequences = updates.map(({ predictionUpdated }) => predictionUpdated.sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(updates.length).toBeGreaterThan(3);
    expect(updates[0]?.predictionUpdated.prediction.state).toMatch(/QUEUED|RUNNING/);
    const last = updates.at(-1)?.predictionUpdated.prediction;
    expect(last).toMatchObject({ state: 'SUCCEEDED' });
    // From some point on the end is known: once a stage is on its way, and not after it.
    const etas = updates.flatMap(({ predictionUpdated: { prediction } }) => (prediction.eta === null ? [] : [Date.parse(prediction.eta)]));
    expect(etas.length).toBeGreaterThan(0);
    expect(etas.every((eta) => eta > startedAt && eta < Date.now() + 60_000)).toBe(true);
    expect(last?.eta).toBeNull();
    // Polling says the same.
    const polled = await readPrediction(api, id);
    expect(last?.stages.map(({ done }) => done)).toEqual(polled.stages.map(({ done }) => done));
    expect(last?.funnel.ranked).toBe(polled.funnel.ranked);
  });

  it.each([
    ['an id that is none', { id: 'nonsense' }, 'BAD_USER_INPUT'],
    ['a prediction that is not there', { id: Buffer.from('Prediction:00000000-0000-4000-8000-000000000000').toString('base64url') }, 'NOT_FOUND'],
  ])('refuses %s', async (_name, variables, code) => {
    const client = createClient({ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const codes: unknown[] = [];
    try {
      for await (const { errors } of client.iterate({ query: SUBSCRIPTION, variables })) codes.push(errors?.[0]?.extensions?.['code']);
    } catch (error) {
      codes.push((error as readonly { extensions: { code: string } }[])[0]?.extensions.code);
    }
    await client.dispose();
    expect(codes).toEqual([code]);
  });
});

describe('GET /predictions/:id/events', () => {
  it('sends the same as server-sent events, and resumes after the last one seen', async () => {
    const id = await startPrediction(api, { formula: 'KCl', seed: 'live' });
    const response = await fetch(`${api.url}/predictions/${id}/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    const events = text.split('\n\n').filter((part) => part.startsWith('id: '));
    expect(events.length).toBeGreaterThan(2);
    const last = JSON.parse(events.at(-1)?.split('data: ')[1] ?? '{}') as { sequence: number; state: string };
    expect(last.state).toBe('SUCCEEDED');
    const resumed = await fetch(`${api.url}/predictions/${id}/events`, { headers: { 'last-event-id': String(last.sequence) } });
    expect(await resumed.text()).not.toContain('data:');
  });

  it('knows nothing of other ids', async () => {
    expect((await fetch(`${api.url}/predictions/nonsense/events`)).status).toBe(404);
  });
});
