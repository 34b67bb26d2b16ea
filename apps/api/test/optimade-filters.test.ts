/** What filters find, by the reference implementation of the consortium (golden/optimade/generate.py) and by the specification's own rules. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crystalLines } from './support/crystal-lines.js';
import { importLines } from './support/import-lines.js';
import type { Entry, OptimadeClient } from './support/optimade-client.js';
import { optimadeClient } from './support/optimade-client.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { buildToyModule } from './support/toy-module.js';

interface Golden {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly filters: readonly { readonly filter: string; readonly found: readonly string[] }[];
}

const golden = JSON.parse(readFileSync(new URL('./golden/optimade/golden.json', import.meta.url), 'utf8')) as Golden;
const EVERY = golden.entries.map((entry) => String(entry['_exmpl_source_id']));

let server: TestServer;
let api: TestApi;
let optimade: OptimadeClient;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  api = await startTestApi(url, buildToyModule());
  await importLines(url, crystalLines());
  optimade = optimadeClient(`${api.url}/optimade/v1`);
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

const sourceIds = (entries: readonly Entry[]): string[] => entries.map(({ attributes }) => String(attributes['_exmpl_source_id'])).sort();

async function found(filter: string): Promise<string[]> {
  const { status, body } = await optimade.filter(filter);
  expect([filter, status, body.errors]).toEqual([filter, 200, undefined]);
  return sourceIds(body.data);
}

describe('filters', () => {
  it('find what the reference implementation finds, among entries with the same properties', async () => {
    const names = Object.keys(golden.entries[0] ?? {});
    const entries = await optimade.all('structures', { response_fields: names.join(','), page_limit: '100' });
    const properties = entries
      .map(({ attributes }) => attributes)
      .sort((a, b) => (String(a['_exmpl_source_id']) < String(b['_exmpl_source_id']) ? -1 : 1));
    expect(properties).toEqual(golden.entries);
    expect(golden.filters.length).toBeGreaterThan(59);
    for (const { filter, found: expected } of golden.filters) expect([filter, await found(filter)]).toEqual([filter, expected]);
  });

  /** Pairs that the specification makes equal: what the reference implementation lacks is said in terms of what it has. */
  it.each([
    ['elements HAS = "Na"', 'elements HAS "Na"'],
    ['elements HAS != "Na"', 'NOT elements HAS ONLY "Na"'],
    ['elements HAS ALL != "O", "O"', 'elements HAS "O" AND nelements > 1'],
    ['elements HAS ANY > "Xa", = "Na"', 'elements HAS ANY "Xe","Zr","Na"'],
    ['elements HAS ONLY <= "F"', 'elements HAS ONLY "Al","Ba","Br","C","Ca","Cl","Cs","F"'],
    ['elements_ratios HAS > 0.55', 'nelements = 1 OR chemical_formula_anonymous = "A3BC" OR chemical_formula_anonymous = "A2B"'],
    ['NOT elements_ratios HAS < 0.5', 'nelements = 1 OR chemical_formula_anonymous = "AB"'],
    ['elements:elements_ratios HAS "O":0.6', 'elements HAS "O" AND chemical_formula_anonymous = "A3BC"'],
    [
      'elements:elements_ratios HAS "O":>0.45',
      'elements HAS "O" AND elements:elements_ratios HAS >"N":>0.45 AND NOT chemical_formula_reduced = "LiO2" OR elements:elements_ratios HAS ALL "O":>=0.5',
    ],
    ['elements:elements_ratios HAS ALL "Ba":0.2,"Ti":0.2', 'elements HAS ALL "Ba","Ti"'],
    ['elements:elements_ratios HAS ANY "Ba":0.2,"Xe":1', 'elements HAS "Xe" OR elements HAS "Ba" AND nelements > 2'],
    ['elements:elements_ratios HAS ONLY "Na":0.5,"Cl":0.5', 'chemical_formula_reduced = "ClNa"'],
    ['NOT elements:elements_ratios HAS "O":0.6', 'NOT (elements HAS "O" AND chemical_formula_anonymous = "A3BC")'],
    ['elements:elements HAS >="N":<="O"', 'elements HAS ANY "N","Na","Ni","O"'],
    ['species_at_sites HAS ALL "Na","Cl"', 'elements HAS ALL "Na","Cl"'],
    ['species_at_sites LENGTH 5', 'nsites = 5'],
    ['elements LENGTH >= 3', 'nelements = 3 OR nelements = 4'],
    ['NOT elements LENGTH != 2', 'nelements = 2'],
    ['elements LENGTH 2.5', 'nelements < 0'],
    [
      'NOT elements HAS ONLY "C","H"',
      'elements HAS ANY "Al","Ba","Br","Ca","Cl","Cs","F","Fe","K","La","Li","Mg","N","Na","Ni","O","Si","Sr","Ta","Ti","Xe","Zr"',
    ],
    ['_exmpl_source_id CONTAINS "\\\\" OR _exmpl_source_id CONTAINS "\\""', 'nelements < 0'],
    ['nelements = nsites', 'chemical_formula_anonymous = "A" OR chemical_formula_anonymous = "AB"'],
    ['nsites > nelements', 'NOT nelements = nsites'],
    ['_exmpl_band_gap >= _exmpl_energy_above_hull', 'NOT _exmpl_band_gap < _exmpl_energy_above_hull'],
    ['chemical_formula_hill != chemical_formula_reduced', 'NOT chemical_formula_hill = chemical_formula_reduced'],
    ['chemical_formula_hill STARTS WITH chemical_formula_reduced', 'chemical_formula_hill = chemical_formula_reduced'],
    ['_exmpl_is_theoretical', '_exmpl_is_theoretical = TRUE'],
    ['NOT _exmpl_is_theoretical', '_exmpl_is_theoretical = FALSE'],
    // A missing value matches neither a comparison nor its negation.
    ['NOT _exmpl_energy_above_hull < 0.1', '_exmpl_energy_above_hull >= 0.1'],
    ['NOT _exmpl_energy_above_hull != 0.02', '_exmpl_energy_above_hull = 0.02'],
    ['NOT (_exmpl_energy_above_hull < 0.1 AND nelements = 2)', '_exmpl_energy_above_hull >= 0.1 OR nelements != 2'],
    ['_exmpl_band_gap = _exmpl_band_gap', '_exmpl_band_gap IS KNOWN'],
    ['id IS KNOWN AND lattice_vectors IS KNOWN AND assemblies IS UNKNOWN', 'nelements > 0'],
    ['NOT assemblies = 1 OR assemblies != 1', 'nelements < 0'],
    ['type = "structures"', 'nelements > 0'],
    ['type != "structures" OR "references" = type', 'nelements < 0'],
    ['last_modified > "2020-01-01T00:00:00.123456789Z" AND last_modified < "2999-12-31t23:59:60.5+02:00"', 'nelements > 0'],
    ['immutable_id STARTS "0" OR NOT id STARTS WITH "0"', 'nelements > 0'],
    ['nelements < 1e300 AND nelements > -4294967296.5', 'nelements > 0'],
  ])('%s finds what %s does', async (one, other) => {
    expect(await found(one)).toEqual(await found(other));
  });

  it('are not empty by accident', async () => {
    expect(await found('nelements > 0')).toEqual(EVERY);
    expect(await found('nelements < 0')).toEqual([]);
    expect((await found('_exmpl_band_gap IS KNOWN')).length).toBeLessThan(EVERY.length);
  });
});
