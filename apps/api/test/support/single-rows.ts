import type { NodeType } from '@kessho/schema/node-id';
import { decodeNodeId, encodeNodeId } from '@kessho/schema/node-id';
import type { DataSource } from 'typeorm';

const insert = async (database: DataSource, type: NodeType, statement: string, values: readonly unknown[] = []): Promise<string> => {
  const [row] = await database.query<{ id: string }[]>(`${statement} RETURNING id`, [...values]);
  return encodeNodeId(type, row?.id ?? '');
};

let searches = 0;

/** A search that nobody works on; gives its id. */
export const insertSearch = (database: DataSource): Promise<string> =>
  insert(
    database,
    'Search',
    `INSERT INTO search (subject, method, seed, budget, max_atoms, pressure_gpa, request, input_hash, models_version, code_version, turn, state)
     VALUES ('NaCl', 'random', '1', 1, 8, 0, '{}', $1, 'v', 'v', 0, 'stopped')`,
    [`search ${searches++}`],
  );

/** A known phase of the composition of a prediction; gives its id. */
export const insertMaterial = (database: DataSource, predictionId: string): Promise<string> =>
  insert(
    database,
    'Material',
    `INSERT INTO material (source, source_id, source_key, formula, composition_id, elements, number_of_elements)
     SELECT 'test', 'mp-1', 'mp-1', 'NaCl', composition_id, '{Na,Cl}', 2 FROM prediction WHERE id = $1`,
    [decodeNodeId(predictionId)?.uuid],
  );

/** A relaxed structure of a prediction that has none; gives its id. */
export async function insertStructure(database: DataSource, predictionId: string): Promise<string> {
  const uuid = decodeNodeId(predictionId)?.uuid;
  await database.query(`INSERT INTO energy_model (name, version, sha256) VALUES ('lennard-jones', '1', 'none')`);
  await database.query(
    `INSERT INTO candidate (prediction_id, key, ordinal, lattice, frac_coords, atomic_numbers, nsites, volume_per_atom, generator, likelihood, state)
     VALUES ($1, 'c', 0, '{4,0,0,0,4,0,0,0,4}', '{0,0,0}', '{3}', 1, 64, 'symmetric', 0.5, 'ranked')`,
    [uuid],
  );
  return insert(
    database,
    'RelaxedStructure',
    `INSERT INTO relaxed_structure (prediction_id, candidate_id, composition_id, energy_model_id, lattice, frac_coords, atomic_numbers, nsites, volume_per_atom,
       density, energy_per_atom, enthalpy_per_atom, forces, stress, max_force, steps, stop_reason, trajectory)
     SELECT p.id, c.id, p.composition_id, m.id, '{4,0,0,0,4,0,0,0,4}', '{0,0,0}', '{3}', 1, 64, 1, -1, -1, '{0,0,0}', '{0,0,0,0,0,0,0,0,0}', 0, 1, 'converged', '{}'
     FROM prediction p JOIN candidate c ON c.prediction_id = p.id, energy_model m WHERE p.id = $1`,
    [uuid],
  );
}
