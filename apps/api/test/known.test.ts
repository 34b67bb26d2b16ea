import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saltLine, writeFiles } from './support/import-files.js';
import { startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

const COMMAND = fileURLToPath(new URL('../dist/import-command.js', import.meta.url));
let server: TestServer;
let url: string;
let api: TestApi;
let prediction: string;
const folders: string[] = [];

/** Two elements in a cubic cell, as POSCAR: rock salt, zinc blende (¼) or, without `isFaceCentered`, cesium chloride. */
function poscar(first: string, second: string, edge: number, at: number, isFaceCentered = true): string {
  const [h, z] = [edge / 2, 0];
  const vectors = isFaceCentered ? `${z} ${h} ${h}\n${h} ${z} ${h}\n${h} ${h} ${z}` : `${edge} 0 0\n0 ${edge} 0\n0 0 ${edge}`;
  return `test\n1.0\n${vectors}\n${first} ${second}\n1 1\nDirect\n0 0 0\n${at} ${at} ${at}\n`;
}

/** Not synchronously: the API runs in this process. */
async function importFiles(files: Parameters<typeof writeFiles>[0]): Promise<void> {
  const folder = writeFiles(files);
  folders.push(folder);
  await promisify(execFile)(process.execPath, [COMMAND, '--threads', '1', folder, '--source', 'mine'], {
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
  });
}

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  const toyModule = buildToyModule();
  api = await startTestApi(url, toyModule);
  const worker = await startTestWorker(url, toyModule);
  prediction = await startPrediction(api, { formula: 'KBr', seed: 'known', budget: 'QUICK' });
  await waitForEnd(api, prediction);
  await worker.kill();
  await importFiles({
    'salts.jsonl': [saltLine('mp-901'), saltLine('mp-902', 200)].join('\n'),
    'LiF.vasp': poscar('Li', 'F', 4.0, 0.5),
    'CsCl.vasp': poscar('Cs', 'Cl', 4.1, 0.5, false),
    'ZnS.vasp': poscar('Zn', 'S', 5.4, 0.25),
  });
});
afterAll(async () => {
  await api.close();
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Comparison {
  readonly status: string;
  readonly match: { readonly material: { readonly sourceId: string }; readonly rms: number | null } | null;
  readonly storedCrystals: number;
}
interface Found {
  readonly formula: string;
  readonly prototype: string;
  readonly spaceGroup: { readonly number: number };
  readonly known: Comparison;
  readonly predictions: readonly { readonly rms: number; readonly structure: { readonly id: string; readonly prototype: string } }[];
  readonly similarMaterials: readonly { readonly distance: number; readonly material: { readonly id: string; readonly sourceId: string } }[];
}
const KNOWN = 'known { status match { rms material { sourceId } } storedCrystals }';
const SIMILAR = 'similarMaterials(first: 5) { distance material { id sourceId } }';
const find = (content: string, format?: string) =>
  api.query<{ findStructure: Found }>(
    `query ($input: FindStructureInput!) { findStructure(input: $input) {
      formula prototype spaceGroup { number } ${KNOWN} ${SIMILAR} predictions(first: 5) { rms structure { id prototype } } } }`,
    { input: { content, format } },
  );
const found = async (content: string): Promise<Found> => {
  const { data, errors } = await find(content);
  expect(errors).toEqual([]);
  return data.findStructure;
};

describe('findStructure', () => {
  it('says that a crystal is stored, whatever its cell and volume', async () => {
    // The same rock salt, conventional and a tenth longer.
    const conventional = `NaCl\n1.0\n6.2 0 0\n0 6.2 0\n0 0 6.2\nNa Cl\n4 4\nDirect\n0 0 0\n0 .5 .5\n.5 0 .5\n.5 .5 0\n.5 .5 .5\n.5 0 0\n0 .5 0\n0 0 .5\n`;
    const { formula, prototype, spaceGroup, known, similarMaterials } = await found(conventional);
    expect({ formula, prototype, spaceGroup }).toEqual({ formula: 'NaCl', prototype: 'AB_cF8_225_a_b', spaceGroup: { number: 225 } });
    expect(known).toMatchObject({ status: 'KNOWN', storedCrystals: 5 });
    expect(known.match?.material.sourceId).toMatch(/^mp-90[12]$/);
    expect(known.match?.rms).toBeCloseTo(0, 6);
    // Three rock salts at distance 0, those that share elements first; then the others.
    expect(
      similarMaterials
        .slice(0, 2)
        .map(({ material }) => material.sourceId)
        .sort(),
    ).toEqual(['mp-901', 'mp-902']);
    expect(similarMaterials[2]?.material.sourceId).toBe('LiF.vasp');
    expect(similarMaterials[2]?.distance).toBeLessThan(1e-4);
    expect(similarMaterials[3]?.distance).toBeGreaterThan(0.05);
    expect(similarMaterials).toHaveLength(5);
  });

  it('says that only the prototype is, and that neither is', async () => {
    expect((await found(poscar('Mg', 'O', 4.2, 0.5))).known).toMatchObject({
      status: 'KNOWN_PROTOTYPE',
      match: { rms: expect.closeTo(0, 6) as number },
    });
    expect((await found(poscar('Ga', 'As', 5.6, 0.25))).known).toMatchObject({
      status: 'KNOWN_PROTOTYPE',
      match: { material: { sourceId: 'ZnS.vasp' } },
    });
    // NiAs: the composition of none, the prototype of none.
    const nickeline = `NiAs\n1.0\n3.6 0 0\n-1.8 3.1177 0\n0 0 5.0\nNi As\n2 2\nDirect\n0 0 0\n0 0 .5\n.333333333 .666666667 .25\n.666666667 .333333333 .75\n`;
    expect((await found(nickeline)).known).toEqual({ status: 'NEW', match: null, storedCrystals: 5 });
    // NaCl, but not as rock salt: its composition is stored, this crystal is not, and its prototype is.
    expect((await found(poscar('Na', 'Cl', 3.4, 0.5, false))).known).toMatchObject({
      status: 'KNOWN_PROTOTYPE',
      match: { material: { sourceId: 'CsCl.vasp' } },
    });
  });

  it('finds predicted structures', async () => {
    const { predictions, known } = await found(poscar('K', 'Br', 6.6, 0.5));
    expect(known.status).toBe('KNOWN_PROTOTYPE');
    expect(predictions).toHaveLength(1);
    expect(predictions[0]).toMatchObject({ structure: { prototype: 'AB_cF8_225_a_b' }, rms: expect.closeTo(0, 6) as number });
  });

  it.each([
    ['', 'UnknownFormat'],
    ['nothing of the kind', 'UnknownFormat'],
    ['x\n1.0\n1 0 0\n0 1 0\n0 0 1\nNa Cl\n1 1\nDirect\n0 0 0\n0 0 0\n', 'InvalidStructure'],
  ])('refuses %j', async (content, reason) => {
    const { errors } = await find(content);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });
});

describe('a predicted structure', () => {
  interface Ranked {
    readonly rank: number;
    readonly prototype: string;
    readonly known: Comparison;
    readonly similarMaterials: Found['similarMaterials'];
  }
  const ranked = async (): Promise<readonly Ranked[]> => {
    const { data, errors } = await api.query<{ prediction: { structures: { edges: { node: Ranked }[] } } }>(
      `query ($id: ID!) { prediction(id: $id) { structures(first: 3, orderBy: [{ field: RANK, direction: ASC }]) { edges { node { rank prototype ${KNOWN} ${SIMILAR} } } } } }`,
      { id: prediction },
    );
    expect(errors).toEqual([]);
    return data.prediction.structures.edges.map(({ node }) => node);
  };

  it('is compared with all crystals that are stored, also those that come later', async () => {
    const before = await ranked();
    const salt = before.find(({ prototype }) => prototype === 'AB_cF8_225_a_b');
    // Rank 1 matches a crystal of the library, whose geometry is not stored.
    expect(before[0]?.known).toMatchObject({ status: 'KNOWN', match: { rms: null, material: { sourceId: 'mp-22862' } } });
    expect(
      salt?.similarMaterials
        .slice(0, 3)
        .map(({ material }) => material.sourceId)
        .sort(),
    ).toEqual(['LiF.vasp', 'mp-901', 'mp-902']);

    await importFiles({ 'KBr.vasp': poscar('K', 'Br', 6.6, 0.5) });
    const after = (await ranked()).find(({ prototype }) => prototype === 'AB_cF8_225_a_b');
    expect(after?.known).toMatchObject({
      status: 'KNOWN',
      storedCrystals: 6,
      match: { rms: expect.closeTo(0, 6) as number, material: { sourceId: 'KBr.vasp' } },
    });
    expect(after?.similarMaterials[0]?.material.sourceId).toBe('KBr.vasp');
  });

  it('is searched for together with its whole page', async () => {
    api.takeStatements();
    const { errors } = await api.query(`{ structures(first: 20) { edges { node { ${SIMILAR} } } } }`);
    expect(errors).toEqual([]);
    const statements = api.takeStatements();
    expect(statements.filter((text) => text.includes('FROM material_import'))).toHaveLength(1);
    // the page, its structures, the counters of imports, the materials
    expect(statements.filter((text) => text.startsWith('SELECT'))).toHaveLength(4);
  });

  it('costs what it takes', async () => {
    const { errors } = await api.query(
      `query ($id: ID!) { prediction(id: $id) { structures(first: 100) { edges { node { similarMaterials(first: 50) { material { similarMaterials(first: 50) { distance } } } } } } } }`,
      { id: prediction },
    );
    expect(errors[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('a material', () => {
  it('has similar ones, itself left out; one without a crystal has none', async () => {
    const { data } = await api.query<{ materials: { edges: { node: { sourceId: string; similarMaterials: Found['similarMaterials'] | null } }[] } }>(
      `{ materials(first: 2, filter: { sourceId: ["mp-901", "mp-22862"] }) { edges { node { sourceId ${SIMILAR} } } } }`,
    );
    const bySourceId = new Map(data.materials.edges.map(({ node }) => [node.sourceId, node.similarMaterials]));
    expect(bySourceId.get('mp-901')?.map(({ material }) => material.sourceId)).not.toContain('mp-901');
    expect(bySourceId.get('mp-901')?.[0]).toMatchObject({ material: { sourceId: 'mp-902' } });
    expect(bySourceId.get('mp-22862')).toBeNull();
  });
});

describe('powder patterns', () => {
  interface Pattern {
    readonly wavelength: number;
    readonly peaks: readonly {
      readonly twoTheta: number;
      readonly intensity: number;
      readonly dSpacing: number;
      readonly families: readonly { readonly hkl: readonly number[]; readonly multiplicity: number }[];
    }[];
  }
  const PEAKS = 'wavelength peaks { twoTheta intensity dSpacing families { hkl multiplicity } }';
  const patternOf = (args: string) =>
    api.query<{ materials: { edges: { node: { powderPattern: Pattern } }[] } }>(
      `{ materials(first: 1, filter: { sourceId: ["LiF.vasp"] }) { edges { node { powderPattern${args} { ${PEAKS} } } } } }`,
    );

  it('has indices of the conventional cell unless another is asked for', async () => {
    const conventional = (await patternOf('(twoThetaMax: 70)')).data.materials.edges[0]?.node.powderPattern;
    expect(conventional?.wavelength).toBe(1.54184);
    // a = 4 Å: d(111) = 4/√3; all odd or all even.
    expect(conventional?.peaks.map(({ families }) => families[0])).toEqual([
      { hkl: [1, 1, 1], multiplicity: 8 },
      { hkl: [2, 0, 0], multiplicity: 6 },
      { hkl: [2, 2, 0], multiplicity: 12 },
    ]);
    expect(conventional?.peaks[0]?.dSpacing).toBeCloseTo(4 / Math.sqrt(3), 6);
    const primitive = (await patternOf('(twoThetaMax: 70, cell: PRIMITIVE, radiation: MO_KA1)')).data.materials.edges[0]?.node.powderPattern;
    expect(primitive?.wavelength).toBe(0.7093);
    expect(primitive?.peaks[0]?.families[0]?.hkl).not.toEqual([1, 1, 1]);
  });

  it.each([
    ['(twoThetaMin: 50, twoThetaMax: 40)', 'InvalidDiffractionInput'],
    ['(wavelength: 50)', 'InvalidDiffractionInput'],
    ['(wavelength: 0.01, twoThetaMax: 180)', 'TooManyReflections'],
  ])('refuses %s', async (args, reason) => {
    expect((await patternOf(args)).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });

  interface Matched {
    readonly residual: number | null;
    readonly zeroShift: number | null;
    readonly stretch: number | null;
    readonly structure: { readonly prototype: string };
  }
  const match = (pattern: string, first = 3) =>
    api.query<{ matchPowderPattern: Matched[] }>(
      'query ($input: MatchPowderPatternInput!, $first: Int!) { matchPowderPattern(input: $input, first: $first) { residual zeroShift stretch structure { prototype } } }',
      { input: { predictionId: prediction, pattern }, first },
    );

  it('tell which structure was measured', async () => {
    const { data } = await api.query<{ prediction: { structures: { edges: { node: { prototype: string; powderPattern: Pattern } }[] } } }>(
      `query ($id: ID!) { prediction(id: $id) { structures(first: 3, orderBy: [{ field: RANK, direction: ASC }]) { edges { node { prototype powderPattern(twoThetaMax: 85) { ${PEAKS} } } } } } }`,
      { id: prediction },
    );
    // The second of the ranking in a cell of edges 1.2 % longer, its peaks as Gaussians of 0.2°, moved by 0.1°, on a slope.
    const stretched = (twoTheta: number): number => Math.asin(Math.sin((twoTheta * Math.PI) / 360) / 1.012) * (360 / Math.PI);
    const measured = data.prediction.structures.edges[1]?.node;
    const text = Array.from({ length: 700 }, (_, k) => 10 + k / 10).map((angle) => {
      const peaks = measured?.powderPattern.peaks ?? [];
      const intensity = peaks.reduce(
        (sum, peak) => sum + peak.intensity * Math.exp(-4 * Math.LN2 * ((angle - 0.1 - stretched(peak.twoTheta)) / 0.2) ** 2),
        0,
      );
      return `${angle} ${5 * intensity + 40 - angle / 5}`;
    });
    const { data: matches, errors } = await match(`# measured\n${text.join('\n')}`);
    expect(errors).toEqual([]);
    expect(matches.matchPowderPattern).toHaveLength(2); // two of the three toy structures relax to one
    expect(matches.matchPowderPattern[0]?.structure.prototype).toBe(measured?.prototype);
    expect(matches.matchPowderPattern[0]?.residual).toBeLessThan(0.2);
    expect(matches.matchPowderPattern[0]?.zeroShift).toBeCloseTo(0.1, 1);
    expect(matches.matchPowderPattern[0]?.stretch).toBeCloseTo(0.012, 3);
    expect(matches.matchPowderPattern[1]?.residual ?? 1).toBeGreaterThan(0.5);
  });

  it.each([
    ['10 1\n11 2\n', 3, 'ParseFailed'],
    ['10 1\n11 x\n', 3, 'ParseFailed'],
    ['10 1\n', 21, undefined],
  ])('refuses the pattern %j with %i structures', async (pattern, first, reason) => {
    const { errors } = await match(pattern, first);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', ...(reason === undefined ? {} : { reason }) });
  });
});
