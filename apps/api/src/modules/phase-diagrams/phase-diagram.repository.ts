import { parseFormula } from '@kessho/core/composition/parse-formula';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import type { ModelId } from '@kessho/core/energy/energy-model';
import type { DataSource } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

/** A predicted structure as a phase; its id is that of its row. */
export interface PredictedPhase extends HullEntry {
  readonly predictionId: string;
  readonly model: ModelId;
}

/** Most structures of one diagram, those lowest above their hull. */
const MOST_STRUCTURES = 2000;

/**
 * Ranked structures of finished predictions at one pressure, within a chemical system; their energies are enthalpies.
 * @param modelSha256 of this model only; null for any
 * @param predictionIds of these only; null for all
 */
export async function predictedPhases(
  database: DataSource,
  elements: readonly string[],
  pressureGPa: number,
  modelSha256: string | null,
  predictionIds: readonly string[] | null,
): Promise<PredictedPhase[]> {
  const rows = await queryRows<{
    id: string;
    prediction_id: string;
    formula: string;
    energy_per_atom: number;
    name: string;
    version: string;
    sha256: string;
  }>(
    database,
    `SELECT s.id, s.prediction_id, c.formula, s.enthalpy_per_atom AS energy_per_atom, m.name, m.version, m.sha256
     FROM composition c
     JOIN relaxed_structure s ON s.composition_id = c.id
     JOIN prediction p ON p.id = s.prediction_id
     JOIN energy_model m ON m.id = s.energy_model_id
     WHERE c.elements && $1::text[] AND c.elements <@ $1::text[] AND p.state = 'succeeded' AND p.pressure_gpa = $4 AND s.rank IS NOT NULL
       AND ($2::text IS NULL OR m.sha256 = $2) AND ($3::uuid[] IS NULL OR p.id = ANY($3))
     ORDER BY s.energy_above_hull NULLS LAST, s.id LIMIT ${MOST_STRUCTURES}`,
    [elements, modelSha256, predictionIds, pressureGPa],
  );
  return rows.map(({ id, prediction_id, formula, energy_per_atom, name, version, sha256 }) => ({
    id,
    formula,
    composition: parseFormula(formula),
    energyPerAtom: energy_per_atom,
    predictionId: prediction_id,
    model: { name, version, sha256 },
  }));
}

/** Which of these predictions have succeeded, and at which pressure; others are missing. */
export const finishedPredictions = (database: DataSource, ids: readonly string[]): Promise<{ id: string; pressureGPa: number }[]> =>
  queryRows(database, `SELECT id, pressure_gpa AS "pressureGPa" FROM prediction WHERE id = ANY($1::uuid[]) AND state = 'succeeded'`, [ids]);
