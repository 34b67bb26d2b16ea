import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '@kessho/core/formats/detect-format';
import { readCrystals } from '@kessho/core/formats/read-structures';
import { decodeNodeId, encodeNodeId } from '@kessho/schema/node-id';
import { readPrediction, startPrediction, waitForEnd } from './support/predictions.js';
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
let finished: string;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const toyModule = buildToyModule();
  api = await startTestApi(url, toyModule);
  worker = await startTestWorker(url, toyModule);
  finished = await startPrediction(api, { formula: 'NaCl', seed: 'api', budget: 'QUICK' });
  for (const formula of ['KCl', 'LiF', 'KBr', 'RbI']) await waitForEnd(api, await startPrediction(api, { formula, seed: 'api' }));
  await waitForEnd(api, finished);
});
afterAll(async () => {
  await worker.kill();
  await api.close();
  await server.stop();
});

interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string; readonly endCursor: string };
  readonly totalCount: number;
}

describe('startPrediction', () => {
  const START = `mutation ($input: StartPredictionInput!) { startPrediction(input: $input) { reused prediction { id } userErrors { field code message position } } }`;
  interface Payload {
    readonly startPrediction: {
      readonly reused: boolean;
      readonly prediction: { readonly id: string } | null;
      readonly userErrors: readonly { code: string; position: number | null }[];
    };
  }
  const start = async (input: object): Promise<Payload['startPrediction']> => (await api.query<Payload>(START, { input })).data.startPrediction;

  it.each([
    ['', 'EMPTY_FORMULA', 0],
    ['Xx2O3', 'UNKNOWN_ELEMENT', 0],
    ['baTiO3', 'INVALID_FORMULA', 0],
    ['BaTiO3)', 'INVALID_FORMULA', 6],
    ['Fe0.317O', 'INVALID_FORMULA', 2],
    ['C100000', 'TOO_MANY_ATOMS', 1],
  ])('tells what is wrong with the formula %j and where', async (formula, code, position) => {
    const { prediction, userErrors } = await start({ formula });
    expect(prediction).toBeNull();
    expect(userErrors).toMatchObject([{ code, position, field: ['formula'] }]);
  });

  it.each([[''], ['k'.repeat(201)], ['a\0b']])('refuses the idempotency key %.10j', async (idempotencyKey) => {
    const { prediction, userErrors } = await start({ formula: 'NaCl', idempotencyKey });
    expect(prediction).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_IDEMPOTENCY_KEY', field: ['idempotencyKey'] }]);
  });

  it('refuses 100 kB of text as a formula', async () => {
    expect((await start({ formula: 'A'.repeat(100_000) })).userErrors).toMatchObject([{ code: 'FORMULA_TOO_LONG' }]);
  });

  it('reports every mistake at once', async () => {
    const { userErrors } = await start({ formula: 'NaCl', maxAtoms: 0, spaceGroups: [231], pressureGPa: 1e6 });
    expect(userErrors.map(({ code }) => code).sort()).toEqual(['INVALID_MAX_ATOMS', 'INVALID_PRESSURE', 'INVALID_SPACE_GROUP', 'TOO_MANY_ATOMS']);
  });

  it('finds the equal prediction, whatever way the formula is written', async () => {
    expect(await start({ formula: 'Cl2Na2', seed: 'api', budget: 'QUICK' })).toEqual({ reused: true, prediction: { id: finished }, userErrors: [] });
    expect((await start({ formula: 'NaCl', seed: 'other', budget: 'QUICK' })).reused).toBe(false);
  });

  it('keeps the promise of an idempotency key', async () => {
    const first = await start({ formula: 'CsF', idempotencyKey: 'key-1' });
    expect(await start({ formula: 'CsF', idempotencyKey: 'key-1' })).toEqual({ ...first, reused: true });
    expect((await start({ formula: 'CsCl', idempotencyKey: 'key-1' })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }]);
  });

  it('makes one prediction of many equal requests at the same time', async () => {
    const payloads = await Promise.all(Array.from({ length: 8 }, () => start({ formula: 'AgI', seed: 'race' })));
    expect(new Set(payloads.map(({ prediction }) => prediction?.id)).size).toBe(1);
    expect(payloads.filter(({ reused }) => !reused)).toHaveLength(1);
  });
});

describe('parseFormula', () => {
  it('gives the composition or the error with its place', async () => {
    const { data } =
      await api.query(`{ good: parseFormula(text: "O3TiBa") { composition { formula anonymousFormula chemicalSystem elements counts } error { code } }
      bad: parseFormula(text: "Ba(TiO3") { composition { formula } error { code position } } }`);
    expect(data).toEqual({
      good: {
        composition: {
          formula: 'BaTiO3',
          anonymousFormula: 'ABC3',
          chemicalSystem: 'Ba-O-Ti',
          elements: ['O', 'Ti', 'Ba'].sort(byNumber),
          counts: [3, 1, 1],
        },
        error: null,
      },
      bad: { composition: null, error: { code: 'InvalidFormula', position: 2 } },
    });
  });
  const order = ['O', 'Ti', 'Ba'];
  const byNumber = (a: string, b: string): number => order.indexOf(a) - order.indexOf(b);
});

describe('connections', () => {
  const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: [CandidateOrder!], $filter: CandidateFilter) {
    prediction(id: $id) { candidates(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      edges { cursor node { key energyPerAtom } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
  type Page = { readonly prediction: { readonly candidates: Connection<{ key: string; energyPerAtom: number | null }> } };
  const page = async (variables: object) => api.query<Page>(PAGE, { id: finished, ...variables });

  it('walk the whole list forward and backward without loss or repetition', async () => {
    for (const orderBy of [
      null,
      [{ field: 'ENERGY_PER_ATOM', direction: 'ASC' }],
      [
        { field: 'LIKELIHOOD', direction: 'DESC' },
        { field: 'ENERGY_PER_ATOM', direction: 'DESC' },
      ],
    ]) {
      const forward: string[] = [];
      for (let after: string | null = null; ;) {
        const { data } = await page({ first: 5, after, orderBy });
        forward.push(...data.prediction.candidates.edges.map(({ node }) => node.key));
        if (!data.prediction.candidates.pageInfo.hasNextPage) break;
        after = data.prediction.candidates.pageInfo.endCursor;
      }
      const backward: string[] = [];
      for (let before: string | null = null; ;) {
        const { data } = await page({ last: 7, before, orderBy });
        backward.unshift(...data.prediction.candidates.edges.map(({ node }) => node.key));
        if (!data.prediction.candidates.pageInfo.hasPreviousPage) break;
        before = data.prediction.candidates.pageInfo.startCursor;
      }
      expect(new Set(forward).size).toBe(24);
      expect(backward).toEqual(forward);
    }
  });

  it('put rows without a value last in both directions and page through them', async () => {
    await api.database.query(
      `UPDATE candidate SET energy_per_atom = NULL WHERE prediction_id = (SELECT id FROM prediction WHERE seed = 'api' AND budget = 'quick') AND ordinal % 3 = 0`,
    );
    for (const direction of ['ASC', 'DESC']) {
      const values: (number | null)[] = [];
      const keys = new Set<string>();
      for (let after: string | null = null; ;) {
        const { data } = await page({
          first: 4,
          after,
          orderBy: [
            { field: 'ENERGY_PER_ATOM', direction },
            { field: 'LIKELIHOOD', direction: 'ASC' },
          ],
        });
        values.push(...data.prediction.candidates.edges.map(({ node }) => node.energyPerAtom));
        for (const { node } of data.prediction.candidates.edges) keys.add(node.key);
        if (!data.prediction.candidates.pageInfo.hasNextPage) break;
        after = data.prediction.candidates.pageInfo.endCursor;
      }
      const numbers = values.filter((value): value is number => value !== null);
      expect([values.length, keys.size]).toEqual([24, 24]);
      expect(values.slice(numbers.length).every((value) => value === null)).toBe(true);
      expect(numbers).toEqual([...numbers].sort((a, b) => (direction === 'ASC' ? a - b : b - a)));
    }
    const backward: (number | null)[] = [];
    for (let before: string | null = null; ;) {
      const { data } = await page({ last: 5, before, orderBy: [{ field: 'ENERGY_PER_ATOM', direction: 'DESC' }] });
      backward.unshift(...data.prediction.candidates.edges.map(({ node }) => node.energyPerAtom));
      if (!data.prediction.candidates.pageInfo.hasPreviousPage) break;
      before = data.prediction.candidates.pageInfo.startCursor;
    }
    expect(backward).toHaveLength(24);
    expect(backward.slice(backward.indexOf(null)).every((value) => value === null)).toBe(true);
    // A missing value matches no range, and no negated range either.
    const { data } = await page({ first: 100, filter: { not: { energyPerAtom: { lt: -1000 } } } });
    expect(data.prediction.candidates.edges.every(({ node }) => node.energyPerAtom !== null)).toBe(true);
  });

  it('refuse a cursor of another order or filter', async () => {
    const { data } = await page({ first: 2 });
    const after = data.prediction.candidates.pageInfo.endCursor;
    for (const variables of [
      { orderBy: [{ field: 'LIKELIHOOD', direction: 'ASC' }] },
      { filter: { generator: ['SYMMETRIC'] } },
      { after: 'nonsense' },
    ]) {
      const { errors, status } = await page({ first: 2, after, ...variables });
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(status).toBe(400);
    }
  });

  it('refuse a cursor that was tampered with', async () => {
    const list = async (after: string) =>
      api.query('query ($after: String) { predictions(first: 1, after: $after) { edges { node { id } } } }', { after });
    const { data } = await api.query<{ predictions: Connection<unknown> }>('{ predictions(first: 1) { pageInfo { endCursor } } }');
    const cursor = data.predictions.pageInfo.endCursor;
    expect((await list(cursor)).errors).toEqual([]);
    const [fingerprint, id, value] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string, string];
    const tampered = [
      [fingerprint, 'zzz', value],
      [fingerprint, id, 'yesterday'],
      [fingerprint, id, value.replace(/-\d\d-\d\d/, '-02-31')],
      [fingerprint, id, null],
      [fingerprint, id, `${value}\0`],
      [fingerprint, id],
      [fingerprint, id, 5],
    ];
    for (const parts of tampered) {
      const { errors, status } = await list(Buffer.from(JSON.stringify(parts)).toString('base64url'));
      expect([parts, status, errors[0]?.extensions.code]).toEqual([parts, 400, 'BAD_USER_INPUT']);
    }
  });

  it.each([[{}], [{ first: -1 }], [{ first: 0 }], [{ first: 101 }], [{ first: 5, last: 5 }]])('refuse the page %j', async (variables) => {
    expect((await page(variables)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('count only when asked, and read a page with its relations in few statements', async () => {
    api.takeStatements();
    const { errors } =
      await api.query(`{ structures(first: 50) { edges { node { rank composition { formula } prediction { state composition { formula } } candidate { key symmetryProposal { probability }
      sourceMaterial { sourceId composition { formula } } } stability { energyAboveHull decomposesTo { amount material { formula } } } energyModel { name } } } } }`);
    expect(errors).toEqual([]);
    const statements = api.takeStatements().filter((text) => text.startsWith('SELECT'));
    expect(statements.filter((text) => /count\(/i.test(text))).toEqual([]);
    // The page, its rows, and one statement for each kind of relation on each level
    expect(statements.length).toBeLessThanOrEqual(13);

    // Two connections in each other, with their counts: the lists, their rows, the counts, the candidates.
    await api.query(
      '{ predictions(first: 50) { totalCount edges { node { structures(first: 5) { totalCount edges { node { candidate { key } } } } } } } }',
    );
    const nested = api.takeStatements().filter((text) => text.startsWith('SELECT') && !text.includes('pgboss'));
    expect(nested.length).toBeLessThanOrEqual(8);
  });

  it('filter by composition, range and list', async () => {
    const { data } = await api.query<{ structures: Connection<{ rank: number; composition: { formula: string } }> }>(
      `{ structures(first: 100, filter: { formula: "Na2Cl2", rank: { lte: 1 }, elements: { hasAll: [Na], exclude: [K] }, chemicalSystem: "Cl-*", or: [{ spaceGroupNumber: [225, 221, 216] }] }) {
        totalCount edges { node { rank composition { formula } } } } }`,
    );
    expect(data.structures.totalCount).toBe(data.structures.edges.length);
    expect(data.structures.edges.length).toBeGreaterThan(0);
    expect(data.structures.edges.every(({ node }) => node.rank === 1 && node.composition.formula === 'NaCl')).toBe(true);
  });
});

describe('links and files', () => {
  it('find everything by its id, in the order asked, and nothing for other ids', async () => {
    const { data: first } = await api.query<{
      prediction: { structures: Connection<{ id: string; candidate: { id: string } }>; composition: { id: string } };
    }>('query ($id: ID!) { prediction(id: $id) { composition { id } structures(first: 1) { edges { node { id candidate { id } } } } } }', {
      id: finished,
    });
    const structure = first.prediction.structures.edges[0]?.node;
    const absent = encodeNodeId('Candidate', '00000000-0000-4000-8000-000000000000');
    const ids = [structure?.id, absent, first.prediction.composition.id, structure?.candidate.id, 'nonsense', finished];
    const { data } = await api.query<{ nodes: ({ __typename: string; id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids },
    );
    expect(data.nodes.map((node) => node?.__typename ?? null)).toEqual(['RelaxedStructure', null, 'Composition', 'Candidate', null, 'Prediction']);
  });

  it('lead from a composition to its predictions and from a known crystal to what matches it', async () => {
    const { data } = await api.query<{
      prediction: { composition: { predictions: Connection<{ id: string }>; materials: Connection<{ matchedBy: Connection<{ rank: number }> }> } };
    }>(
      `query ($id: ID!) { prediction(id: $id) { composition { predictions(first: 10) { edges { node { id } } } materials(first: 10) { edges { node { matchedBy(first: 10) { edges { node { rank } } } } } } } } }`,
      { id: finished },
    );
    expect(data.prediction.composition.predictions.edges.map(({ node }) => node.id)).toContain(finished);
    const matches = data.prediction.composition.materials.edges.flatMap(({ node }) => node.matchedBy.edges);
    expect(matches.length).toBeGreaterThan(0);
  });

  it.each([
    ['AS_PREDICTED', 2],
    ['CONVENTIONAL', 8],
    ['PRIMITIVE', 2],
    ['NIGGLI', 2],
  ])('show and download the same %s cell', async (cell, sites) => {
    const { data, errors } = await api.query<{
      prediction: {
        structures: Connection<{ geometry: { numberOfSites: number }; cif: { fileName: string; content: string }; poscar: { content: string } }>;
      };
    }>(
      `query ($id: ID!, $cell: CellSetting!) { prediction(id: $id) { structures(first: 1, filter: { spaceGroupNumber: [225, 216] }) { edges { node {
        geometry(cell: $cell) { numberOfSites } cif: file(format: CIF, cell: $cell) { fileName content } poscar: file(format: POSCAR, cell: $cell) { content } } } } } }`,
      { id: finished, cell },
    );
    expect(errors).toEqual([]);
    const node = data.prediction.structures.edges[0]?.node;
    expect(node?.geometry.numberOfSites).toBe(sites);
    expect(node?.cif.fileName).toMatch(/^0[12]-NaCl-F.*\.cif$/);
    expect(
      node?.poscar.content
        .split('\n')[6]
        ?.trim()
        .split(/\s+/)
        .map(Number)
        .reduce((a, b) => a + b),
    ).toBe(sites);
  });

  it('export the ranking as a table', async () => {
    const { data } = await api.query<{ prediction: { file: { content: string; fileName: string } } }>(
      'query ($id: ID!) { prediction(id: $id) { file(format: CSV) { content fileName } } }',
      { id: finished },
    );
    const lines = data.prediction.file.content.trimEnd().split('\r\n');
    expect(data.prediction.file.fileName).toBe('NaCl.csv');
    expect(lines[0]).toMatch(/^\ufeffrank,formula,space_group_number,.*,energy_above_hull \[eV\/atom\],/);
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(lines.slice(1).map((_, k) => k + 1));
  });

  it('export the ranking as OPTIMADE lines and as frames with the same energies', async () => {
    const { data } = await api.query<{ prediction: Record<'lines' | 'frames', { content: string; path: string }> }>(
      'query ($id: ID!) { prediction(id: $id) { lines: file(format: OPTIMADE_JSONL) { content path } frames: file(format: EXTXYZ) { content path } } }',
      { id: finished },
    );
    const { lines, frames } = data.prediction;
    const [entries, labeled] = [readCrystals(lines.content, 'optimade-jsonl'), readCrystals(frames.content, 'extxyz')];
    expect(entries.length).toBeGreaterThan(1);
    expect(entries.map(({ id, energy, energyScheme }) => [id, energy, energyScheme])).toEqual(
      labeled.map(({ id, energy, energyScheme }) => [id, energy, energyScheme]),
    );
    expect(decodeNodeId(entries[0]?.id ?? '')?.type).toBe('RelaxedStructure');
    const download = await fetch(`${api.url}${lines.path}`);
    expect(await download.text()).toBe(lines.content);
    expect(download.headers.get('content-disposition')).toContain('filename="NaCl.jsonl"');
  });

  it('download everything as one archive, the same each time', async () => {
    const { data } = await api.query<{ prediction: { file: { content: string | null; sha256: string; path: string } } }>(
      'query ($id: ID!) { prediction(id: $id) { file(format: ARCHIVE) { content sha256 path } } }',
      { id: finished },
    );
    const { content, sha256, path } = data.prediction.file;
    expect(content).toBeNull();
    const response = await fetch(`${api.url}${path}`);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    const files = unzipSync(bytes);
    const result = JSON.parse(strFromU8(files['NaCl/result.json'] as Uint8Array)) as { structures: { rank: number; energyPerAtom: number }[] };
    const cifs = Object.keys(files).filter((name) => name.endsWith('.cif'));
    expect(cifs).toHaveLength(result.structures.length);
    expect(cifs[0]).toMatch(/^NaCl\/cif\/01-NaCl-/);
    const frames = readCrystals(strFromU8(files['NaCl/structures.extxyz'] as Uint8Array), 'extxyz');
    expect(frames.map(({ energy, structure }) => (energy ?? NaN) / structure.atomicNumbers.length)).toEqual(
      result.structures.map(({ energyPerAtom }) => expect.closeTo(energyPerAtom, 9) as number),
    );
    expect(strFromU8(files['NaCl/README.txt'] as Uint8Array)).toMatch(
      /^Crystal structures predicted for NaCl[\s\S]*seed {8}api\n[\s\S]*model {7}\S+ \S+, sha256 /,
    );
  });

  it.each(['CIF', 'POSCAR', 'EXTXYZ', 'PYMATGEN_JSON', 'COMPUTED_STRUCTURE_ENTRY', 'OPTIMADE_JSON', 'ASE_JSON', 'QE_INPUT', 'VASP_INPUT'])(
    'export one structure as %s, inline and by its path',
    async (format) => {
      type File = { fileName: string; content: string | null; path: string };
      const { data, errors } = await api.query<{ prediction: { structures: Connection<{ file: File }> } }>(
        'query ($id: ID!, $format: StructureFormat!) { prediction(id: $id) { structures(first: 1) { edges { node { file(format: $format, cell: PRIMITIVE) { fileName content path } } } } } }',
        { id: finished, format },
      );
      expect(errors).toEqual([]);
      const { fileName, content, path } = data.prediction.structures.edges[0]?.node.file as File;
      const response = await fetch(`${api.url}${path}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (format === 'VASP_INPUT') {
        expect(content).toBeNull();
        expect(Object.keys(unzipSync(bytes))).toEqual(['INCAR', 'KPOINTS', 'POSCAR', 'POTCAR.spec']);
      } else {
        expect(strFromU8(bytes)).toBe(content);
        const [crystal] = readCrystals(content ?? '', detectFormat(fileName, content ?? ''));
        expect(crystal?.structure.atomicNumbers).toHaveLength(2);
      }
    },
  );

  it('export the way of a relaxation, the relaxed structure at its end', async () => {
    interface Relaxed {
      readonly energyPerAtom: number;
      readonly forces: number[][];
      readonly trajectory: { readonly energiesPerAtom: number[]; readonly frames: readonly { readonly step: number; readonly lattice: number[] }[] };
      readonly trajectoryFile: { readonly fileName: string; readonly content: string; readonly path: string };
    }
    const { data, errors } = await api.query<{ prediction: { structures: Connection<Relaxed> } }>(
      `query ($id: ID!) { prediction(id: $id) { structures(first: 1) { edges { node {
        energyPerAtom forces trajectory { energiesPerAtom frames { step lattice } } trajectoryFile { fileName content path } } } } } }`,
      { id: finished },
    );
    expect(errors).toEqual([]);
    const { energyPerAtom, forces, trajectory, trajectoryFile } = data.prediction.structures.edges[0]?.node as Relaxed;
    expect(trajectoryFile.fileName).toMatch(/^01-NaCl-.*-relaxation\.extxyz$/);
    const frames = readCrystals(trajectoryFile.content, 'extxyz');
    const last = trajectory.energiesPerAtom.length - 1;
    const kept = trajectory.frames.filter(({ step }) => step < last);
    expect(kept.length).toBeGreaterThan(2);
    expect(frames.map(({ extra }) => Number(extra.get('step')))).toEqual([...kept.map(({ step }) => step), last]);
    expect(frames.slice(0, -1).map(({ energy }) => (energy ?? NaN) / 2)).toEqual(
      kept.map(({ step }) => expect.closeTo(trajectory.energiesPerAtom[step] ?? NaN, 9) as number),
    );
    expect(frames[0]?.structure.lattice.vectors.flat()).toEqual(kept[0]?.lattice.map((x) => expect.closeTo(x, 6) as number));
    expect(frames[0]?.forces).toBeNull();
    expect((frames.at(-1)?.energy ?? NaN) / 2).toBeCloseTo(energyPerAtom, 9);
    expect(frames.at(-1)?.forces).toEqual(forces);
    expect(await (await fetch(`${api.url}${trajectoryFile.path}`)).text()).toBe(trajectoryFile.content);
  });

  it.each([
    ['no format', () => `/exports/${finished}`, 400, 'BAD_USER_INPUT'],
    ['a format of one structure for a ranking', () => `/exports/${finished}?format=CIF`, 400, 'BAD_USER_INPUT'],
    ['an id of nothing', () => `/exports/${encodeNodeId('Prediction', '00000000-0000-4000-8000-000000000000')}?format=CSV`, 404, 'NOT_FOUND'],
    ['an id of another kind', () => `/exports/${encodeNodeId('Composition', '00000000-0000-4000-8000-000000000000')}?format=CIF`, 404, 'NOT_FOUND'],
    ['nonsense', () => '/exports/..%2F..%2Fetc?format=CIF', 404, 'NOT_FOUND'],
  ])('refuse a download with %s', async (_name, path, status, code) => {
    const response = await fetch(`${api.url}${path()}`);
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([status, code]);
  });
});

describe('errors', () => {
  const deep = (levels: number): string =>
    `{ prediction(id: "${finished}") { ${'composition { predictions(first: 1) { edges { node { '.repeat(levels)} id ${'} } } } '.repeat(levels)} } }`;

  it.each<[string, () => [string, object?], string, number]>([
    ['a query 30 levels deep', () => [deep(8)], 'QUERY_TOO_DEEP', 400],
    [
      'pages within pages within pages',
      () => ['{ predictions(first: 100) { edges { node { candidates(first: 100) { edges { node { relaxedStructure { id } } } } } } } }'],
      'QUERY_TOO_COMPLEX',
      400,
    ],
    ['forty aliases', () => [`{ ${Array.from({ length: 40 }, (_, k) => `a${k}: models { id }`).join(' ')} }`], 'QUERY_TOO_COMPLEX', 400],
    [
      'the id of another type',
      () => [`{ prediction(id: "${encodeNodeId('Candidate', '00000000-0000-4000-8000-000000000000')}") { id } }`],
      'BAD_USER_INPUT',
      400,
    ],
    ['no id at all', () => ['{ prediction(id: "12345") { id } }'], 'BAD_USER_INPUT', 400],
    ['a bad formula in a filter', () => ['{ structures(first: 1, filter: { formula: "BaTiO3)" }) { totalCount } }'], 'BAD_USER_INPUT', 400],
    ['the character NUL in a filter', () => ['{ structures(first: 1, filter: { prototype: ["a\\u0000"] }) { totalCount } }'], 'BAD_USER_INPUT', 400],
    ['a field that is not there', () => ['{ nothing }'], 'GRAPHQL_VALIDATION_FAILED', 400],
    ['half a query', () => ['{ predictions('], 'GRAPHQL_PARSE_FAILED', 400],
    ['a variable of another type', () => ['query ($n: Int!) { predictions(first: $n) { totalCount } }', { n: 'many' }], 'BAD_USER_INPUT', 400],
    [
      'a word that is in no list',
      () => ['{ predictions(first: 1, filter: { state: [SLEEPING] }) { totalCount } }'],
      'GRAPHQL_VALIDATION_FAILED',
      400,
    ],
  ])('answer %s', async (_name, request, code, status) => {
    const [document, variables] = request();
    const answer = await api.query(document, { ...variables });
    expect(answer.errors[0]?.extensions.code).toBe(code);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });

  it('refuse what a browser form can send, and bodies that are too large', async () => {
    const form = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{ models { id } }"}',
    });
    expect(form.status).toBe(400);
    const large = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ' '.repeat(3_000_000) }),
    });
    expect(large.status).toBe(413);
    const foreign = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://example.com' },
      body: '{"query":"{ models { id } }"}',
    });
    expect(foreign.status).toBe(403);
  });

  it('say where the API is when something else is asked for', async () => {
    const response = await fetch(`${api.url}/elsewhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('answer with the cost, and count introspection as free', async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          '{ __schema { types { fields { args { type { ofType { ofType { ofType { name } } } } } type { ofType { ofType { ofType { name } } } } } } } }',
      }),
    });
    expect(await response.json()).toMatchObject({ extensions: { cost: { requested: 0, limit: 10_000 } } });
  });
});

describe('health', () => {
  it('says that all is well', async () => {
    const response = await fetch(`${api.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', database: true, version: '0.1.0' }]);
    expect((await readPrediction(api, finished)).state).toBe('SUCCEEDED');
  });
});

describe('what the page of a structure shows', () => {
  interface Shown {
    readonly prediction: {
      readonly energyVolume: readonly {
        readonly structureId: string;
        readonly generatedVolumePerAtom: number;
        readonly generatedEnergyPerAtom: number | null;
      }[];
      readonly structures: Connection<{
        readonly id: string;
        readonly spaceGroup: { readonly number: number };
        readonly numberOfSites: number;
        readonly candidate: { readonly volumePerAtom: number; readonly energyPerAtom: number };
        readonly geometry: {
          readonly species: readonly string[];
          readonly siteSymmetries: readonly {
            readonly wyckoffLetter: string;
            readonly multiplicity: number;
            readonly siteSymmetry: string;
            readonly orbit: number;
          }[];
        };
        readonly trajectory: {
          readonly energiesPerAtom: readonly number[];
          readonly frames: readonly { readonly step: number; readonly lattice: readonly number[]; readonly fracCoords: readonly number[] }[];
        };
      }>;
    };
  }
  const shown = async (): Promise<Shown['prediction']> =>
    (
      await api.query<Shown>(
        `query ($id: ID!) { prediction(id: $id) {
           energyVolume { structureId generatedVolumePerAtom generatedEnergyPerAtom }
           structures(first: 1, filter: { rank: { lte: 1 } }) { edges { node {
             id numberOfSites spaceGroup { number } candidate { volumePerAtom energyPerAtom }
             geometry(cell: CONVENTIONAL) { species siteSymmetries { wyckoffLetter multiplicity siteSymmetry orbit } }
             trajectory { energiesPerAtom frames { step lattice fracCoords } } } } } } }`,
        { id: finished },
      )
    ).data.prediction;

  it('names the Wyckoff position of every site of the cell asked for', async () => {
    const { structures } = await shown();
    const { spaceGroup, geometry } = structures.edges[0]?.node ?? {};
    expect(spaceGroup?.number).toBe(221);
    expect(geometry?.siteSymmetries).toHaveLength(2);
    for (const [site, label] of geometry?.siteSymmetries.entries() ?? []) {
      expect(label).toMatchObject({ multiplicity: 1, siteSymmetry: 'm-3m', orbit: site });
    }
    expect(new Set(geometry?.siteSymmetries.map(({ wyckoffLetter }) => wyckoffLetter))).toEqual(new Set(['a', 'b']));
  });

  it('keeps pictures of the way the crystal relaxed', async () => {
    const { node } = (await shown()).structures.edges[0] ?? {};
    const { frames = [], energiesPerAtom = [] } = node?.trajectory ?? {};
    expect(frames.length).toBeGreaterThan(1);
    for (const frame of frames) {
      expect(frame.lattice).toHaveLength(9);
      expect(frame.fracCoords).toHaveLength(3 * (node?.numberOfSites ?? 0));
      expect(energiesPerAtom[frame.step]).toBeTypeOf('number');
    }
  });

  it('tells where each point of the energy-volume plot stood before it was relaxed', async () => {
    const { energyVolume, structures } = await shown();
    const { id, candidate } = structures.edges[0]?.node ?? {};
    expect(energyVolume.find(({ structureId }) => structureId === id)).toMatchObject({
      generatedVolumePerAtom: candidate?.volumePerAtom,
      generatedEnergyPerAtom: candidate?.energyPerAtom,
    });
  });
});
