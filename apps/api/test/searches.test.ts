import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { rankPhases } from '@kessho/core/search/rank-phases';
import { runSearch } from '@kessho/core/search/run-search';
import { beginSearch } from '@kessho/core/search/search-steps';
import type { SearchRequest, SearchState } from '@kessho/core/search/search-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveUpOrphanSearches } from '../src/searches/sweep-searches.js';
import { loadSearchModels, modelsVersion } from './support/toy-stages.js';
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

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

/** The same search in this process, undisturbed. */
async function undisturbed(id: string): Promise<SearchState> {
  const [row] = await api.database.query<{ request: SearchRequest }[]>('SELECT request FROM search WHERE id = $1', [uuidOf(id)]);
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

describe('an idempotency key', () => {
  const input = { subject: 'KBr', budget: 4, maxAtoms: 2, idempotencyKey: 'search-key' };

  it('gives the search of the first request, and refuses another input', async () => {
    const first = await start(input);
    expect(first).toMatchObject({ reused: false, userErrors: [] });
    expect(await start(input)).toEqual({ ...first, reused: true });
    const conflict = await start({ ...input, budget: 5 });
    expect(conflict).toMatchObject({ search: null, reused: false, userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }] });
  });

  it('still names that search when it has been given more to spend', async () => {
    const { search } = await start(input);
    await ended(search?.id ?? '');
    await change('continueSearch', { searchId: search?.id, moreRelaxations: 2 });
    expect(await start(input)).toMatchObject({ reused: true, search });
    await ended(search?.id ?? '');
  });

  it('that a prediction has is not one for a search', async () => {
    const key = 'prediction-key';
    await api.query('mutation { startPrediction(input: { formula: "NaCl", budget: QUICK, idempotencyKey: "prediction-key" }) { reused } }');
    expect((await start({ ...input, idempotencyKey: key })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }]);
  });

  it.each(['', 'k'.repeat(201)])('is refused where it is %.10j', async (idempotencyKey) => {
    expect((await start({ ...input, idempotencyKey })).userErrors).toMatchObject([{ code: 'INVALID_IDEMPOTENCY_KEY' }]);
  });
});

describe('a search whose models were replaced', () => {
  const setSearch = async (id: string | undefined, assignments: string): Promise<void> =>
    void (await api.database.query(`UPDATE search SET ${assignments}, created_at = now() - interval '1 hour' WHERE id = $1`, [uuidOf(id ?? '')]));
  const stateOf = async (id: string): Promise<string> => (await read(id)).state;

  it('is given up once nothing has come of it for ten minutes and no worker has its models', async () => {
    const [gone, served, young, own] = await Promise.all(
      ['gone', 'served', 'young', 'own'].map(async (seed) => {
        const id = idOf(await start({ subject: 'NaCl', budget: 1000, maxAtoms: 2, seed }));
        await change('stopSearch', { searchId: id });
        await api.database.query(`UPDATE search SET state = 'running' WHERE id = $1`, [uuidOf(id)]);
        return id;
      }),
    );
    await setSearch(gone, `models_version = 'replaced@1', started_at = now() - interval '50 minutes', ranked_at = now() - interval '11 minutes'`);
    await setSearch(served, `models_version = 'served@1'`);
    await setSearch(young, `models_version = 'replaced@1', ranked_at = now() - interval '9 minutes'`);
    await api.database.query(`INSERT INTO worker (host, process_id, models_version) VALUES ('elsewhere', 1, 'served@1')`);
    await giveUpOrphanSearches(api.database, [modelsVersion]);
    expect(await Promise.all([gone, served, young, own].map((id) => stateOf(id ?? '')))).toEqual(['FAILED', 'RUNNING', 'RUNNING', 'RUNNING']);
    const { data } = await api.query<{ search: { failureCode: string; failureMessage: string } }>(
      'query ($id: ID!) { search(id: $id) { failureCode failureMessage } }',
      { id: gone },
    );
    expect(data.search).toEqual({ failureCode: 'ModelsReplaced', failureMessage: expect.stringContaining('start it anew') as string });
    expect((await change('continueSearch', { searchId: gone })).userErrors).toEqual([{ code: 'INVALID_SEARCH' }]);

    // its worker falls silent
    await api.database.query(`UPDATE worker SET heartbeat_at = now() - interval '11 minutes' WHERE host = 'elsewhere'`);
    await giveUpOrphanSearches(api.database, [modelsVersion]);
    expect(await stateOf(served ?? '')).toBe('FAILED');
    for (const id of [young, own]) await change('stopSearch', { searchId: id });
  });
});

describe('the work queue', () => {
  it('shows searches, their open relaxations, and who works on which', async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    const id = idOf(await start({ subject: 'NaBr', budget: 12, maxAtoms: 2 }));
    const document = `{
      workQueue { queuedSearches runningSearches waitingRelaxations relaxationsInHand }
      searches(first: 5, filter: { state: [QUEUED, RUNNING] }) { totalCount edges { node { id } } }
      workers { processId task { portion } searchTask { ordinal attempt search { id subject } } }
    }`;
    interface Work {
      readonly workQueue: Record<string, number>;
      readonly searches: { readonly totalCount: number; readonly edges: readonly { readonly node: { readonly id: string } }[] };
      readonly workers: readonly {
        readonly processId: number;
        readonly task: object | null;
        readonly searchTask: { readonly ordinal: number } | null;
      }[];
    }
    const work = async (): Promise<Work> => (await api.query<Work>(document)).data;
    expect(await work()).toMatchObject({
      workQueue: { queuedSearches: 1, runningSearches: 0 },
      searches: { totalCount: 1, edges: [{ node: { id } }] },
    });

    const worker = await addWorker(3_000);
    const busy = await waitFor('a relaxation in hand', async () => {
      const now = await work();
      // the fields of an answer are read one after the other, and the worker takes the relaxation at any moment between them
      return now.workQueue.relaxationsInHand > 0 && now.workers.some(({ searchTask }) => searchTask !== null) && now;
    });
    expect(busy.workQueue).toEqual({ queuedSearches: 0, runningSearches: 1, waitingRelaxations: 11, relaxationsInHand: 1 });
    const shown = busy.workers.find(({ processId }) => processId === worker.process.pid);
    expect(shown).toMatchObject({ task: null, searchTask: { attempt: 1, search: { id, subject: 'NaBr' } } });
    await change('stopSearch', { searchId: id });
    expect((await work()).searches).toEqual({ totalCount: 0, edges: [] });
  });
});

describe('a search with constraints', () => {
  it('is that of mixtures of end members, named after them', async () => {
    await addWorker(0);
    const search = await ended(idOf(await start({ subject: 'NaCl-Na', budget: 14, maxAtoms: 4 })));
    await expectUndisturbed(search);
    const formulas = new Set(search.phases.edges.map(({ node }) => node.composition.formula));
    expect([...formulas]).toEqual(expect.arrayContaining(['Na', 'NaCl']));
    expect(formulas.has('Cl2')).toBe(false);
    const { data } = await api.query<{ search: { subject: string } }>('query ($id: ID!) { search(id: $id) { subject } }', { id: search.id });
    expect(data.search.subject).toBe('NaCl-Na');
  });

  it('takes molecules as the text of XYZ files', async () => {
    const id = idOf(await start({ subject: 'LiOH', budget: 1, maxAtoms: 6, molecules: ['2\nhydroxide\nO 0 0 0\nH 0.97 0 0'] }));
    const [row] = await api.database.query<{ request: SearchRequest }[]>('SELECT request FROM search WHERE id = $1', [uuidOf(id)]);
    expect(row?.request.constraints.molecules).toMatchObject([
      {
        atomicNumbers: [8, 1],
        positions: [
          [-0.485, 0, 0],
          [0.485, 0, 0],
        ],
      },
    ]);
    await change('stopSearch', { searchId: id });
    const document = `query ($id: ID!) { search(id: $id) { constraints {
      minAtoms spaceGroups chargeNeutral endMembers fractions { element } coordination { element neighbor least most } molecules layer { thickness } keepsBroken } } }`;
    const { data } = await api.query<{ search: { constraints: object } }>(document, { id });
    expect(data.search.constraints).toEqual({
      minAtoms: 1,
      spaceGroups: [],
      chargeNeutral: false,
      endMembers: [],
      fractions: [],
      coordination: [],
      molecules: ['HO'],
      layer: null,
      keepsBroken: false,
    });
  });

  it('looks for layers alone where layers are asked for', async () => {
    const { id } = await ended(idOf(await start({ subject: 'NaCl', budget: 6, maxAtoms: 4, method: 'RANDOM', layer: { thickness: 4 } })));
    const { data } = await api.query<{ search: { constraints: object; individuals: { edges: { node: { verdict: string } }[] } } }>(
      'query ($id: ID!) { search(id: $id) { constraints { layer { thickness vacuum } } individuals(first: 100) { edges { node { verdict } } } } }',
      { id },
    );
    expect(data.search.constraints).toEqual({ layer: { thickness: 4, vacuum: 15 } });
    const rows = await api.database.query<{ request: SearchRequest }[]>('SELECT request FROM search WHERE id = $1', [uuidOf(id)]);
    expect(rows[0]?.request.constraints.layer).toEqual({ thickness: 4, vacuum: 15 });
    expect(data.search.individuals.edges).toHaveLength(6);
    const overSystem = idOf(await start({ subject: 'Na-Cl', budget: 1, maxAtoms: 4, layer: { thickness: 4 } }));
    await change('stopSearch', { searchId: overSystem });
    expect(await start({ subject: 'NaCl', budget: 6, pressureGPa: 5, layer: { thickness: 4 } })).toMatchObject({
      userErrors: [{ code: 'INVALID_SEARCH' }],
    });
  });

  it('keeps out what has another coordination, and says so of each individual', async () => {
    const coordination = [{ element: 'Na', neighbor: 'Cl', least: 6 }];
    const { id } = await ended(idOf(await start({ subject: 'NaCl', budget: 12, maxAtoms: 4, method: 'RANDOM', coordination })));
    const { data } = await api.query<{ search: { individuals: { edges: { node: { verdict: string; becamePhase: object | null } }[] } } }>(
      'query ($id: ID!) { search(id: $id) { individuals(first: 100) { edges { node { verdict becamePhase { id } } } } } }',
      { id },
    );
    const broken = data.search.individuals.edges.filter(({ node }) => node.verdict === 'OTHER_COORDINATION');
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every(({ node }) => node.becamePhase === null)).toBe(true);
  });
});

describe('what a search cannot be asked', () => {
  it.each([
    [{ subject: 'Na-Xx' }, 'UNKNOWN_ELEMENT', 3],
    [{ subject: 'NaCl)' }, 'INVALID_FORMULA', 4],
    [{ subject: 'NaCl', method: 'HULL' }, 'INVALID_SEARCH', null],
    [{ subject: 'MgO-SiO2-MgSiO3' }, 'INVALID_SEARCH', null],
    [{ subject: 'NaOH', molecules: ['2\n\nO 0 0 0\nXx 0 0 1'] }, 'INVALID_SEARCH', 11],
    [{ subject: 'NaCl', molecules: ['2\n\nO 0 0 0\nH 0 0 1'] }, 'INVALID_SEARCH', null],
    [{ subject: 'Na-Cl', molecules: ['2\n\nO 0 0 0\nH 0 0 1'] }, 'INVALID_SEARCH', null],
    [{ subject: 'Li-P', fractions: [{ element: 'Xx' }] }, 'UNKNOWN_ELEMENT', null],
    [{ subject: 'Li-P', fractions: [{ element: 'Li', least: 0.6, most: 0.5 }] }, 'INVALID_SEARCH', null],
    [{ subject: 'NaCl', coordination: [{ element: 'Na', neighbor: 'Yy', least: 6 }] }, 'UNKNOWN_ELEMENT', null],
    [{ subject: 'NaCl', coordination: [{ element: 'Si', least: 4 }] }, 'INVALID_SEARCH', null],
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
