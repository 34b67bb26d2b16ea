import type { HullPlace, RankedStructure } from '@kessho/core/prediction/stage-types';
import { Composition } from '@kessho/schema/entities/composition';
import { Prediction } from '@kessho/schema/entities/prediction';
import type { EntityManager } from 'typeorm';
import { ensureModel, ensureReferenceSet } from '../../modules/models/ensure-models.js';
import { readOutputs } from '../stage-outputs.js';
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
  reference_set_id: 'uuid',
};

export async function storeRanking(manager: EntityManager, prediction: Prediction, ranked: readonly RankedStructure[]): Promise<void> {
  const { formula } = await manager.findOneByOrFail(Composition, { id: prediction.compositionId });
  const materials = await ensureMaterials(manager, [
    ...ranked.flatMap(({ decomposition }) => decomposition.map((phase) => ({ sourceId: phase.entryId, formula: phase.formula }))),
    ...ranked.flatMap(({ knownMatch }) => (knownMatch === null ? [] : [{ sourceId: knownMatch, formula }])),
  ]);
  const setIds = await storeReferenceSets(manager, prediction.id, ranked);
  const setIdOf = ({ referenceSet }: HullPlace): string | null => (referenceSet === null ? null : (setIds.get(referenceSet.name) ?? null));
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
    reference_set_id: setIdOf(structure),
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
  await storeJudgements(manager, prediction.id, ranked, setIdOf);
  const [first] = ranked;
  if (first !== undefined) await manager.update(Prediction, prediction.id, { referenceSetId: setIdOf(first) });
}

/** Rows of the sets that the energies above hull stand on, by name; what was relaxed for this prediction becomes their phases. */
async function storeReferenceSets(manager: EntityManager, predictionId: string, ranked: readonly RankedStructure[]): Promise<Map<string, string>> {
  const labels = new Map(
    ranked
      .flatMap(({ referenceSet, judgedPlace }) => [referenceSet, judgedPlace?.referenceSet ?? null])
      .flatMap((label) => (label === null ? [] : [[label.name, label] as const])),
  );
  const relaxed = (await readOutputs(manager, predictionId, 'reference')).flat();
  const ids = new Map<string, string>();
  for (const [name, label] of labels) {
    const members =
      label.chemicalSystem === null ? null : relaxed.filter(({ model }) => model.sha256 === label.model.sha256).map(({ sourceId }) => sourceId);
    ids.set(name, await ensureReferenceSet(manager, label, members));
  }
  return ids;
}

const JUDGEMENT_COLUMNS = {
  structure_id: 'uuid',
  energy_model_id: 'uuid',
  energy_per_atom: 'double precision',
  enthalpy_per_atom: 'double precision',
  max_force: 'double precision',
  steps: 'integer',
  stop_reason: 'text',
  reference_set_id: 'uuid',
  formation_energy_per_atom: 'double precision',
  energy_above_hull: 'double precision',
};

async function storeJudgements(
  manager: EntityManager,
  predictionId: string,
  ranked: readonly RankedStructure[],
  setIdOf: (place: HullPlace) => string | null,
): Promise<void> {
  const rows = [];
  for (const { key, judgement, judgedPlace } of ranked) {
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
      reference_set_id: judgedPlace === null ? null : setIdOf(judgedPlace),
      formation_energy_per_atom: judgedPlace?.formationEnergyPerAtom ?? null,
      energy_above_hull: judgedPlace?.energyAboveHull ?? null,
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
