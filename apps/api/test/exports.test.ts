import { strFromU8, unzipSync } from 'fflate';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { exportRanking } from '../src/modules/structures/export-ranking.js';
import { exportedFile } from '../src/modules/structures/exported-file.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';

/** A large prediction; set to more to see that memory does not follow. */
const STRUCTURES = Number(process.env['KESSHO_TEST_STRUCTURES'] ?? 1200);
const SITES = 20;

let server: TestServer;
let database: DataSource;
let prediction: Prediction;

beforeAll(async () => {
  loadSymmetryEngineFromPackage();
  server = await startTestServer();
  const url = await server.createDatabase();
  database = await createDataSource({
    url,
    applicationName: 'test',
    poolSize: 4,
    statementTimeoutMs: 60_000,
    onConnectionError: () => undefined,
  }).initialize();
  await migrate(database, url);
  const uuid = (kind: string, number: string): string => `md5('${kind}' || ${number})::uuid`;
  const numbers = (count: number, value: string): string => `(SELECT array_agg(${value}) FROM generate_series(1, ${count}) AS j)`;
  const rows = `FROM generate_series(1, ${STRUCTURES}) AS k`;
  for (const statement of [
    `INSERT INTO composition (id, formula, anonymous_formula, chemical_system, elements, counts, atomic_numbers, number_of_elements)
     VALUES (${uuid('composition', '1')}, 'Mg', 'A', 'Mg', '{Mg}', '{1}', '{12}', 1)`,
    `INSERT INTO energy_model (id, name, version, "sha256") VALUES (${uuid('model', '1')}, 'made-up', '1', 'none')`,
    `INSERT INTO prediction (id, composition_id, formula_text, seed, budget, max_atoms, space_groups, pressure_gpa, holdout, input_hash, models_version,
       code_version, state, turn, model_ids)
     VALUES (${uuid('prediction', '1')}, ${uuid('composition', '1')}, 'Mg', '1', 'thorough', 60, '{}', 0, false, 'hash', 'v', 'v', 'succeeded', 1,
       ARRAY[${uuid('model', '1')}])`,
    `INSERT INTO candidate (id, prediction_id, key, ordinal, lattice, frac_coords, atomic_numbers, nsites, volume_per_atom, generator, likelihood, state)
     SELECT ${uuid('candidate', 'k')}, ${uuid('prediction', '1')}, 'c' || k, k, '{4,0,0,0,4,0,0,0,4}', '{0,0,0}', '{12}', 1, 20, 'symmetric', 0.1, 'ranked' ${rows}`,
    `INSERT INTO relaxed_structure (id, prediction_id, candidate_id, composition_id, energy_model_id, lattice, frac_coords, atomic_numbers, nsites,
       volume_per_atom, density, energy_per_atom, enthalpy_per_atom, forces, stress, max_force, steps, stop_reason, trajectory, rank, energy_rank,
       probability, likelihood, space_group_number, space_group_symbol, symprec, prototype)
     SELECT ${uuid('structure', 'k')}, ${uuid('prediction', '1')}, ${uuid('candidate', 'k')}, ${uuid('composition', '1')}, ${uuid('model', '1')},
       '{7,0,0,1,7.5,0,0.5,1,8}', ${numbers(3 * SITES, '((j * 7919 + (j / 3) * 104729) % 10007) / 10007.0')}, ${numbers(SITES, '12')}, ${SITES}, 21, 5, -1 - 1.0 / k, -1 - 1.0 / k,
       ${numbers(3 * SITES, '0.001 * j')}, '{0,0,0,0,0,0,0,0,0}', 0.1, 10, 'converged', '{"energiesPerAtom": [], "maxForces": [], "frames": []}', k, k,
       0.1 / k, 0.1, 1, 'P 1', 0.01, 'A_aP20_1_20a' ${rows}`,
  ])
    await database.query(statement);
  prediction = await database.getRepository(Prediction).findOneByOrFail({});
}, 400_000);
afterAll(async () => {
  await database.destroy();
  await server.stop();
});

/** Pieces of an export, and how often rows were read before each. */
async function* piecesOf(format: 'csv' | 'extxyz' | 'archive'): AsyncGenerator<{ readonly piece: string | Uint8Array; readonly reads: number }> {
  const reading = vi.spyOn(database.getRepository(RelaxedStructure), 'find');
  try {
    const { body } = await exportRanking(database, prediction, format);
    for await (const piece of body as AsyncIterable<string | Uint8Array>) yield { piece, reads: reading.mock.calls.length };
  } finally {
    reading.mockRestore();
  }
}

describe('an export of a large prediction', () => {
  it('has every structure, beyond what one page holds, in its order', async () => {
    let text = '';
    let longest = 0;
    for await (const { piece } of piecesOf('csv')) {
      text += String(piece);
      longest = Math.max(longest, piece.length);
    }
    const ranks = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0]));
    expect(ranks).toEqual(Array.from({ length: STRUCTURES }, (_, k) => k + 1));
    expect(longest).toBeLessThan(text.length / 10);
  });

  it('reads a page when the one before it has gone, and none once nobody takes them', async () => {
    const seen: number[] = [];
    for await (const { reads } of piecesOf('extxyz')) {
      seen.push(reads);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const reading = vi.spyOn(database.getRepository(RelaxedStructure), 'find');
    expect(reading).not.toHaveBeenCalled();
    reading.mockRestore();
  });

  it('is packed piece by piece, with memory for a page of it', async () => {
    const pieces: Uint8Array[] = [];
    const began = process.memoryUsage().rss;
    let most = 0;
    for await (const { piece } of piecesOf('archive')) {
      pieces.push(piece as Uint8Array);
      most = Math.max(most, process.memoryUsage().rss - began);
    }
    const archive = Buffer.concat(pieces);
    const files = unzipSync(archive);
    expect(Object.keys(files).filter((name) => name.endsWith('.cif'))).toHaveLength(STRUCTURES);
    const result = JSON.parse(strFromU8(files['Mg/result.json'] as Uint8Array)) as { structures: { rank: number }[] };
    expect(result.structures.map(({ rank }) => rank)).toEqual(Array.from({ length: STRUCTURES }, (_, k) => k + 1));
    const unpacked = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    if (process.env['KESSHO_TEST_STRUCTURES'] !== undefined)
      process.stderr.write(`${STRUCTURES} structures: ${unpacked} bytes, packed ${archive.length}, ${most} bytes more memory at most\n`);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(archive.length / 4);
  }, 400_000);

  it('is told of in an answer by its hash alone', async () => {
    const file = await exportedFile(await exportRanking(database, prediction, 'extxyz'), '/exports/x');
    expect(file.content).toBeNull();
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    const small = await exportedFile(await exportRanking(database, prediction, 'csv'), '/exports/x');
    expect(small.content?.split('\r\n').length).toBe(STRUCTURES + 2);
  });
});
