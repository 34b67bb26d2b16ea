import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNodeId } from '@kessho/schema/node-id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetFormerSecrets } from '../src/webhooks/delivery-claims.js';
import { POST_TIMEOUT_MS, postDelivery } from '../src/webhooks/post-delivery.js';
import { startApiProcess } from './support/api-process.js';
import { memberHeaders } from './support/members.js';
import { startPrediction } from './support/predictions.js';
import { insertSearch } from './support/single-rows.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';
import type { WebhookReceiver } from './support/webhook-receiver.js';
import { startReceiver } from './support/webhook-receiver.js';

const QUICK = { KESSHO_WEBHOOK_PRIVATE: 'on', KESSHO_WEBHOOK_RETRY_SECONDS: '0.1,0.2' };

let server: TestServer;
let url: string;
let api: TestApi;
let toyModule: string;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  toyModule = buildToyModule();
  api = await startTestApi(url, toyModule, QUICK);
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  await api.database.query('DELETE FROM webhook');
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

async function receiver(answer?: (number: number) => number | null): Promise<WebhookReceiver> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started;
}

const mutate = async <Payload>(name: string, inputType: string, input: object, selection: string, headers = {}): Promise<Payload> => {
  const { data, errors } = await api.query<Record<string, Payload>>(
    `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} userErrors { code } } }`,
    { input },
    headers,
  );
  const payload = data?.[name];
  if (payload === undefined) throw new Error(JSON.stringify(errors));
  return payload;
};

interface Created {
  readonly webhook: { readonly id: string };
  readonly secret: string;
  readonly userErrors: readonly { readonly code: string }[];
}
const hook = (address: string, events: readonly string[]) =>
  mutate<Created>('createWebhook', 'CreateWebhookInput', { url: address, events }, 'webhook { id } secret');

interface Logged {
  readonly disabledReason: string | null;
  readonly deliveries: { readonly edges: readonly { readonly node: Delivery }[] };
}
interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly nextAttemptAt: string | null;
}
const logOf = async (id: string): Promise<{ disabledReason: string | null; deliveries: Delivery[] }> => {
  const { data } = await api.query<{ node: Logged }>(
    `query ($id: ID!) { node(id: $id) { ... on Webhook { disabledReason deliveries(first: 50) { edges { node {
      id event state attempts status error nextAttemptAt } } } } } }`,
    { id },
  );
  return { disabledReason: data.node.disabledReason, deliveries: data.node.deliveries.edges.map(({ node }) => node) };
};
const settled = (id: string, count = 1): Promise<Delivery[]> =>
  waitFor(`${count} deliveries`, async () => {
    const { deliveries } = await logOf(id);
    return deliveries.length >= count && deliveries.every(({ state }) => state !== 'PENDING') ? deliveries : null;
  });

/** A search that has just come to its end; gives its id. */
async function endSearch(state: 'succeeded' | 'failed' = 'succeeded'): Promise<string> {
  const id = await insertSearch(api.database);
  await api.database.query(`UPDATE search SET state = $2 WHERE id = $1`, [decodeNodeId(id)?.uuid, state]);
  return id;
}

describe('webhooks', () => {
  it('tell the end of a prediction, signed', { timeout: 120_000 }, async () => {
    const { url: address, received } = await receiver();
    const { webhook, secret } = await hook(address, ['PREDICTION_FINISHED']);
    const worker = await startTestWorker(url, toyModule);
    const id = await startPrediction(api, { formula: 'NaCl', budget: 'QUICK', seed: '1' });
    const [delivery] = await settled(webhook.id);
    await worker.stop();
    expect(delivery).toMatchObject({ event: 'PREDICTION_FINISHED', state: 'DELIVERED', attempts: 1, status: 204, error: null, nextAttemptAt: null });
    expect(received).toHaveLength(1);
    expect(received[0]?.message).toMatchObject({ type: 'prediction.finished', data: { id, formula: 'NaCl', failureCode: null } });
    expect([received[0]?.isSignedWith(secret), received[0]?.isSignedWith(`whsec_${Buffer.from('other').toString('base64')}`)]).toEqual([true, false]);
  });

  it('repeat what was refused under the same id until it is taken', async () => {
    const { url: address, received } = await receiver((number) => (number <= 2 ? 500 : 200));
    const { webhook, secret } = await hook(address, ['SEARCH_FINISHED']);
    const id = await endSearch();
    expect(await settled(webhook.id)).toMatchObject([{ state: 'DELIVERED', attempts: 3, status: 200, error: null }]);
    expect(received.map(({ message }) => message.data['id'])).toEqual([id, id, id]);
    expect(new Set(received.map((request) => `${request.id} ${request.body}`)).size).toBe(1);
    expect(received.every((request) => request.isSignedWith(secret))).toBe(true);
  });

  it('are turned off once nothing could be delivered through all repetitions, and deliver again when they are turned on', async () => {
    let works = false;
    const { url: address, received } = await receiver(() => (works ? 200 : 503));
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    await endSearch();
    const [given] = await settled(webhook.id);
    expect(given).toMatchObject({ state: 'FAILED', attempts: 3, status: 503, error: 'status 503' });
    expect((await logOf(webhook.id)).disabledReason).toBe('FAILING');
    await endSearch();
    expect((await logOf(webhook.id)).deliveries).toHaveLength(1);
    works = true;
    const again = { deliveryId: given?.id };
    expect(await mutate('redeliverWebhook', 'RedeliverWebhookInput', again, 'delivery { id }')).toMatchObject({
      userErrors: [{ code: 'WEBHOOK_DISABLED' }],
    });
    await mutate('updateWebhook', 'UpdateWebhookInput', { webhookId: webhook.id, isEnabled: true }, 'webhook { disabledReason }');
    await mutate('redeliverWebhook', 'RedeliverWebhookInput', again, 'delivery { id }');
    expect(await settled(webhook.id)).toMatchObject([{ state: 'DELIVERED', attempts: 1 }]);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('stay on when one event cannot be delivered and later ones can', async () => {
    const { url: address } = await receiver((number) => (number === 2 ? 200 : 500));
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    await endSearch();
    await waitFor('the first attempt', async () => (await logOf(webhook.id)).deliveries[0]?.attempts);
    await endSearch();
    const deliveries = await settled(webhook.id, 2);
    expect(deliveries.map(({ state }) => state).sort()).toEqual(['DELIVERED', 'FAILED']);
    expect((await logOf(webhook.id)).disabledReason).toBeNull();
  });

  it('are turned off by a receiver that is gone', async () => {
    const { url: address, received } = await receiver(() => 410);
    const { webhook } = await hook(address, ['SEARCH_FAILED']);
    await endSearch('failed');
    expect(await settled(webhook.id)).toMatchObject([{ state: 'FAILED', attempts: 1, status: 410 }]);
    expect([(await logOf(webhook.id)).disabledReason, received.length]).toEqual(['GONE', 1]);
  });

  it('follow no redirection', async () => {
    const { url: address, received } = await receiver(() => 307);
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    await endSearch();
    expect(await settled(webhook.id)).toMatchObject([{ state: 'FAILED', status: 307, error: 'status 307' }]);
    expect(received).toHaveLength(3);
  });

  it('tell comments, with who wrote them and on what; nothing but what was asked for; nothing that was rolled back', async () => {
    const { url: address, received } = await receiver();
    const { webhook } = await hook(address, ['COMMENT_CREATED', 'IMPORT_FAILED']);
    const subjectId = await endSearch();
    await api.database
      .transaction(async (manager) => {
        await manager.query(`INSERT INTO comment (search_id, author_id, body) SELECT search.id, member.id, 'never' FROM search, member LIMIT 1`);
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await mutate('addComment', 'AddCommentInput', { subjectId, body: 'Two\nlines' }, 'comment { id }');
    await api.database.query(
      `INSERT INTO material_import (kind, locations, source, runner, input_hash, state) VALUES ('files', '{}', 'oqmd', 'worker', 'h', 'queued')`,
    );
    await api.database.query(`UPDATE material_import SET state = 'failed', failure_code = 'NoFile', failure_message = 'gone' WHERE source = 'oqmd'`);
    await settled(webhook.id, 2);
    expect(received.map(({ message }) => [message.type, message.data])).toMatchObject([
      ['comment.created', { author: 'Local owner', body: 'Two\nlines', subject: { type: 'Search', id: subjectId } }],
      ['import.failed', { source: 'oqmd', stored: 0, failureCode: 'NoFile', failureMessage: 'gone' }],
    ]);
  });

  it('send a test, and nothing more once they are turned off or deleted', async () => {
    const { url: address, received } = await receiver();
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    const id = { webhookId: webhook.id };
    await mutate('testWebhook', 'WebhookInput', id, 'delivery { id }');
    await settled(webhook.id);
    expect(received[0]?.message).toMatchObject({ type: 'webhook.test', data: { id: webhook.id } });
    await mutate('updateWebhook', 'UpdateWebhookInput', { ...id, isEnabled: false }, 'webhook { id }');
    await endSearch();
    expect(await mutate('testWebhook', 'WebhookInput', id, 'delivery { id }')).toMatchObject({
      delivery: null,
      userErrors: [{ code: 'WEBHOOK_DISABLED' }],
    });
    await mutate('deleteWebhook', 'WebhookInput', id, 'deletedId');
    expect(await mutate('testWebhook', 'WebhookInput', id, 'delivery { id }')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(received).toHaveLength(1);
  });

  it('sign with the former key as well for a while after it was changed, and at once not where it is known to others', async () => {
    const { url: address, received } = await receiver();
    const { webhook, secret: first } = await hook(address, ['SEARCH_FINISHED']);
    const rotate = (input = {}) =>
      mutate<Created & { webhook: { formerSecretUntil: string | null } }>(
        'rotateWebhookSecret',
        'RotateWebhookSecretInput',
        { webhookId: webhook.id, ...input },
        'secret webhook { id formerSecretUntil }',
      );
    /** Whether the next delivery is signed with each of these keys. */
    const signedWith = async (...secrets: string[]) => {
      const before = received.length;
      await endSearch();
      await settled(webhook.id, before + 1);
      return secrets.map((secret) => received.at(-1)?.isSignedWith(secret));
    };
    const { secret: second, webhook: changed } = await rotate();
    expect(Date.parse(changed.formerSecretUntil ?? '') - Date.now()).toBeCloseTo(24 * 3_600_000, -5);
    expect(await signedWith(first, second)).toEqual([true, true]);
    await api.database.query(`UPDATE webhook SET former_secret_until = now() - interval '1 second'`);
    expect(await signedWith(first, second)).toEqual([false, true]);
    await forgetFormerSecrets(api.database);
    expect(await api.database.query('SELECT former_secret FROM webhook')).toEqual([{ former_secret: null }]);
    const { secret: third, webhook: atOnce } = await rotate({ formerKeyHours: 0 });
    expect(atOnce.formerSecretUntil).toBeNull();
    expect(await signedWith(second, third)).toEqual([false, true]);
    expect((await rotate({ formerKeyHours: 169 })).userErrors).toEqual([{ code: 'INVALID_HOURS' }]);
    expect((await rotate({ webhookId: 'nonsense' })).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('do not wait for one another', async () => {
    const silent = await receiver(() => null);
    const quick = await receiver();
    await hook(silent.url, ['SEARCH_FINISHED']);
    const { webhook } = await hook(quick.url, ['SEARCH_FINISHED']);
    const startedAt = Date.now();
    for (let k = 0; k < 5; k++) await endSearch();
    await settled(webhook.id, 5);
    expect(Date.now() - startedAt).toBeLessThan(POST_TIMEOUT_MS);
    expect([quick.received.length, silent.received.length]).toEqual([5, 1]);
  });

  it('are for administrators alone', async () => {
    const { url: address } = await receiver();
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    const member = await memberHeaders(api.database, 'Ada', 'member');
    for (const document of [
      '{ webhooks { url } }',
      'mutation { createWebhook(input: { url: "https://a.example", events: [SEARCH_FINISHED] }) { secret } }',
    ]) {
      const answer = await api.query(document, {}, member);
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'admin' });
    }
    expect((await api.query('query ($id: ID!) { node(id: $id) { id } }', { id: webhook.id }, member)).data).toEqual({ node: null });
    expect((await api.query<{ webhooks: object[] }>('{ webhooks { url events createdBy { name } } }')).data.webhooks).toEqual([
      { url: address, events: ['SEARCH_FINISHED'], createdBy: { name: 'Local owner' } },
    ]);
  });

  it.each([
    ['ftp://a.example/', ['SEARCH_FINISHED'], 'INVALID_URL'],
    ['nonsense', ['SEARCH_FINISHED'], 'INVALID_URL'],
    ['https://user:password@a.example/', ['SEARCH_FINISHED'], 'INVALID_URL'],
    ['https://a.example/', [], 'INVALID_EVENTS'],
  ])('refuse %s for %j', async (address, events, code) => {
    expect(await hook(address, events)).toMatchObject({ webhook: null, secret: null, userErrors: [{ code }] });
  });
});

describe('two API processes', () => {
  it('deliver each event once between them', async () => {
    const { url: address, received } = await receiver();
    const second = await startTestApi(url, toyModule, QUICK);
    const { webhook } = await hook(address, ['SEARCH_FINISHED']);
    for (let k = 0; k < 30; k++) await endSearch();
    await settled(webhook.id, 30);
    await second.close();
    expect([received.length, new Set(received.map(({ id }) => id)).size]).toEqual([30, 30]);
  });
});

describe('private addresses', () => {
  it('are not called unless that is allowed', async () => {
    const { url: address, received } = await receiver();
    const posting = { headers: {}, body: '{}', allowsPrivate: false, signal: new AbortController().signal };
    for (const target of [address, address.replace('127.0.0.1', 'localhost')])
      expect(await postDelivery({ ...posting, url: target })).toEqual({ status: null, error: expect.stringContaining('public internet') as string });
    expect(received).toHaveLength(0);
    expect(await postDelivery({ ...posting, url: address, allowsPrivate: true })).toEqual({ status: 204, error: null });
  });

  it('are refused where they are written out', async () => {
    const strict = await startTestApi(await server.createDatabase(), toyModule);
    const create = 'mutation ($url: String!) { createWebhook(input: { url: $url, events: [SEARCH_FINISHED] }) { userErrors { code } } }';
    for (const target of ['http://127.0.0.1:9/', 'http://[::1]/', 'http://169.254.169.254/latest/meta-data', 'http://localhost:3000/'])
      expect((await strict.query(create, { url: target })).data).toEqual({ createWebhook: { userErrors: [{ code: 'INVALID_URL' }] } });
    expect((await strict.query(create, { url: 'https://hooks.example.org/x' })).data).toEqual({ createWebhook: { userErrors: [] } });
    await strict.close();
  });
});

describe('a killed process', () => {
  it('loses nothing between the event and its delivery', { timeout: 120_000 }, async () => {
    const ownUrl = await server.createDatabase();
    const home = mkdtempSync(join(tmpdir(), 'kessho-webhooks-'));
    const { url: address, received } = await receiver((number) => (number === 1 ? null : 204));
    const first = await startApiProcess(ownUrl, home, toyModule, QUICK);
    const create = 'mutation ($url: String!) { createWebhook(input: { url: $url, events: [COMMENT_CREATED] }) { secret } }';
    const { secret } = (await first.query<{ createWebhook: { secret: string } }>(create, { url: address })).data.createWebhook;
    const started = await first.query<{ startPrediction: { prediction: { id: string } } }>(
      'mutation { startPrediction(input: { formula: "NaCl" }) { prediction { id } } }',
    );
    const say = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } } }';
    await first.query(say, { input: { subjectId: started.data.startPrediction.prediction.id, body: 'heard?' } });
    await waitFor('the attempt that is never answered', () => Promise.resolve(received.length > 0));
    await first.kill();

    const second = await startApiProcess(ownUrl, home, toyModule, QUICK);
    await waitFor('the next attempt', () => Promise.resolve(received.length > 1));
    await second.kill();
    rmSync(home, { recursive: true, force: true });
    const [lost, repeated] = received;
    expect(repeated?.id).toBe(lost?.id);
    expect(repeated?.body).toBe(lost?.body);
    expect(repeated?.isSignedWith(secret)).toBe(true);
    expect(received).toHaveLength(2);
  });
});
