import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { rankPhases } from '@kessho/core/search/rank-phases';
import { runSearch } from '@kessho/core/search/run-search';
import { beginSearch } from '@kessho/core/search/search-steps';
import type { SearchRequest, SearchState } from '@kessho/core/search/search-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSearchModels } from './support/toy-stages.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const toyModule = buildToyModule();
let server: TestServer;
let url: string;
let api: TestApi;
const workers: TestWorker[] = [];

beforeAll(async () => {
  loadSymmetryEngineFromPackage();
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, toyModule);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await api.close();
  await server.stop();
});

const addWorker = async (ms: number): Promise<TestWorker> => {
  const worker = await startTestWorker(url, toyModule, { ms, stage: 'search' });
  workers.push(worker);
  return worker;
};

interface SearchAnswer {
  readonly id: string;
  readonly state: string;
  readonly failureMessage: string | null;
  readonly relaxations: number;
  readonly evaluations: number;
  readonly curve: readonly object[];
  readonly energyModel: { readonly name: string } | null;
  readonly phases: { readonly totalCount: number; readonly edges: readonly { readonly node: PhaseAnswer }[] };
  readonly individuals: { readonly totalCount: number };
}
interface PhaseAnswer {
  readonly rank: number;
  readonly enthalpyPerAtom: number;
  readonly members: number;
  readonly foundAt: number;
  readonly composition: { readonly formula: string };
  readonly energyAboveHull: number | null;
}
const FIELDS = `id state failureMessage relaxations evaluations energyModel { name }
  curve { relaxations evaluations lowestEnthalpyPerAtom hullVolume phases }
  phases(first: 100) { totalCount edges { node { rank enthalpyPerAtom members foundAt energyAboveHull composition { formula } } } }
  individuals(first: 1) { totalCount }`;

interface Started {
  readonly startSearch: {
    readonly reused: boolean;
    readonly search: { readonly id: string } | null;
    readonly userErrors: readonly { readonly field: readonly string[]; readonly code: string; readonly position: number | null }[];
  };
}
const start = async (input: object): Promise<Started['startSearch']> => {
  const document = 'mutation ($input: StartSearchInput!) { startSearch(input: $input) { reused search { id } userErrors { field code position } } }';
  return (await api.query<Started>(document, { input })).data.startSearch;
};
const idOf = ({ search }: Started['startSearch']): string => search?.id ?? '';
const read = async (id: string): Promise<SearchAnswer> =>
  (await api.query<{ search: SearchAnswer }>(`query ($id: ID!) { search(id: $id) { ${FIELDS} } }`, { id })).data.search;
const ended = (id: string, state = 'SUCCEEDED'): Promise<SearchAnswer> =>
  waitFor(`the search to be ${state}`, async () => {
    const search = await read(id);
    if (search.state === 'FAILED') throw new Error(`The search failed: ${search.failureMessage}\n${workers.map((worker) => worker.log()).join('')}`);
    return search.state === state && search;
  });
const change = async (
  field: string,
  input: object,
): Promise<{ readonly search: { readonly state: string } | null; readonly userErrors: readonly { code: string }[] }> => {
  const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { search { state } userErrors { code } } }`;
  return (await api.query<Record<string, Awaited<ReturnType<typeof change>>>>(document, { input })).data[field] ?? { search: null, userErrors: [] };
};

/** The same search in this process, undisturbed. */
async function undisturbed(id: string): Promise<SearchState> {
  const [row] = await api.database.query<{ request: SearchRequest }[]>('SELECT request FROM search WHERE id = $1', [
    Buffer.from(id, 'base64url').toString().split(':')[1],
  ]);
  const { knowledge, relax } = await loadSearchModels();
  return runSearch(await beginSearch(row?.request as SearchRequest, knowledge), knowledge, relax, { signal: null, onAdvance: null });
}
async function expectUndisturbed(search: SearchAnswer): Promise<void> {
  const state = await undisturbed(search.id);
  const { knowledge } = await loadSearchModels();
  expect([search.relaxations, search.evaluations, search.individuals.totalCount]).toEqual([
    state.relaxations,
    state.evaluations,
    state.individuals.length,
  ]);
  expect(search.curve).toEqual(state.curve);
  expect(search.phases.edges.map(({ node: { rank, enthalpyPerAtom, members, foundAt } }) => ({ rank, enthalpyPerAtom, members, foundAt }))).toEqual(
    rankPhases(state, knowledge).map(({ rank, phase: { enthalpyPerAtom, members, foundAt } }) => ({ rank, enthalpyPerAtom, members, foundAt })),
  );
}

describe('a search', () => {
  it('with workers that are killed in the middle ends as one that nobody disturbed', async () => {
    const id = idOf(await start({ subject: 'NaCl', budget: 24, maxAtoms: 4 }));
    const first = await addWorker(150);
    await waitFor('some relaxations', async () => (await read(id)).relaxations >= 3);
    await addWorker(0);
    await first.kill();
    const search = await ended(id);
    expect(search.energyModel?.name).toBe('lennard-jones');
    expect(search.relaxations).toBe(24);
    await expectUndisturbed(search);
    expect(await api.database.query('SELECT 1 FROM search_task')).toEqual([]);
  });

  it('by hull ranks the phases of a system by their energy above it', async () => {
    const search = await ended(idOf(await start({ subject: 'Na-Cl', budget: 16, maxAtoms: 4 })));
    await expectUndisturbed(search);
    const nodes = search.phases.edges.map(({ node }) => node);
    expect(nodes[0]?.energyAboveHull).toBe(0);
    expect(new Set(nodes.map(({ composition }) => composition.formula)).size).toBeGreaterThan(2);
  });

  it('begins with the crystals that are given as text', async () => {
    const poscar = 'CsCl\n1.0\n4.1 0 0\n0 4.1 0\n0 0 4.1\nK Cl\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5\n';
    const id = idOf(await start({ subject: 'KCl', budget: 2, maxAtoms: 4, seedCrystals: [poscar] }));
    await ended(id);
    const document = 'query ($id: ID!) { search(id: $id) { individuals(first: 2) { edges { node { operator } } } } }';
    const { data } = await api.query<{ search: { individuals: { edges: { node: { operator: string } }[] } } }>(document, { id });
    expect(data.search.individuals.edges.map(({ node }) => node.operator === 'SEED')).toEqual([true, false]);
  });

  it('is found again by an equal request, is stopped, goes on, and may be given more', async () => {
    const input = { subject: 'KCl', budget: 40, maxAtoms: 4, seed: 'stop' };
    const id = idOf(await start(input));
    expect(await start(input)).toMatchObject({ reused: true, search: { id } });
    await waitFor('some relaxations', async () => (await read(id)).relaxations >= 2);
    expect(await change('stopSearch', { searchId: id })).toMatchObject({ search: { state: 'STOPPED' }, userErrors: [] });
    const stopped = (await read(id)).relaxations;
    expect(stopped).toBeLessThan(40);
    expect((await change('stopSearch', { searchId: id })).search?.state).toBe('STOPPED');
    expect(await change('continueSearch', { searchId: id })).toMatchObject({ search: { state: 'QUEUED' }, userErrors: [] });
    const whole = await ended(id);
    await expectUndisturbed(whole);

    expect((await change('continueSearch', { searchId: id })).userErrors).toEqual([{ code: 'INVALID_BUDGET' }]);
    await change('continueSearch', { searchId: id, moreRelaxations: 8 });
    expect((await ended(id)).relaxations).toBe(48);
  });

  it('shows each individual with its descent, and each phase with a file', async () => {
    const document = `{ searches(first: 1) { edges { node {
      individuals(first: 100) { edges { node { ordinal generation operator verdict parents { ordinal } } } }
      phases(first: 1) { edges { node { file(format: CIF, cell: CONVENTIONAL) { fileName content } geometry { numberOfSites } individual { operator } } } }
    } } } }`;
    interface Individual {
      readonly ordinal: number;
      readonly generation: number;
      readonly operator: string;
      readonly parents: readonly { readonly ordinal: number }[];
    }
    const { data, errors } = await api.query<{
      searches: {
        edges: {
          node: {
            individuals: { edges: { node: Individual }[] };
            phases: { edges: { node: { file: { fileName: string; content: string } } }[] };
          };
        }[];
      };
    }>(document);
    expect(errors).toEqual([]);
    const node = data.searches.edges[0]?.node;
    const individuals = node?.individuals.edges.map((edge) => edge.node) ?? [];
    expect(individuals.map(({ ordinal }) => ordinal)).toEqual(individuals.map((_, place) => place));
    const children = individuals.filter(({ parents }) => parents.length > 0);
    expect(children.length).toBeGreaterThan(0);
    for (const { ordinal, parents } of children) expect(Math.max(...parents.map((parent) => parent.ordinal))).toBeLessThan(ordinal);
    expect(node?.phases.edges[0]?.node.file.fileName).toMatch(/^01-KCl-.*\.cif$/);
    expect(node?.phases.edges[0]?.node.file.content).toContain('_atom_site_fract_x');
  });
});

describe('what a search cannot be asked', () => {
  it.each([
    [{ subject: 'Na-Xx' }, 'UNKNOWN_ELEMENT', 3],
    [{ subject: 'NaCl)' }, 'INVALID_FORMULA', 4],
    [{ subject: 'NaCl', method: 'HULL' }, 'UNKNOWN_ELEMENT', 0],
    [{ subject: 'NaCl', budget: 0 }, 'INVALID_BUDGET', null],
    [{ subject: 'NaCl', maxAtoms: 1000 }, 'INVALID_MAX_ATOMS', null],
    [{ subject: 'NaCl', maxAtoms: 1 }, 'INVALID_SEARCH', null],
    [{ subject: 'NaCl', seedStructures: ['nonsense'] }, 'NOT_FOUND', null],
    [{ subject: 'NaCl', seedCrystals: ['data_x\n_cell_length_a 1\n'] }, 'INVALID_SEARCH', null],
  ])('%j: %s', async (input, code, position) => {
    const { search, userErrors } = await start(input);
    expect(search).toBeNull();
    expect(userErrors).toMatchObject([{ code, position }]);
  });
});
