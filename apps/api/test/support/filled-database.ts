import type { DataSource } from 'typeorm';

/** Rows of each table. */
export const FILLED = { compositions: 10_000, predictions: 20_000, candidates: 60_000, structures: 30_000, events: 40_000 } as const;

/** Predictions that still have their candidates and structures, an equal share each. */
export const KEPT_PREDICTIONS = 20;

/** Fill a migrated database with so many rows that reading all of a table shows. Values follow from the row's number alone. */
export async function fillDatabase(database: DataSource): Promise<void> {
  const uuid = (kind: string, number: string): string => `md5('${kind}' || (${number}))::uuid`;
  // A number in [0, 1) that looks like chance.
  const chance = (salt: string): string => `((('x' || substr(md5('${salt}' || k), 1, 8))::bit(32)::bigint) / 4294967296.0)`;
  const kept = uuid('prediction', `1 + k % ${KEPT_PREDICTIONS}`);
  const rows = (count: number): string => `FROM generate_series(1, ${count}) AS k`;
  const statements = [
    `INSERT INTO composition (id, formula, anonymous_formula, chemical_system, elements, counts, atomic_numbers, number_of_elements)
     SELECT ${uuid('composition', 'k')}, 'X' || k, 'ABC' || k % 40, 'A' || k % 90 || '-B' || k % 80, ARRAY['A' || k % 90, 'B' || k % 80, 'C' || k % 70],
       '{1,1,3}', '{1,2,3}', 3 ${rows(FILLED.compositions)}`,
    `INSERT INTO energy_model (id, name, version, "sha256") VALUES (${uuid('model', '1')}, 'lennard-jones', '1', 'none')`,
    `INSERT INTO member (id, name, role) SELECT ${uuid('member', 'k')}, 'member ' || k, 'member' FROM generate_series(1, 2) AS k`,
    `INSERT INTO prediction (id, composition_id, formula_text, seed, budget, max_atoms, space_groups, pressure_gpa, holdout, input_hash, models_version,
       code_version, started_by, state, turn, created_at, finished_at)
     SELECT ${uuid('prediction', 'k')}, ${uuid('composition', `1 + k % ${FILLED.compositions}`)}, 'X', 's' || k % 100, 'standard', 60, '{}', 0, false, 'hash' || k,
       'v', 'v', CASE WHEN k % 1000 = 7 THEN ${uuid('member', '2')} ELSE ${uuid('member', '1')} END, CASE WHEN k % 1000 = 0 THEN 'running' WHEN k % 50 = 0 THEN 'failed' ELSE 'succeeded' END, k, now() - k * interval '7 minutes',
       CASE WHEN k % 1000 = 0 THEN NULL ELSE now() - k * interval '6 minutes' END ${rows(FILLED.predictions)}`,
    `INSERT INTO prediction_event (prediction_id, sequence, kind, message)
     SELECT ${uuid('prediction', `1 + k % ${FILLED.predictions}`)}, k, 'submitted', '' ${rows(FILLED.events)}`,
    // One in ten was only met by a prediction; of the others one in five has no energies.
    `INSERT INTO material (id, source, source_id, source_key, formula, composition_id, elements, number_of_elements, lattice, frac_coords, atomic_numbers, nsites, volume,
       volume_per_atom, density, space_group_number, space_group_symbol, symprec, prototype, functional, correction_scheme, formation_energy_per_atom,
       energy_above_hull, band_gap, imported_at)
     SELECT ${uuid('material', 'k')}, 'materials-project', 'mp-' || k, 'mp-' || k, 'X' || k, ${uuid('composition', 'k')}, ARRAY['A' || k % 90, 'B' || k % 80, 'C' || k % 70], 3,
       CASE WHEN known THEN '{4,0,0,0,4,0,0,0,4}'::float8[] END, CASE WHEN known THEN '{0,0,0}'::float8[] END, CASE WHEN known THEN '{3}'::smallint[] END,
       CASE WHEN known THEN 1 END, CASE WHEN known THEN 64 END, CASE WHEN known THEN 10 + 20 * ${chance('v')} END, CASE WHEN known THEN 5 * ${chance('d')} END,
       CASE WHEN known THEN 1 + k % 230 END, CASE WHEN known THEN 'P 1' END, CASE WHEN known THEN 0.1 END, CASE WHEN known THEN 'A_' || k % 300 END,
       'PBE', 'none', CASE WHEN valued THEN -2 * ${chance('f')} END, CASE WHEN valued THEN ${chance('h')} END, CASE WHEN valued THEN 9 * ${chance('g')} END,
       CASE WHEN known THEN now() - k * interval '1 minute' END
     FROM (SELECT k, k % 10 > 0 AS known, k % 10 > 2 AS valued ${rows(FILLED.compositions)}) AS numbered`,
    `INSERT INTO candidate (id, prediction_id, key, ordinal, lattice, frac_coords, atomic_numbers, nsites, volume_per_atom, generator, source_material_id,
       likelihood, state, energy_per_atom)
     SELECT ${uuid('candidate', 'k')}, ${kept}, 'c' || k, k, '{4,0,0,0,4,0,0,0,4}', '{0,0,0}', '{3}', 1, 20,
       'substitution', ${uuid('material', `1 + k % ${FILLED.compositions}`)}, ${chance('l')}, 'ranked', CASE WHEN ${chance('n')} < 0.1 THEN NULL ELSE -5 * ${chance('e')} END
     ${rows(FILLED.candidates)}`,
    `INSERT INTO relaxed_structure (id, prediction_id, candidate_id, composition_id, energy_model_id, lattice, frac_coords, atomic_numbers, nsites,
       volume_per_atom, density, energy_per_atom, enthalpy_per_atom, forces, stress, max_force, steps, stop_reason, trajectory, rank, energy_rank,
       probability, space_group_number, space_group_symbol, energy_above_hull, known_match_id, created_at)
     SELECT ${uuid('structure', 'k')}, ${kept}, ${uuid('candidate', 'k')},
       ${uuid('composition', `1 + k % ${FILLED.compositions}`)}, ${uuid('model', '1')}, '{4,0,0,0,4,0,0,0,4}', '{0,0,0}', '{3}', 1, 20, 5, -5 * ${chance('e')},
       -5 * ${chance('e')}, '{0,0,0}', '{0,0,0,0,0,0,0,0,0}', 0, 10, 'converged', '{}', CASE WHEN ${chance('n')} < 0.2 THEN NULL ELSE 1 + k % 500 END, 1,
       CASE WHEN ${chance('n')} < 0.2 THEN NULL ELSE ${chance('p')} END, 1 + k % 230, 'P 1', CASE WHEN ${chance('n')} < 0.2 THEN NULL ELSE ${chance('h')} END,
       ${uuid('material', `1 + k % ${FILLED.compositions}`)}, now() - k * interval '3 minutes' ${rows(FILLED.structures)}`,
    // As the server does after an import, and by itself where rows come one by one.
    'VACUUM (ANALYZE)',
  ];
  for (const statement of statements) await database.query(statement);
}
