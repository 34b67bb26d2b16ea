import type { RankedStructure } from '@kessho/core/prediction/stage-types';
import { Composition } from '@kessho/schema/entities/composition';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { EntityManager } from 'typeorm';
import { ensureModel } from '../../modules/models/ensure-models.js';
import { insertJson, updateJson } from './insert-json.js';
import { ensureMaterials } from './known-materials.js';
import { candidateId } from './store-candidates.js';
import { structureId } from './store-relaxed.js';

const COLUMNS = {
  rank: 'integer',
  ranked_at: 'timestamptz',
  energy_rank: 'integer',
  probability: 'double precision',
  likelihood: 'double precision',
  space_group_number: 'integer',
  space_group_symbol: 'text',
  symprec: 'double precision',
  prototype: 'text',
  formation_energy_per_atom: 'double precision',
  energy_above_hull: 'double precision',
  known_match_id: 'uuid',
};

export async function storeRanking(manager: EntityManager, prediction: Prediction, ranked: readonly RankedStructure[]): Promise<void> {
  const { formula } = await manager.findOneByOrFail(Composition, { id: prediction.compositionId });
  const materials = await ensureMaterials(manager, [
    ...ranked.flatMap(({ decomposition }) => decomposition.map((phase) => ({ sourceId: phase.entryId, formula: phase.formula }))),
    ...ranked.flatMap(({ knownMatch }) => (knownMatch === null ? [] : [{ sourceId: knownMatch, formula }])),
  ]);
  const rankedAt = new Date();
  const rows = ranked.map((structure) => ({
    id: structureId(prediction.id, structure.key),
    rank: structure.rank,
    ranked_at: rankedAt,
    energy_rank: structure.energyRank,
    probability: structure.probability,
    likelihood: structure.likelihood,
    space_group_number: structure.spaceGroup.number,
    space_group_symbol: structure.spaceGroup.symbol,
    symprec: structure.symprec,
    prototype: structure.prototype,
    formation_energy_per_atom: structure.formationEnergyPerAtom,
    energy_above_hull: structure.energyAboveHull,
    known_match_id: structure.knownMatch === null ? null : (materials.get(structure.knownMatch) ?? null),
  }));
  await updateJson(manager, 'relaxed_structure', { id: 'uuid' }, COLUMNS, rows);
  const merged = ranked.flatMap(({ key, mergedKeys }) => mergedKeys.filter((other) => other !== key).map((other) => ({ key: other, into: key })));
  await updateJson(
    manager,
    'relaxed_structure',
    { id: 'uuid' },
    { merged_into_id: 'uuid' },
    merged.map(({ key, into }) => ({ id: structureId(prediction.id, key), merged_into_id: structureId(prediction.id, into) })),
  );
  const states = [...ranked.map(({ key }) => ({ key, state: 'ranked' })), ...merged.map(({ key }) => ({ key, state: 'merged' }))];
  await updateJson(
    manager,
    'candidate',
    { id: 'uuid' },
    { state: 'text' },
    states.map(({ key, state }) => ({ id: candidateId(prediction.id, key), state })),
  );
  await insertJson(
    manager,
    'decomposition_share',
    { structure_id: 'uuid', material_id: 'uuid', amount: 'double precision' },
    shares(prediction.id, ranked, materials),
  );
  await storeJudgements(manager, prediction.id, ranked);
}

const JUDGEMENT_COLUMNS = {
  structure_id: 'uuid',
  energy_model_id: 'uuid',
  energy_per_atom: 'double precision',
  enthalpy_per_atom: 'double precision',
  max_force: 'double precision',
  steps: 'integer',
  stop_reason: 'text',
};

async function storeJudgements(manager: EntityManager, predictionId: string, ranked: readonly RankedStructure[]): Promise<void> {
  const rows = [];
  for (const { key, judgement } of ranked) {
    if (judgement === null) continue;
    const { energyPerAtom, enthalpyPerAtom, maxForce, steps, stopReason } = judgement.relaxation;
    rows.push({
      structure_id: structureId(predictionId, key),
      energy_model_id: await ensureModel(manager, judgement.model),
      energy_per_atom: energyPerAtom,
      enthalpy_per_atom: enthalpyPerAtom,
      max_force: maxForce,
      steps,
      stop_reason: stopReason,
    });
  }
  await insertJson(manager, 'judgement', JUDGEMENT_COLUMNS, rows);
}

function shares(predictionId: string, ranked: readonly RankedStructure[], materials: ReadonlyMap<string, string>) {
  return ranked.flatMap(({ key, decomposition }) =>
    decomposition.flatMap(({ entryId, fraction }) => {
      const materialId = materials.get(entryId);
      return materialId === undefined || fraction <= 0
        ? []
        : [{ structure_id: structureId(predictionId, key), material_id: materialId, amount: fraction }];
    }),
  );
}
