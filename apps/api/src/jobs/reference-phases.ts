import type { ModelId } from '@kessho/core/energy/energy-model';
import { REFERENCE_VERSION } from '@kessho/core/prediction/references/plan-references';
import type { ReferenceMemory } from '@kessho/core/prediction/references/remembered-references';
import type { RelaxedReference, StopReason } from '@kessho/core/prediction/stage-types';
import type { DataSource } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { ensureModel } from '../modules/models/ensure-models.js';
import { insertJson } from './storing/insert-json.js';

const COLUMNS = {
  energy_model_id: 'uuid',
  pressure_gpa: 'double precision',
  version: 'integer',
  source_id: 'text',
  formula: 'text',
  energy_per_atom: 'double precision',
  enthalpy_per_atom: 'double precision',
  volume_per_atom: 'double precision',
  stop_reason: 'text',
};

/** Relaxed references as rows: what one prediction has relaxed no other one relaxes again, whatever became of it. */
export const referencePhases = (database: DataSource): ReferenceMemory => ({
  read: (model, pressureGPa, sourceIds) => readReferencePhases(database, model, pressureGPa, sourceIds),
  write: (relaxed) =>
    database.transaction(async (manager) => {
      const rows = [];
      for (const { model, pressureGPa, sourceId, formula, energyPerAtom, enthalpyPerAtom, volumePerAtom, stopReason } of relaxed)
        rows.push({
          energy_model_id: await ensureModel(manager, model),
          pressure_gpa: pressureGPa,
          version: REFERENCE_VERSION,
          source_id: sourceId,
          formula,
          energy_per_atom: energyPerAtom,
          enthalpy_per_atom: enthalpyPerAtom,
          volume_per_atom: volumePerAtom,
          stop_reason: stopReason,
        });
      await insertJson(manager, 'reference_phase', COLUMNS, rows, 'ON CONFLICT DO NOTHING');
    }),
});

/** Those of these crystals that are there. */
export async function readReferencePhases(
  database: DataSource,
  model: ModelId,
  pressureGPa: number,
  sourceIds: readonly string[],
): Promise<RelaxedReference[]> {
  const rows = await queryRows<Omit<RelaxedReference, 'model' | 'pressureGPa'> & { readonly stopReason: StopReason }>(
    database,
    `SELECT p.source_id AS "sourceId", p.formula, p.energy_per_atom AS "energyPerAtom", p.enthalpy_per_atom AS "enthalpyPerAtom",
       p.volume_per_atom AS "volumePerAtom", p.stop_reason AS "stopReason"
     FROM reference_phase p JOIN energy_model m ON m.id = p.energy_model_id
     WHERE m.sha256 = $1 AND p.pressure_gpa = $2 AND p.version = $3 AND p.source_id = ANY($4::text[])`,
    [model.sha256, pressureGPa, REFERENCE_VERSION, [...sourceIds]],
  );
  return rows.map((row) => ({ ...row, model, pressureGPa }));
}
