import { densityGramsPerCubicCentimeter, volumePerAtom } from '@kessho/core/crystal/density';
import type { RelaxedCandidate } from '@kessho/core/prediction/stage-types';
import { isSound } from '@kessho/core/prediction/stop-reasons';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { EntityManager } from 'typeorm';
import { ensureModel } from '../../modules/models/ensure-models.js';
import { columnsFromStructure } from '../../modules/structures/structure-from-row.js';
import { countRejections } from './count-rejections.js';
import { insertJson, updateJson } from './insert-json.js';
import { rowId } from './row-id.js';
import { candidateId } from './store-candidates.js';

const COLUMNS = {
  id: 'uuid',
  prediction_id: 'uuid',
  candidate_id: 'uuid',
  composition_id: 'uuid',
  energy_model_id: 'uuid',
  reference_set_id: 'uuid',
  lattice: 'double precision[]',
  frac_coords: 'double precision[]',
  atomic_numbers: 'integer[]',
  nsites: 'integer',
  volume_per_atom: 'double precision',
  density: 'double precision',
  energy_per_atom: 'double precision',
  enthalpy_per_atom: 'double precision',
  forces: 'double precision[]',
  stress: 'double precision[]',
  max_force: 'double precision',
  steps: 'integer',
  stop_reason: 'text',
  trajectory: 'jsonb',
};

export const structureId = (predictionId: string, key: string): string => rowId('relaxed-structure', predictionId, key);

export async function storeRelaxed(manager: EntityManager, prediction: Prediction, relaxed: readonly RelaxedCandidate[]): Promise<void> {
  const stored = relaxed.filter(isFiniteThroughout);
  const rows = [];
  for (const candidate of stored) rows.push(relaxedColumns(prediction, candidate, await ensureModel(manager, candidate.model)));
  await insertJson(manager, 'relaxed_structure', COLUMNS, rows);
  const done = stored.map(({ key }) => ({ id: candidateId(prediction.id, key), state: 'relaxed' }));
  await updateJson(manager, 'candidate', { id: 'uuid' }, { state: 'text' }, done);
  const lost = relaxed.filter(({ relaxation }) => !isSound(relaxation)).map(({ relaxation }) => [relaxation.stopReason, 1] as const);
  await countRejections(manager, prediction.id, 'relax', lost);
}

/** A relaxation that flew apart can end in numbers that no table and no JSON holds; it is counted, not stored. */
const isFiniteThroughout = ({ relaxation }: RelaxedCandidate): boolean =>
  [relaxation.energyPerAtom, relaxation.enthalpyPerAtom, relaxation.maxForce, ...relaxation.forces.flat(), ...relaxation.stress.flat()].every(
    Number.isFinite,
  ) && [...relaxation.structure.lattice.vectors.flat(), ...relaxation.structure.fracCoords.flat()].every(Number.isFinite);

function relaxedColumns(prediction: Prediction, { key, relaxation }: RelaxedCandidate, energyModelId: string) {
  const { structure, energyPerAtom, enthalpyPerAtom, forces, stress, maxForce, steps, stopReason, trajectory } = relaxation;
  const { lattice, fracCoords, atomicNumbers, nsites } = columnsFromStructure(structure);
  return {
    id: structureId(prediction.id, key),
    prediction_id: prediction.id,
    candidate_id: candidateId(prediction.id, key),
    composition_id: prediction.compositionId,
    energy_model_id: energyModelId,
    reference_set_id: prediction.referenceSetId,
    lattice,
    frac_coords: fracCoords,
    atomic_numbers: atomicNumbers,
    nsites,
    volume_per_atom: volumePerAtom(structure),
    density: densityGramsPerCubicCentimeter(structure),
    energy_per_atom: energyPerAtom,
    enthalpy_per_atom: enthalpyPerAtom,
    forces: forces.flat(),
    stress: stress.flat(),
    max_force: maxForce,
    steps,
    stop_reason: stopReason,
    trajectory: {
      energiesPerAtom: trajectory.energiesPerAtom.filter(Number.isFinite),
      maxForces: trajectory.maxForces.filter(Number.isFinite),
      frames: trajectory.frames.filter(({ lattice, fracCoords }) => [...lattice, ...fracCoords].every(Number.isFinite)),
    },
  };
}
