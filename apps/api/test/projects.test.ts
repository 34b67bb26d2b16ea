import { encodeNodeId } from '@kessho/schema/node-id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberHeaders } from './support/members.js';
import { startPrediction } from './support/predictions.js';
import { insertStructure } from './support/single-rows.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
let prediction: string;
let search: string;
let structure: string;

beforeAll(async () => {
  server = await startTestServer();
  api = await startTestApi(await server.createDatabase(), buildToyModule());
  prediction = await startPrediction(api, { formula: 'NaCl' });
  const started = await api.query<{ startSearch: { search: { id: string } } }>(
    'mutation { startSearch(input: { subject: "NaCl", method: RANDOM, budget: 2 }) { search { id } userErrors { message } } }',
  );
  search = started.data.startSearch.search.id;
  structure = await insertStructure(api.database, prediction);
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

interface Payload {
  readonly project: { readonly id: string } | null;
  readonly deletedId?: string | null;
  readonly userErrors: readonly { readonly code: string }[];
}
const mutate = async (name: string, type: string, input: object, headers = {}): Promise<Payload> => {
  const selection = name === 'deleteProject' ? 'deletedId' : 'project { id }';
  const { data, errors } = await api.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code } } }`,
    { input },
    headers,
  );
  const payload = data?.[name];
  if (payload === undefined) throw new Error(JSON.stringify(errors));
  return payload;
};
const create = async (name: string, headers = {}): Promise<string> =>
  (await mutate('createProject', 'CreateProjectInput', { name }, headers)).project?.id ?? '';
const entries = (name: 'addToProject' | 'removeFromProject', projectId: string, ids: readonly string[]) =>
  mutate(name, 'ProjectEntriesInput', { projectId, ids });

interface Contents {
  readonly name: string;
  readonly predictions: { readonly totalCount: number; readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly searches: { readonly totalCount: number };
  readonly comments: { readonly edges: readonly { readonly node: { readonly body: string } }[] };
}
const contents = async (id: string): Promise<Contents | null> =>
  (
    await api.query<{ project: Contents | null }>(
      `query ($id: ID!) { project(id: $id) { name createdBy { name } predictions(first: 10) { totalCount edges { node { id projects { name } } } }
        searches(first: 10) { totalCount edges { node { projects { name } } } } comments(last: 10) { edges { node { body } } } } }`,
      { id },
    )
  ).data.project;

describe('projects', () => {
  it('gather predictions and searches, each once, and what is said of them', async () => {
    const id = await create(' Halides ');
    expect(await entries('addToProject', id, [prediction, search, prediction])).toMatchObject({ project: { id }, userErrors: [] });
    await entries('addToProject', id, [prediction]);
    for (const [subjectId, body] of [
      [prediction, 'on the prediction'],
      [search, 'on the search'],
      [structure, 'on a structure'],
    ])
      await api.query('mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } } }', { input: { subjectId, body } });
    expect(await contents(id)).toMatchObject({
      name: 'Halides',
      createdBy: { name: 'Local owner' },
      predictions: { totalCount: 1, edges: [{ node: { id: prediction, projects: [{ name: 'Halides' }] } }] },
      searches: { totalCount: 1, edges: [{ node: { projects: [{ name: 'Halides' }] } }] },
      comments: { edges: ['on the prediction', 'on the search', 'on a structure'].map((body) => ({ node: { body } })) },
    });
    await entries('removeFromProject', id, [prediction]);
    expect(await contents(id)).toMatchObject({ predictions: { totalCount: 0 }, searches: { totalCount: 1 } });
  });

  it('restrict the lists of predictions and searches', async () => {
    const [one, other] = [await create('one'), await create('other')];
    await entries('addToProject', one, [prediction, search]);
    const count = async (list: 'predictions' | 'searches', filter: object) => {
      const type = list === 'predictions' ? 'PredictionFilter' : 'SearchFilter';
      const { data } = await api.query<Record<string, { totalCount: number }>>(
        `query ($filter: ${type}) { ${list}(first: 1, filter: $filter) { totalCount } }`,
        { filter },
      );
      return data[list]?.totalCount ?? NaN;
    };
    for (const list of ['predictions', 'searches'] as const)
      expect([await count(list, { project: [one] }), await count(list, { project: [other] }), await count(list, { project: [one, other] })]).toEqual([
        1, 0, 1,
      ]);
    expect(await count('predictions', { not: { project: [one] } })).toBe((await count('predictions', {})) - 1);
  });

  it('take in what is started for them, also what was there already', async () => {
    const id = await create('Started');
    const fresh = await startPrediction(api, { formula: 'KCl', projectId: id });
    expect(await startPrediction(api, { formula: 'NaCl', projectId: id })).toBe(prediction);
    const { predictions } = (await contents(id)) ?? { predictions: { edges: [] } };
    expect(predictions.edges.map(({ node }) => node.id).sort()).toEqual([fresh, prediction].sort());
    const nowhere = encodeNodeId('Project', '00000000-0000-4000-8000-00000000dead');
    const { data } = await api.query(
      'mutation ($input: StartPredictionInput!) { startPrediction(input: $input) { prediction { id } userErrors { code field } } }',
      { input: { formula: 'LiF', projectId: nowhere } },
    );
    expect(data).toEqual({ startPrediction: { prediction: null, userErrors: [{ code: 'NOT_FOUND', field: ['projectId'] }] } });
  });

  it('add all or nothing', async () => {
    const id = await create('All');
    const nothing = encodeNodeId('Search', '00000000-0000-4000-8000-00000000dead');
    for (const ids of [
      [prediction, nothing],
      [prediction, 'nonsense'],
      [prediction, structure],
    ])
      expect((await entries('addToProject', id, ids)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    expect((await entries('addToProject', id, Array<string>(251).fill(prediction))).userErrors).toEqual([{ code: 'TOO_MANY_IDS' }]);
    expect(await contents(id)).toMatchObject({ predictions: { totalCount: 0 } });
    expect((await entries('addToProject', 'nonsense', [prediction])).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('are deleted by who made them and by owners, without what is in them', async () => {
    const [ada, ben] = [await memberHeaders(api.database, 'Ada', 'member'), await memberHeaders(api.database, 'Ben', 'member')];
    const id = await create('Hers', ada);
    await entries('addToProject', id, [prediction]);
    const remove = (headers: Record<string, string>) => mutate('deleteProject', 'DeleteProjectInput', { projectId: id }, headers);
    expect((await remove(ben)).userErrors).toEqual([{ code: 'NOT_YOURS' }]);
    expect(await remove(ada)).toEqual({ deletedId: id, userErrors: [] });
    expect(await contents(id)).toBeNull();
    expect((await api.query('query ($id: ID!) { prediction(id: $id) { id } }', { id: prediction })).data).toEqual({ prediction: { id: prediction } });
  });

  it('keep what they are called', async () => {
    const id = await create('Before');
    await mutate('updateProject', 'UpdateProjectInput', { projectId: id, name: 'After' });
    expect((await contents(id))?.name).toBe('After');
    expect((await mutate('updateProject', 'UpdateProjectInput', { projectId: id, name: ' ' })).userErrors).toEqual([{ code: 'INVALID_NAME' }]);
    expect((await mutate('createProject', 'CreateProjectInput', { name: 'x', description: 'x'.repeat(10_001) })).userErrors).toEqual([
      { code: 'INVALID_TEXT' },
    ]);
  });
});
