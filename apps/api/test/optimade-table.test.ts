/** The table that OPTIMADE reads, kept by triggers. */
import { alphabeticalFormula, hillFormula } from '@kessho/core/composition/written-formula';
import { descendingAnonymousFormula } from '@kessho/core/composition/anonymous-formula';
import { symbolCounts } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crystalLines } from './support/crystal-lines.js';
import { saltLine } from './support/import-files.js';
import { importLines } from './support/import-lines.js';
import { startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let url: string;
let api: TestApi;
const toyModule = buildToyModule();

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  api = await startTestApi(url, toyModule);
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => api.database.query<Row[]>(text, values);

/** Rows of the table; it has to equal its source, row by row. */
async function rowsInStep(): Promise<number> {
  const [{ odd, count } = { odd: NaN, count: NaN }] = await rows<{ odd: number; count: number }>(
    `SELECT (SELECT count(*)::int FROM ((TABLE optimade_source EXCEPT TABLE optimade_structure) UNION ALL (TABLE optimade_structure EXCEPT TABLE optimade_source)) AS o) AS odd,
       (SELECT count(*)::int FROM optimade_structure) AS count`,
  );
  expect(odd).toBe(0);
  return count;
}

describe('optimade_structure', () => {
  it('follows imports, predictions, changes and deletions', async () => {
    expect(await rowsInStep()).toBe(0);
    await importLines(url, crystalLines());
    const imported = crystalLines().length;
    expect(await rowsInStep()).toBe(imported);

    await importLines(url, [saltLine('mp-9001', 7, { e_hull_2021: 0.5 })]); // another crystal under an id that is there
    expect(await rowsInStep()).toBe(imported);
    expect(
      await rows(`SELECT chemical_formula_reduced AS formula, energy_above_hull AS energy FROM optimade_structure WHERE source_id = 'mp-9001'`),
    ).toEqual([{ formula: 'ClNa', energy: 0.5 }]);

    const worker = await startTestWorker(url, toyModule);
    const before = new Date();
    await waitForEnd(api, await startPrediction(api, { formula: 'KBr', seed: 'table', budget: 'QUICK' }));
    await worker.kill();
    const predicted = (await rowsInStep()) - imported;
    expect(predicted).toBeGreaterThan(0);
    const times = await rows<{ last_modified: Date }>('SELECT last_modified FROM optimade_structure WHERE prediction_id IS NOT NULL');
    for (const { last_modified: time } of times) expect(time.getTime()).toBeGreaterThanOrEqual(before.getTime());

    await rows(
      `UPDATE material SET (lattice, frac_coords, atomic_numbers, nsites, volume, volume_per_atom, density, space_group_number, space_group_symbol, symprec, prototype, fingerprint)
         = (SELECT NULL::float8[], NULL::float8[], NULL::smallint[], NULL::int, NULL::float8, NULL::float8, NULL::float8, NULL::int, NULL, NULL::float8, NULL, NULL::bytea)
       WHERE source_id IN ('mp-9002', 'mp-9003')`,
    );
    expect(await rowsInStep()).toBe(imported + predicted - 2);
    await rows(`DELETE FROM material WHERE source_id = 'mp-9004'`);
    await rows('DELETE FROM prediction');
    expect(await rowsInStep()).toBe(imported - 3);
  });

  it('has the formulas that the core writes', async () => {
    const element = fc.integer({ min: 1, max: 96 });
    const compositions = fc.uniqueArray(fc.record({ z: element, count: fc.integer({ min: 1, max: 30 }) }), {
      selector: ({ z }) => z,
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(compositions, fc.integer({ min: 1, max: 4 }), async (parts, units) => {
        const reduced = reduceComposition({ atomicNumbers: parts.map(({ z }) => z), counts: parts.map(({ count }) => count) });
        const terms = symbolCounts(reduced);
        const total = terms.reduce((sum, [, count]) => sum + count, 0);
        const [row] = await rows('SELECT * FROM optimade_formulas($1, $2, $3)', [
          terms.map(([symbol]) => symbol),
          terms.map(([, count]) => count),
          units * total,
        ]);
        const sorted = [...terms].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(row).toEqual({
          elements: sorted.map(([symbol]) => symbol),
          elements_ratios: sorted.map(([, count]) => count / total),
          nelements: terms.length,
          chemical_formula_reduced: alphabeticalFormula(reduced),
          chemical_formula_anonymous: descendingAnonymousFormula(reduced),
          chemical_formula_hill: hillFormula({ ...reduced, counts: reduced.counts.map((count) => count * units) }),
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the argument `optimade` of GraphQL', () => {
  const count = async (list: 'materials' | 'structures', filter: object): Promise<number> => {
    const type = list === 'materials' ? 'MaterialFilter' : 'StructureFilter';
    const { data, errors } = await api.query<Record<string, { totalCount: number }>>(
      `query ($filter: ${type}) { ${list}(first: 1, filter: $filter) { totalCount } }`,
      { filter },
    );
    expect(errors).toEqual([]);
    return data[list]?.totalCount ?? NaN;
  };

  it('means what the other fields mean, missing values under a negation included', async () => {
    const crystals = { numberOfSites: { gte: 1 } };
    for (const [optimade, same] of [
      ['elements HAS ALL "Na","Cl"', { elements: { hasAll: ['Na', 'Cl'] } }],
      ['elements HAS ONLY "Na","Cl","Fe"', { elements: { hasOnly: ['Na', 'Cl', 'Fe'] } }],
      ['_exmpl_energy_above_hull < 0.1', { energyAboveHull: { lt: 0.1 } }],
      ['NOT _exmpl_energy_above_hull < 0.1', { not: { energyAboveHull: { lt: 0.1 } } }],
      [
        'nelements = 2 AND NOT (_exmpl_band_gap > 1 OR space_group_it_number = 225)',
        { numberOfElements: { gte: 2, lte: 2 }, not: { or: [{ bandGap: { gt: 1 } }, { spaceGroupNumber: [225] }] } },
      ],
    ] as const) {
      const expected = await count('materials', { ...crystals, ...same });
      expect([optimade, await count('materials', { optimade })]).toEqual([optimade, expected]);
      expect(await count('materials', { not: { not: { optimade } } })).toBe(expected);
      expect(await count('materials', { ...crystals, not: { optimade } })).toBe(await count('materials', { ...crystals, not: same }));
      expect(await count('materials', { or: [{ and: [{ optimade }] }] })).toBe(expected);
    }
    expect(await count('materials', { not: { optimade: '_other_field = 1' } })).toBe(0);
    expect(await count('structures', { optimade: 'nelements = 2' })).toBe(0);
  });

  it('refuses what it cannot answer, and says where', async () => {
    const refusal = async (optimade: string): Promise<unknown> =>
      (await api.query('query ($filter: MaterialFilter) { materials(first: 1, filter: $filter) { totalCount } }', { filter: { optimade } }))
        .errors[0];
    expect(await refusal('elements HAS')).toMatchObject({
      message: expect.stringContaining('Character 13') as string,
      extensions: { code: 'BAD_USER_INPUT', reason: 'INVALID_FILTER' },
    });
    expect(await refusal('species.name HAS "Na"')).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', reason: 'NOT_IMPLEMENTED' } });
  });
});
