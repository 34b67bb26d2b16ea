import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CESIUM_CHLORIDE, saltLine, writeFiles, zipOf } from './support/import-files.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';
import { waitFor } from './support/wait-for.js';

const COMMAND = fileURLToPath(new URL('../dist/import-command.js', import.meta.url));
const toyModule = buildToyModule();
let server: TestServer;
let url: string;
let api: TestApi;
let importFolder: string;
const folders: string[] = [];

beforeAll(async () => {
  if (!existsSync(COMMAND)) throw new Error('Imports run from the build: node_modules/.bin/tsc -b apps/api');
  server = await startTestServer();
  url = await server.createDatabase();
  importFolder = writeFiles({ 'crystals/a.jsonl': `${saltLine('mp-701')}\n${saltLine('mp-702')}\n`, 'outside.txt': '' });
  folders.push(importFolder);
  api = await startTestApi(url, toyModule, { KESSHO_IMPORT_FOLDER: join(importFolder, 'crystals') });
});
afterAll(async () => {
  await api.close();
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const files = (content: Parameters<typeof writeFiles>[0]): string => {
  const folder = writeFiles(content);
  folders.push(folder);
  return folder;
};

interface Line {
  readonly kind: 'progress' | 'rejection' | 'end';
  readonly [name: string]: unknown;
}
interface CommandRun {
  readonly code: number | null;
  readonly lines: readonly Line[];
  readonly stderr: string;
}

/** `kessho import … --json`; killed without warning once `killWhen` says so. */
async function importFiles(args: readonly string[], killWhen?: () => Promise<boolean>): Promise<CommandRun> {
  const child = spawn(process.execPath, [COMMAND, '--json', '--threads', '1', ...args], {
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  if (killWhen) {
    await waitFor('the moment to kill', killWhen, 120_000);
    child.kill('SIGKILL');
  }
  const [code] = await ended;
  return {
    code,
    stderr,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line),
  };
}
const endOf = ({ lines }: CommandRun): Line => lines.at(-1) ?? { kind: 'end' };

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => api.database.query<Row[]>(text, values);
const countOf = async (where: string): Promise<number> =>
  (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM material WHERE ${where}`))[0]?.n ?? -1;

describe('kessho import', () => {
  it('stores crystals with formulas, symmetry, prototype and what the source says, in files of every kind', async () => {
    const cif =
      'data_x\n_cell_length_a 4.1\n_cell_length_b 4.1\n_cell_length_c 4.1\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nCs 0 0 0\nCl .5 .5 .5\n';
    const frame = '2\nLattice="4.1 0 0 0 4.1 0 0 0 4.1" Properties=species:S:1:pos:R:3\nCs 0 0 0\nCl 2.05 2.05 2.05\n';
    const folder = files({
      'lines.jsonl.gz': saltLine('mp-601', 7),
      'sub/POSCAR': CESIUM_CHLORIDE,
      'sub/one.cif.gz': cif,
      'two.extxyz': frame + frame,
      'archive.zip': zipOf({ 'in/x.vasp': CESIUM_CHLORIDE, 'in/notes.txt': 'nothing to read' }),
      'readme.txt': 'nothing to read',
    });
    const run = await importFiles([folder, '--source', 'mine', '--license', 'CC0-1.0', '--snapshot-date', '2026-03']);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(endOf(run)).toMatchObject({ kind: 'end', state: 'succeeded', stored: 6, rejected: 0 });

    const stored = await rows<{ source: string; source_id: string }>(
      `SELECT source, source_id FROM material WHERE snapshot_date = '2026-03' ORDER BY 1, 2`,
    );
    expect(stored.map(({ source, source_id }) => `${source} ${source_id}`)).toEqual(
      [
        'materials-project mp-601',
        'mine archive.zip/in/x.vasp',
        'mine sub/POSCAR',
        'mine sub/one.cif.gz',
        'mine two.extxyz#1',
        'mine two.extxyz#2',
      ].sort(),
    );
    const [salt] = await rows<Record<string, unknown>>(`SELECT * FROM material WHERE source_id = 'mp-601'`);
    expect(salt).toMatchObject({
      formula: 'NaCl',
      elements: ['Na', 'Cl'],
      number_of_elements: 2,
      atomic_numbers: [11, 17],
      frac_coords: [0, 0, 0, 0.5, 0.5, 0.5],
      nsites: 2,
      space_group_number: 225,
      symprec: 0.1,
      prototype: 'AB_cF8_225_a_b',
      license: 'CC-BY-4.0',
      functional: 'PBE/PBE+U',
      correction_scheme: 'Materials Project 2021',
      formation_energy_per_atom: -1.993,
      energy_above_hull: 0.007,
      band_gap: 5,
      is_theoretical: false,
    });
    // a³/√2 of a primitive face-centered cell
    expect(salt?.['volume']).toBeCloseTo(4.007 ** 3 / Math.SQRT2, 8);
    expect(await rows(`SELECT DISTINCT formula, space_group_number, prototype, license FROM material WHERE source = 'mine'`)).toEqual([
      { formula: 'CsCl', space_group_number: 221, prototype: 'AB_cP2_221_a_b', license: 'CC0-1.0' },
    ]);
  });

  it('lets the planner know the tables it filled', async () => {
    await importFiles([files({ 'one.jsonl': `${saltLine('mp-611')}\n` })]);
    const vacuumed = await rows(`SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL AND last_analyze >= last_vacuum ORDER BY 1`);
    expect(vacuumed).toEqual(['composition', 'material', 'optimade_structure'].map((relname) => ({ relname })));
  });

  it('reports a broken record with its place and passes it over, whole', async () => {
    const broken = [
      saltLine('mp-611'),
      '{"id": "mp-612", "cell": [',
      saltLine('mp-613', 0, {
        frac: [
          [0, 0, 0],
          [0, 0, 0],
        ],
      }),
      saltLine('mp-614', 0, { formula: 'ClNa2' }),
      saltLine('mp-615', 0, { remark: 'half a pair \ud800' }),
      saltLine('mp-616', 0, { remark: 'nul \0' }),
      '{"neither": 1}',
      '',
      saltLine('mp-617'),
    ];
    const folder = files({
      'broken.jsonl': broken.join('\n'),
      'cut.jsonl.gz': Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]),
      'z.jsonl': saltLine('mp-618'),
      'z.zip': zipOf({ 'a.jsonl.gz': 'not compressed', 'b.jsonl': saltLine('mp-619') }),
    });
    const run = await importFiles([folder]);
    expect(run.code).toBe(2);
    expect(endOf(run)).toMatchObject({ state: 'succeeded', stored: 4, rejected: 8 });
    const seen = run.lines.filter(({ kind }) => kind === 'rejection').map(({ file, line, code }) => [file, line, code]);
    expect(seen).toEqual([
      ['broken.jsonl', 2, 'ParseFailed'],
      ['broken.jsonl', 3, 'InvalidStructure'],
      ['broken.jsonl', 4, 'ParseFailed'],
      ['broken.jsonl', 5, 'ParseFailed'],
      ['broken.jsonl', 6, 'ParseFailed'],
      ['broken.jsonl', 7, 'UnknownRecord'],
      ['cut.jsonl.gz', null, 'FileUnreadable'],
      ['z.zip/a.jsonl.gz', null, 'FileUnreadable'],
    ]);
    expect(await countOf(`source_id IN ('mp-611', 'mp-617', 'mp-618', 'mp-619')`)).toBe(4);
    expect(await countOf(`source_id IN ('mp-612', 'mp-613', 'mp-614', 'mp-615', 'mp-616')`)).toBe(0);
  });

  it('done again changes nothing but what has become newer', async () => {
    const folder = files({ 'a.jsonl': `${saltLine('mp-621')}\n${saltLine('mp-622')}` });
    const read = () =>
      rows<{ id: string; date: string; gap: number }>(
        `SELECT id, snapshot_date AS date, band_gap AS gap FROM material WHERE source_id IN ('mp-621', 'mp-622') ORDER BY source_id`,
      );
    await importFiles([folder]);
    const first = await read();
    await importFiles([folder]);
    expect(await read()).toEqual(first);

    writeFileSync(join(folder, 'a.jsonl'), saltLine('mp-621', 0, { band_gap: 6 }));
    expect(endOf(await importFiles([folder, '--snapshot-date', '2026-01']))).toMatchObject({ stored: 1, outdated: 0 });
    writeFileSync(join(folder, 'a.jsonl'), saltLine('mp-621', 0, { band_gap: 7 }));
    expect(endOf(await importFiles([folder, '--snapshot-date', '2024-12-31']))).toMatchObject({ stored: 0, outdated: 1 });
    expect(await read()).toEqual([{ id: first[0]?.id, date: '2026-01', gap: 6 }, first[1]]);
  });

  it('gives a material that a prediction met its crystal', async () => {
    const [composition] = await rows<{ id: string }>(`SELECT id FROM composition WHERE formula = 'NaCl'`);
    await rows(
      `INSERT INTO material (source, source_id, source_key, formula, composition_id, elements, number_of_elements) VALUES ('materials-project', 'mp-631', 'mp-yh', 'NaCl', $1, '{Na,Cl}', 2)`,
      [composition?.id],
    );
    await importFiles([files({ 'a.jsonl': saltLine('mp-631') })]);
    expect(await countOf(`source_id = 'mp-631' AND space_group_number = 225`)).toBe(1);
  });

  it('knows an id of the Materials Project in every spelling, and keeps the first', async () => {
    // 640 = 24 · 26 + 16
    await importFiles([files({ 'a.jsonl': saltLine('mp-640', 1) })]);
    const again = await importFiles([files({ 'a.jsonl': `${saltLine('mp-yq', 2)}\n${saltLine('mp-aaaaaayq', 3)}` })]);
    expect(endOf(again)).toMatchObject({ stored: 1, rejected: 0 });
    expect(await rows(`SELECT source_id, energy_above_hull AS hull FROM material WHERE source_key = 'mp-yq'`)).toEqual([
      { source_id: 'mp-640', hull: 0.003 },
    ]);
    for (const id of ['mp-640', 'mp-yq', 'mp-aaaaaayq']) {
      const { data } = await api.query<{ materials: { edges: { node: { sourceId: string } }[] } }>(
        'query ($id: String!) { materials(first: 5, filter: { sourceId: [$id] }) { edges { node { sourceId } } } }',
        { id },
      );
      expect(data.materials.edges).toEqual([{ node: { sourceId: 'mp-640' } }]);
    }
  });

  it('killed at any moment goes on where it stood, and stores everything once', async () => {
    const folder = files({
      'a.jsonl': Array.from({ length: 1500 }, (_, k) => saltLine(`mp-a${k}`, k % 50)).join('\n'),
      'b.jsonl': ['{"broken": 1}', ...Array.from({ length: 1500 }, (_, k) => saltLine(`mp-b${k}`, k % 50))].join('\n'),
    });
    const progress = async (): Promise<number> =>
      (await rows<{ stored: number }>(`SELECT stored FROM material_import WHERE locations = $1`, [[folder]]))[0]?.stored ?? 0;
    await importFiles([folder], async () => (await progress()) > 0);
    const before = await progress();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(3000);

    // The lease of the dead process has to run out first.
    const run = await waitFor(
      'the lease to run out',
      async () => {
        const next = await importFiles([folder]);
        return next.stderr.includes('at work already') ? null : next;
      },
      120_000,
    );
    expect(run.code).toBe(2);
    expect(endOf(run)).toMatchObject({ state: 'succeeded', stored: 3000, rejected: 1, outdated: 0 });
    expect(await countOf(`source_id LIKE 'mp-a%' OR source_id LIKE 'mp-b%'`)).toBe(3000);
    const [row] = await rows<{ attempts: number; imports: number }>(
      `SELECT max(attempts) AS attempts, count(*)::int AS imports FROM material_import WHERE locations = $1`,
      [[folder]],
    );
    expect(row).toEqual({ attempts: 2, imports: 1 });
    expect(
      await rows(`SELECT file, line FROM import_rejection r JOIN material_import i ON i.id = r.import_id WHERE i.locations = $1`, [[folder]]),
    ).toEqual([{ file: 'b.jsonl', line: 1 }]);
  });

  it.each([
    [['/nowhere/at/all'], 'SourceNotFound'],
    [['materials-project'], 'KeyMissing'],
    [['https://example.org/optimade', '--filter', 'elements HAS'], 'Character 13'],
    [['--nonsense'], 'Usage'],
    [[], 'Usage'],
    [['x.cif', '--snapshot-date', 'yesterday'], 'snapshot-date'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await importFiles(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

const START = `mutation ($input: StartImportInput!) {
  startImport(input: $input) { reused userErrors { field code } materialImport { id state } }
}`;
interface Started {
  readonly startImport: {
    readonly reused: boolean;
    readonly userErrors: readonly { field: string[]; code: string }[];
    readonly materialImport: { readonly id: string; readonly state: string } | null;
  };
}
const start = async (input: object): Promise<Started['startImport']> => {
  const { data, errors } = await api.query<Started>(START, { input });
  expect(errors).toEqual([]);
  return data.startImport;
};

describe('startImport', () => {
  it('is done by a worker and can be followed to its end', async () => {
    const started = await start({ kind: 'FILES', location: 'a.jsonl' });
    expect(started).toMatchObject({ reused: false, userErrors: [], materialImport: { state: 'QUEUED' } });
    expect(await start({ kind: 'FILES', location: './a.jsonl' })).toMatchObject({ reused: true, materialImport: { id: started.materialImport?.id } });
    const worker: TestWorker = await startTestWorker(url, toyModule);
    try {
      const progress = await waitFor(
        'the import',
        async () => {
          const { data } = await api.query<{ materialImport: Record<string, unknown> & { state: string } }>(
            `query ($id: ID!) { materialImport(id: $id) { state done total stored rejected failureCode rejections(first: 5) { totalCount edges { node { code } } } } }`,
            { id: started.materialImport?.id },
          );
          return data.materialImport.state === 'SUCCEEDED' ? data.materialImport : null;
        },
        120_000,
      );
      expect(progress).toMatchObject({ stored: 2, rejected: 0, failureCode: null, rejections: { totalCount: 0, edges: [] } });
      expect(progress['done']).toBe(progress['total']);
    } finally {
      await worker.stop();
    }
  });

  it('can be cancelled, and goes on when it is started again', async () => {
    mkdirSync(join(importFolder, 'crystals', 'more'), { recursive: true });
    writeFileSync(join(importFolder, 'crystals', 'more', 'b.jsonl'), saltLine('mp-703'));
    const { materialImport } = await start({ kind: 'FILES', location: 'more' });
    const cancelled = await api.query<{ cancelImport: { materialImport: { state: string } } }>(
      `mutation ($input: CancelImportInput!) { cancelImport(input: $input) { userErrors { code } materialImport { state } } }`,
      { input: { importId: materialImport?.id } },
    );
    expect(cancelled.data.cancelImport.materialImport.state).toBe('CANCELLED');
    expect(await start({ kind: 'FILES', location: 'more' })).toMatchObject({
      reused: true,
      materialImport: { id: materialImport?.id, state: 'QUEUED' },
    });
  });

  it('says what is wrong with the input, and reads nothing outside of the import folder', async () => {
    symlinkSync(join(importFolder, 'outside.txt'), join(importFolder, 'crystals', 'link.jsonl'));
    const codes = async (input: object): Promise<(readonly [string[], string])[]> =>
      (await start(input)).userErrors.map(({ field, code }) => [field, code] as const);
    for (const location of ['../outside.txt', '/etc/passwd', 'link.jsonl', 'nothing.jsonl'])
      expect(await codes({ kind: 'FILES', location })).toEqual([[['location'], 'INVALID_LOCATION']]);
    expect(await codes({ kind: 'FILES', location: 'a.jsonl', filter: 'nelements=2' })).toEqual([[['filter'], 'INVALID_FILTER']]);
    expect(await codes({ kind: 'FILES', location: 'a.jsonl', snapshotDate: '2026-13' })).toEqual([[['snapshotDate'], 'INVALID_SNAPSHOT_DATE']]);
    expect(await codes({ kind: 'OPTIMADE', location: 'file:///etc/passwd' })).toEqual([[['location'], 'INVALID_LOCATION']]);
    expect(await codes({ kind: 'OPTIMADE', location: 'https://example.org/optimade', filter: 'elements HAS' })).toEqual([
      [['filter'], 'INVALID_FILTER'],
    ]);
    expect(await codes({ kind: 'MATERIALS_PROJECT' })).toEqual([[['location'], 'KEY_MISSING']]);
  });
});

describe('materials', () => {
  const query = async <Data>(filter: object, fields: string, orderBy: object[] = []): Promise<Data[]> => {
    const { data, errors } = await api.query<{ materials: { edges: { node: Data }[] } }>(
      `query ($filter: MaterialFilter, $orderBy: [MaterialOrder!]) { materials(first: 100, filter: $filter, orderBy: $orderBy) { edges { node { ${fields} } } } }`,
      { filter, orderBy: orderBy.length > 0 ? orderBy : null },
    );
    expect(errors).toEqual([]);
    return data.materials.edges.map(({ node }) => node);
  };

  it('are found by what their crystals are', async () => {
    const ids = async (filter: object): Promise<string[]> =>
      (await query<{ sourceId: string }>(filter, 'sourceId')).map(({ sourceId }) => sourceId).sort();
    expect(await ids({ source: ['mine'], spaceGroupNumber: [221] })).toHaveLength(5);
    expect(await ids({ prototype: ['AB_cF8_225_a_b'], sourceId: ['mp-601', 'mp-611', 'sub/POSCAR'] })).toEqual(['mp-601', 'mp-611']);
    expect(await ids({ sourceId: ['mp-601', 'mp-611'], energyAboveHull: { gt: 0.001 } })).toEqual(['mp-601']);
    expect(await ids({ sourceId: ['mp-601', 'mp-611'], not: { isTheoretical: true } })).toEqual(['mp-601']);
    expect(await ids({ chemicalSystem: 'Cl-Cs', numberOfSites: { lte: 2 }, or: [{ source: ['mine'] }, { source: ['elsewhere'] }] })).toHaveLength(5);
    expect(await ids({ elements: { hasAll: ['Cs'], exclude: ['Na'] }, anonymousFormula: 'AB' })).toHaveLength(5);
  });

  it('export their crystals, and say where they come from', async () => {
    const [salt] = await query<Record<string, { content?: string; fileName?: string }>>(
      { sourceId: ['mp-601'] },
      `license snapshotDate spaceGroup { number symbol } reported import { kind source }
       geometry(cell: CONVENTIONAL) { numberOfSites cellParameters { a } }
       file(format: CIF, cell: CONVENTIONAL) { fileName content }`,
    );
    expect(salt).toMatchObject({
      license: 'CC-BY-4.0',
      snapshotDate: '2026-03',
      spaceGroup: { number: 225, symbol: 'F m -3 m' },
      reported: {},
      import: { kind: 'FILES', source: 'mine' },
      geometry: { numberOfSites: 8 },
      file: { fileName: 'mp-601-NaCl.cif' },
    });
    expect(salt?.['file']?.content).toContain("'F m -3 m'");
  });

  it('stand in the order of an energy, those without it last', async () => {
    const order = [{ field: 'ENERGY_ABOVE_HULL', direction: 'ASC' }];
    const nodes = await query<{ energyAboveHull: number | null }>(
      { sourceId: ['mp-601', 'mp-611', 'sub/POSCAR'] },
      'sourceId energyAboveHull',
      order,
    );
    expect(nodes.map(({ energyAboveHull }) => energyAboveHull)).toEqual([0, 0.007, null]);
  });
});
