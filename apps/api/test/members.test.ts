import { encodeNodeId } from '@kessho/schema/node-id';
import { LOCAL_OWNER_ID } from '@kessho/schema/entities/member';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TokensNeededError } from '../src/composition-root.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let url: string;
let api: TestApi;

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, buildToyModule());
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const bearer = (token: string | null): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` });

interface Payload {
  readonly member: { readonly id: string; readonly name: string; readonly role: string; readonly removedAt: string | null } | null;
  readonly secret?: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}
async function mutate(name: 'addMember' | 'updateMember' | 'removeMember', input: object, token: string | null = null) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const secret = name === 'addMember' ? 'secret' : '';
  const { data, errors } = await api.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { member { id name role removedAt } ${secret} userErrors { code field } } }`,
    { input },
    bearer(token),
  );
  return { payload: data?.[name], code: errors[0]?.extensions.code };
}
const add = async (name: string, role: string): Promise<{ id: string; secret: string }> => {
  const { payload } = await mutate('addMember', { name, role });
  return { id: payload?.member?.id ?? '', secret: payload?.secret ?? '' };
};
const viewer = async (token: string | null) =>
  (
    await api.query<{ viewer: { member: { name: string; role: string; isLocalOwner: boolean }; scopes: string[] } }>(
      '{ viewer { member { name role isLocalOwner } scopes } }',
      {},
      bearer(token),
    )
  ).data?.viewer;
const names = async () => (await api.query<{ members: { name: string }[] }>('{ members { name } }')).data.members.map(({ name }) => name);

const LOCAL_OWNER = encodeNodeId('Member', LOCAL_OWNER_ID);
const START = 'mutation { startPrediction(input: { formula: "NaCl" }) { prediction { id } } }';

describe('members', () => {
  it('begin with the local owner, who needs no token', async () => {
    expect(await viewer(null)).toEqual({ member: { name: 'Local owner', role: 'OWNER', isLocalOwner: true }, scopes: ['READ', 'WRITE', 'ADMIN'] });
  });

  it.each([
    ['OWNER', ['READ', 'WRITE', 'ADMIN'], undefined, undefined],
    ['MEMBER', ['READ', 'WRITE'], undefined, 'FORBIDDEN'],
    ['VIEWER', ['READ'], 'FORBIDDEN', 'FORBIDDEN'],
  ])('come with a token that does what the role %s may do', async (role, scopes, start, administer) => {
    const { secret } = await add(`New ${role}`, role);
    expect(await viewer(secret)).toEqual({ member: { name: `New ${role}`, role, isLocalOwner: false }, scopes });
    expect((await api.query(START, {}, bearer(secret))).errors[0]?.extensions.code).toBe(start);
    expect((await mutate('addMember', { name: `By ${role}`, role: 'VIEWER' }, secret)).code).toBe(administer);
  });

  it('may do less, with the tokens they have, once their role is lowered', async () => {
    const { id, secret } = await add('Rosa', 'OWNER');
    expect((await mutate('updateMember', { memberId: id, role: 'VIEWER' })).payload?.member?.role).toBe('VIEWER');
    expect((await viewer(secret))?.scopes).toEqual(['READ']);
    await mutate('updateMember', { memberId: id, role: 'MEMBER', name: 'Rosalind', email: 'r@kings.example' });
    expect(await viewer(secret)).toMatchObject({ member: { name: 'Rosalind' }, scopes: ['READ', 'WRITE'] });
  });

  it('are shut out when they are removed, and what they said keeps their name', async () => {
    const { id, secret } = await add('Dan', 'MEMBER');
    const { data } = await api.query<{ startPrediction: { prediction: { id: string } } }>(START, {}, bearer(secret));
    const say = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } } }';
    await api.query(say, { input: { subjectId: data.startPrediction.prediction.id, body: 'farewell' } }, bearer(secret));
    expect((await mutate('removeMember', { memberId: id })).payload?.member?.removedAt).toMatch(/Z$/);
    expect((await api.query('{ viewer { scopes } }', {}, bearer(secret))).status).toBe(401);
    expect(await names()).not.toContain('Dan');
    const { data: said } = await api.query('{ comments(last: 1) { edges { node { body author { name } } } } }');
    expect(said).toMatchObject({ comments: { edges: [{ node: { body: 'farewell', author: { name: 'Dan' } } }] } });
    expect((await mutate('removeMember', { memberId: id })).payload?.userErrors[0]?.code).toBe('NOT_FOUND');
    expect((await mutate('addMember', { name: 'Dan', role: 'MEMBER' })).payload?.userErrors).toEqual([]);
  });

  it('do not lose the local owner', async () => {
    expect((await mutate('removeMember', { memberId: LOCAL_OWNER })).payload?.userErrors[0]?.code).toBe('LOCAL_OWNER');
    expect((await mutate('updateMember', { memberId: LOCAL_OWNER, role: 'VIEWER' })).payload?.userErrors[0]?.code).toBe('LOCAL_OWNER');
    expect((await mutate('updateMember', { memberId: LOCAL_OWNER, name: 'Our cluster' })).payload?.member?.name).toBe('Our cluster');
  });

  it.each([
    [{ name: ' ', role: 'MEMBER' }, 'INVALID_NAME'],
    [{ name: 'x'.repeat(101), role: 'MEMBER' }, 'INVALID_NAME'],
    [{ name: 'Eve', email: 'nowhere', role: 'MEMBER' }, 'INVALID_EMAIL'],
    [{ name: 'Our cluster', role: 'MEMBER' }, 'NAME_TAKEN'],
  ])('refuse %j', async (input, code) => {
    expect((await mutate('addMember', input)).payload).toMatchObject({ member: null, secret: null, userErrors: [{ code }] });
  });

  it('get a name but once, however many ask for it', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => mutate('addMember', { name: 'Twin', role: 'VIEWER' })));
    expect(answers.filter(({ payload }) => payload?.userErrors.length === 0)).toHaveLength(1);
  });
});

describe('tokens of members', () => {
  const CREATE =
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { member { name } } userErrors { code } } }';

  it('are made for whoever asks, or for a member, and do no more than the role', async () => {
    const { id } = await add('Ines', 'MEMBER');
    const create = async (input: object) =>
      (await api.query<{ createApiToken: { secret: string } }>(CREATE, { input: { name: 'n', ...input } })).data.createApiToken;
    expect(await create({ scopes: ['READ'] })).toMatchObject({ apiToken: { member: { name: 'Our cluster' } } });
    const made = await create({ scopes: ['READ', 'WRITE'], memberId: id });
    expect(made).toMatchObject({ apiToken: { member: { name: 'Ines' } }, userErrors: [] });
    expect((await viewer(made.secret))?.member.name).toBe('Ines');
    expect(await create({ scopes: ['ADMIN'], memberId: id })).toMatchObject({ secret: null, userErrors: [{ code: 'INVALID_SCOPES' }] });
    expect(await create({ scopes: ['READ'], memberId: 'nonsense' })).toMatchObject({ secret: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('a dashboard that others can reach', () => {
  it('demands tokens, though the API itself is bound to this machine', async () => {
    const open = { KESSHO_WEB_HOST: '0.0.0.0' };
    await expect(startTestApi(await server.createDatabase(), buildToyModule(), open)).rejects.toThrow(TokensNeededError);
    const guarded = await startTestApi(url, buildToyModule(), open);
    expect((await guarded.query('{ viewer { scopes } }')).status).toBe(401);
    await guarded.close();
  });
});
