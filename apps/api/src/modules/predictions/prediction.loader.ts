import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import { RejectionCount } from '@kessho/schema/entities/rejection-count';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';
import { encodeNodeId } from '@kessho/schema/node-id';
import type { EnergyVolumePoint, PredictionFunnel, SpaceGroupProbability } from '@kessho/schema/results/prediction-results';
import { In } from 'typeorm';
import { groupByKey } from '../../database/group-by-key.js';
import type { BatchRead } from '../../graphql/data-loaders.js';
import type { UsualSeconds } from './estimate-end.js';

/** Of the latest ones, so that a faster machine is soon noticed. */
const PREDICTIONS_TO_GO_BY = 20;

export const stagesByPrediction: BatchRead<PredictionStage[]> = async (database, ids) => {
  const rows = await database.getRepository(PredictionStage).findBy({ predictionId: In([...ids]) });
  rows.sort((a, b) => WORK_STAGES.indexOf(a.name) - WORK_STAGES.indexOf(b.name));
  return groupByKey(rows, ({ predictionId }) => predictionId);
};

/** Median seconds of each stage over the latest predictions of a budget that succeeded. */
export const usualSecondsByBudget: BatchRead<UsualSeconds> = async (database, budgets) => {
  const rows = await database.query<{ budget: string; name: WorkStage; seconds: number }[]>(
    `SELECT b.budget, s.name, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.finished_at - s.started_at))::float8 AS seconds
     FROM unnest($1::text[]) AS b(budget)
     CROSS JOIN LATERAL (SELECT id FROM prediction WHERE state = 'succeeded' AND budget = b.budget ORDER BY finished_at DESC LIMIT ${PREDICTIONS_TO_GO_BY}) p
     JOIN prediction_stage s ON s.prediction_id = p.id WHERE s.finished_at IS NOT NULL AND s.started_at IS NOT NULL GROUP BY 1, 2`,
    [budgets],
  );
  return mapValues(
    groupByKey(rows, ({ budget }) => budget),
    (group) => new Map(group.map(({ name, seconds }) => [name, seconds])),
  );
};

export const rejectionsByPrediction: BatchRead<RejectionCount[]> = async (database, ids) => {
  const rows = await database.getRepository(RejectionCount).find({ where: { predictionId: In([...ids]) }, order: { count: 'DESC', reason: 'ASC' } });
  return groupByKey(rows, ({ predictionId }) => predictionId);
};

/** The same counts as `Funnel` in the core, read from the rows. */
export const funnelByPrediction: BatchRead<PredictionFunnel> = async (database, ids) => {
  const rows = await database.query<(PredictionFunnel & { id: string })[]>(
    `SELECT p.id, p.generated_count AS generated, c.valid, c."unique", c.screened, s.relaxed, s.ranked
     FROM prediction p
     CROSS JOIN LATERAL (
       SELECT count(energy_per_atom)::int AS valid,
              count(energy_per_atom) FILTER (WHERE state <> 'duplicate')::int AS "unique",
              count(*) FILTER (WHERE state IN ('screened', 'relaxed', 'merged', 'ranked'))::int AS screened
       FROM candidate WHERE prediction_id = p.id) c
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE stop_reason IN ('converged', 'step-limit'))::int AS relaxed, count(rank)::int AS ranked
       FROM relaxed_structure WHERE prediction_id = p.id) s
     WHERE p.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...funnel }) => [id, funnel]));
};

/** Every proposed space group, the most probable first. */
export const spaceGroupProbabilitiesByPrediction: BatchRead<SpaceGroupProbability[]> = async (database, ids) => {
  const rows = await database.query<{ parent: string; number: number; symbol: string; probability: number; because: string | null }[]>(
    `SELECT prediction_id AS parent, space_group_number AS number, space_group_symbol AS symbol, probability, impossible_because AS because
     FROM symmetry_proposal WHERE prediction_id = ANY($1::uuid[]) ORDER BY probability DESC, space_group_number`,
    [ids],
  );
  return mapValues(
    groupByKey(rows, ({ parent }) => parent),
    (group) => group.map(({ number, symbol, probability, because }) => ({ spaceGroup: { number, symbol }, probability, impossibleBecause: because })),
  );
};

/** Every relaxed structure that came to a usable end, ranked ones first, and where its candidate stood before. */
export const energyVolumeByPrediction: BatchRead<EnergyVolumePoint[]> = async (database, ids) => {
  const rows = await database.query<EnergyVolumeRow[]>(
    `SELECT r.prediction_id AS parent, r.id, r.volume_per_atom AS "volumePerAtom", r.energy_per_atom AS "energyPerAtom", r.rank,
            c.volume_per_atom AS "generatedVolumePerAtom", c.energy_per_atom AS "generatedEnergyPerAtom",
            r.space_group_number AS number, r.space_group_symbol AS symbol
     FROM relaxed_structure r JOIN candidate c ON c.id = r.candidate_id
     WHERE r.prediction_id = ANY($1::uuid[]) AND r.stop_reason IN ('converged', 'step-limit') ORDER BY r.rank NULLS LAST, r.energy_per_atom, r.id`,
    [ids],
  );
  return mapValues(
    groupByKey(rows, ({ parent }) => parent),
    (group) =>
      group.map(({ parent: _parent, id, number, symbol, ...values }) => ({
        ...values,
        structureId: encodeNodeId('RelaxedStructure', id),
        spaceGroup: number === null || symbol === null ? null : { number, symbol },
      })),
  );
};

interface EnergyVolumeRow extends Omit<EnergyVolumePoint, 'structureId' | 'spaceGroup'> {
  readonly parent: string;
  readonly id: string;
  readonly number: number | null;
  readonly symbol: string | null;
}

const mapValues = <Value, Result>(map: ReadonlyMap<string, Value>, convert: (value: Value) => Result): Map<string, Result> =>
  new Map([...map].map(([key, value]) => [key, convert(value)]));
