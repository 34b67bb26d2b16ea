import { encodeNodeId } from '@kessho/schema/node-id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberHeaders } from './support/members.js';
import { startPrediction } from './support/predictions.js';
import { insertMaterial, insertSearch, insertStructure } from './support/single-rows.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
let subjects: string[];
let prediction: string;
type Headers = Record<string, string>;
let [ada, ben, vera, olga]: Headers[] = [];

beforeAll(async () => {
  server = await startTestServer();
  api = await startTestApi(await server.createDatabase(), buildToyModule());
  prediction = await startPrediction(api, { formula: 'NaCl' });
  const { database } = api;
  subjects = [prediction, await insertStructure(database, prediction), await insertSearch(database), await insertMaterial(database, prediction)];
  ada = await memberHeaders(api.database, 'Ada', 'member');
  ben = await memberHeaders(api.database, 'Ben', 'member');
  vera = await memberHeaders(api.database, 'Vera', 'viewer');
  olga = await memberHeaders(api.database, 'Olga', 'owner');
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

interface Errors {
  readonly userErrors: readonly { readonly code: string }[];
}
const ADD = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id body author { name } } userErrors { code } } }';
const EDIT = 'mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { body editedAt } userErrors { code } } }';
const DELETE = 'mutation ($input: DeleteCommentInput!) { deleteComment(input: $input) { deletedId userErrors { code } } }';
const LIST = `query ($id: ID, $last: Int, $before: String) { comments(subjectId: $id, last: $last, before: $before) {
  totalCount pageInfo { hasPreviousPage startCursor } edges { node { id body mayEdit author { name } } } } }`;

interface Listed {
  readonly comments: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string };
    readonly edges: readonly { readonly node: { readonly id: string; readonly body: string; readonly mayEdit: boolean } }[];
  };
}
const add = async (subjectId: string, body: string, headers: Headers = {}) =>
  (
    await api.query<{ addComment: Errors & { comment: { id: string; body: string; author: { name: string } } | null } }>(
      ADD,
      { input: { subjectId, body } },
      headers,
    )
  ).data.addComment;
const edit = async (commentId: string, body: string, headers: Headers = {}) =>
  (
    await api.query<{ editComment: Errors & { comment: { body: string; editedAt: string | null } | null } }>(
      EDIT,
      { input: { commentId, body } },
      headers,
    )
  ).data.editComment;
const remove = async (commentId: string, headers: Headers = {}) =>
  (await api.query<{ deleteComment: Errors & { deletedId: string | null } }>(DELETE, { input: { commentId } }, headers)).data.deleteComment;
const list = async (id: string | null, page: object = { last: 100 }, headers: Headers = {}) =>
  (await api.query<Listed>(LIST, { id, ...page }, headers)).data.comments;

describe('comments', () => {
  it('stand on predictions, structures, searches and materials, under the name of who wrote them', async () => {
    for (const subject of subjects) {
      expect((await add(subject, 'Looks right.\r\nSee https://doi.org/10.1/x ', ada)).comment).toMatchObject({
        body: 'Looks right.\nSee https://doi.org/10.1/x',
        author: { name: 'Ada' },
      });
      const { totalCount, edges } = await list(subject);
      expect([totalCount, edges.length]).toEqual([1, 1]);
      const { data } = await api.query<{ node: { comments: { totalCount: number } } }>(
        `query ($id: ID!) { node(id: $id) {
          ... on Prediction { comments(first: 1) { totalCount } } ... on RelaxedStructure { comments(first: 1) { totalCount } }
          ... on Search { comments(first: 1) { totalCount } } ... on Material { comments(first: 1) { totalCount } } } }`,
        { id: subject },
      );
      expect(data.node.comments.totalCount).toBe(1);
    }
    expect((await list(null)).totalCount).toBe(subjects.length);
  });

  it('lead to what they are about', async () => {
    const { data } = await api.query<{ comments: { edges: { node: { subject: { __typename: string; id: string } } }[] } }>(
      '{ comments(first: 100) { edges { node { subject { __typename id } } } } }',
    );
    expect(data.comments.edges.map(({ node }) => node.subject.id)).toEqual(subjects);
  });

  it('are the local owner’s where no token is sent', async () => {
    expect((await add(prediction, 'From this machine')).comment?.author.name).toBe('Local owner');
  });

  it('are changed by their author and by owners, by nobody else', async () => {
    const id = (await add(prediction, 'first', ada)).comment?.id ?? '';
    expect((await edit(id, 'second', ben)).userErrors).toEqual([{ code: 'NOT_YOURS' }]);
    expect((await remove(id, ben)).userErrors).toEqual([{ code: 'NOT_YOURS' }]);
    expect(await edit(id, 'first', ada)).toEqual({ comment: { body: 'first', editedAt: null }, userErrors: [] });
    expect((await edit(id, 'second', ada)).comment).toMatchObject({ body: 'second', editedAt: expect.stringMatching(/Z$/) as string });
    expect((await edit(id, 'third', olga)).comment?.body).toBe('third');
    const mayEdit = async (headers: Headers = {}) => (await list(prediction, { last: 1 }, headers)).edges[0]?.node.mayEdit;
    expect([await mayEdit(ada), await mayEdit(ben), await mayEdit(vera), await mayEdit(olga)]).toEqual([true, false, false, true]);
    expect(await remove(id, ada)).toEqual({ deletedId: id, userErrors: [] });
    expect((await remove(id, ada)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('are read, not written, by viewers', async () => {
    const answer = await api.query(ADD, { input: { subjectId: prediction, body: 'x' } }, vera);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'write' });
    expect((await list(prediction, { last: 1 }, vera)).edges).toHaveLength(1);
  });

  it.each([
    ['an empty text', ' \n', 'INVALID_TEXT'],
    ['NUL', 'a\0b', 'INVALID_TEXT'],
    ['too long a text', 'x'.repeat(10_001), 'INVALID_TEXT'],
  ])('refuse %s', async (_, body, code) => {
    expect((await add(prediction, body, ada)).userErrors).toEqual([{ code }]);
  });

  it('refuse what is not there and what has none', async () => {
    const nothing = encodeNodeId('Prediction', '00000000-0000-4000-8000-00000000dead');
    for (const subject of ['nonsense', nothing, encodeNodeId('Worker', '00000000-0000-4000-8000-00000000dead')]) {
      expect((await add(subject, 'x', ada)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    }
    expect((await api.query(LIST, { id: 'nonsense', last: 1 })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('come page by page, each once, while others are added', async () => {
    const subject = subjects[2] ?? '';
    for (let k = 0; k < 9; k++) await add(subject, `comment ${k}`, k % 2 === 0 ? ada : ben);
    const seen: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const page: Listed['comments'] = await list(subject, { last: 4, before });
      seen.unshift(...page.edges.map(({ node }) => node.body));
      [before, more] = [page.pageInfo.startCursor, page.pageInfo.hasPreviousPage];
      await add(subject, 'later');
    }
    expect(seen.slice(1)).toEqual(Array.from({ length: 9 }, (_, k) => `comment ${k}`));
  });

  it('go with what they are about', async () => {
    const [row] = await api.database.query<{ id: string }[]>(`SELECT id FROM search`);
    await api.database.query(`DELETE FROM search WHERE id = $1`, [row?.id]);
    expect((await list(subjects[2] ?? '')).totalCount).toBe(0);
  });

  it('take the same number of statements however many are read', async () => {
    const count = async (last: number) => {
      api.takeStatements();
      await list(prediction, { last });
      return api.takeStatements().length;
    };
    for (let k = 0; k < 10; k++) await add(prediction, `again ${k}`, ben);
    expect(await count(10)).toBe(await count(2));
  });
});
