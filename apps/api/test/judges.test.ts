import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNodeId } from '@kessho/schema/node-id';
import { installModelPack } from '@kessho/models/packs/install-model-pack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimChunk } from '../src/jobs/chunk-claims.js';
import type { ChunkKey } from '../src/jobs/definitions.js';
import { startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';

/** Random weights: `training/potential/random_nequix.py`. */
const PACK = new URL('../../../packages/models/test/random-nequix.zip', import.meta.url);
/** The stages that ship. */
const SHIPPED = '';
/** A busy machine takes its time to load and to relax. */
const TIMEOUT_MS = 600_000;
const SMALL = { formula: 'MgO', budget: 'QUICK', maxAtoms: 4, spaceGroups: [216, 221, 225] };

let server: TestServer;
let url: string;
let api: TestApi;
let packs: string;

beforeAll(async () => {
  packs = mkdtempSync(join(tmpdir(), 'kessho-judges-'));
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, SHIPPED, { KESSHO_MODELS: packs });
});
afterAll(async () => {
  await api.close();
  await server.stop();
  rmSync(packs, { recursive: true, force: true });
});

interface Model {
  readonly name: string;
  readonly version: string;
}

async function judges(): Promise<readonly (Model & { readonly card: { readonly elements: readonly string[] } })[]> {
  const { data } = await api.query<{ judges: Awaited<ReturnType<typeof judges>> }>('{ judges { name version card { elements } } }');
  return data.judges;
}

async function errorsOf(input: object): Promise<unknown> {
  const { data } = await api.query<{ startPrediction: { prediction: null; userErrors: unknown } }>(
    'mutation ($input: StartPredictionInput!) { startPrediction(input: $input) { prediction { id } userErrors { field code message } } }',
    { input },
  );
  expect(data.startPrediction.prediction).toBeNull();
  return data.startPrediction.userErrors;
}

interface Judged {
  readonly judge: Model | null;
  readonly models: readonly Model[];
  readonly structures: {
    readonly edges: readonly {
      readonly node: {
        readonly energyRank: number;
        readonly energyPerAtom: number;
        readonly energyModel: Model;
        readonly stability: { readonly energyAboveHull: number; readonly hull: { readonly energyModel: Model } };
        readonly judgement: {
          readonly energyPerAtom: number;
          readonly enthalpyPerAtom: number;
          readonly energyModel: Model;
          readonly energyAboveHull: number;
          readonly referenceSet: { readonly name: string; readonly chemicalSystem: string; readonly entries: number; readonly energyModel: Model };
        } | null;
      };
    }[];
  };
}

async function readJudged(id: string): Promise<Judged> {
  const { data, errors } = await api.query<{ prediction: Judged }>(
    `query ($id: ID!) { prediction(id: $id) { judge { name version } models { name version } structures(first: 50, filter: { rank: { gte: 1 } }) { edges { node {
      energyRank energyPerAtom energyModel { name version } stability { energyAboveHull hull { energyModel { name version } } }
      judgement { energyPerAtom enthalpyPerAtom energyModel { name version } energyAboveHull
        referenceSet { name chemicalSystem entries energyModel { name version } } } } } } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data.prediction;
}

describe('a judge', () => {
  it('must be installed and know the elements', async () => {
    expect(await judges()).toEqual([]);
    expect(await errorsOf({ ...SMALL, judge: 'random-nequix' })).toEqual([
      { field: ['judge'], code: 'UNKNOWN_JUDGE', message: 'No potential "random-nequix" is installed that could judge' },
    ]);
    await installModelPack(readFileSync(PACK), 'random-nequix.zip', packs);
    expect(await judges()).toMatchObject([
      { name: 'random-nequix', version: '1', card: { elements: expect.arrayContaining(['Mg', 'O']) as string[] } },
    ]);
    expect(await errorsOf({ ...SMALL, formula: 'CaF2', judge: 'random-nequix@1' })).toEqual([
      { field: ['judge'], code: 'UNSUPPORTED_ELEMENT', message: 'random-nequix 1 knows nothing of F, Ca' },
    ]);
    // the one that searches cannot be its own judge
    expect(await errorsOf({ ...SMALL, judge: 'chgnet' })).toMatchObject([{ code: 'UNKNOWN_JUDGE' }]);
  });

  it(
    'decides the order of the finalists under its own name, on a worker that has it',
    async () => {
      const judged = await startPrediction(api, { ...SMALL, judge: 'random-nequix' });
      const plain = await startPrediction(api, SMALL);
      expect(plain).not.toBe(judged);
      expect((await readJudged(plain)).judge).toBeNull();
      await api.query('mutation ($id: ID!) { cancelPrediction(input: { predictionId: $id }) { userErrors { code } } }', { id: plain });

      const first: ChunkKey = { predictionId: decodeNodeId(judged)?.uuid ?? '', stage: 'propose', chunkIndex: 0 };
      expect(
        await claimChunk(api.database, first, 'a worker without the judge', { modelsVersion: '', versions: async () => [], of: async () => null }),
      ).toBeNull();
      const worker = await startTestWorker(url, SHIPPED, { ms: 0 }, { KESSHO_MODELS: packs });
      expect((await waitForEnd(api, judged, TIMEOUT_MS)).state).toBe('SUCCEEDED');
      await worker.stop();
      const [search, judge] = [
        { name: 'chgnet', version: '0.3.0' },
        { name: 'random-nequix', version: '1' },
      ];
      const prediction = await readJudged(judged);
      expect(prediction.judge).toEqual(judge);
      expect(prediction.models.slice(0, 2)).toEqual([search, judge]);
      const structures = prediction.structures.edges.map(({ node }) => node);
      expect(structures.length).toBeGreaterThan(1);
      for (const { energyModel, stability, judgement, energyPerAtom } of structures) {
        expect([energyModel, stability.hull.energyModel, judgement?.energyModel]).toEqual([search, search, judge]);
        expect(judgement?.energyPerAtom).not.toBeCloseTo(energyPerAtom, 3);
        // each potential has its own hull: the judge relaxed the known crystals of the system itself
        expect(judgement?.referenceSet).toMatchObject({ chemicalSystem: 'Mg-O', energyModel: judge });
        expect(judgement?.referenceSet.entries).toBeGreaterThan(5);
        expect(judgement?.energyAboveHull).toBeGreaterThan(-10);
        expect(judgement?.energyAboveHull).not.toBeCloseTo(stability.energyAboveHull, 6);
      }
      const byJudge = [...structures].sort((a, b) => a.energyRank - b.energyRank).map(({ judgement }) => judgement?.enthalpyPerAtom ?? NaN);
      expect(byJudge).toEqual([...byJudge].sort((a, b) => a - b));
    },
    TIMEOUT_MS,
  );
});
