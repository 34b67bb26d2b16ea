import { relaxUnremembered } from '@kessho/core/prediction/references/remembered-references';
import type { PredictionPlan, PredictionRequest, PredictionStages, ReferenceChunk, StageControl } from '@kessho/core/prediction/stage-types';
import { Composition } from '@kessho/schema/entities/composition';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { DataSource } from 'typeorm';
import type { StageOutputs } from './stage-outputs.js';
import { referencePhases } from './reference-phases.js';
import { readCounts, readOutputs, readPlan } from './stage-outputs.js';

export interface StageWork {
  readonly database: DataSource;
  readonly stages: PredictionStages;
  readonly prediction: Prediction;
  readonly chunkIndex: number;
  readonly control: StageControl;
}

/** Compute one portion from the outputs before it: no writing here. */
export const STAGE_RUNNERS: { readonly [S in WorkStage]: (work: StageWork) => Promise<StageOutputs[S]> } = {
  propose: async ({ database, stages, prediction }) => stages.propose(await requestOf(database, prediction)),

  generate: async (work) => work.stages.generate(await planOf(work), work.chunkIndex),

  screen: async (work) => {
    const plan = await planOf(work);
    const candidates = await readSlice(work, 'generate', plan.screeningChunkSize, (report) => report.candidates);
    return work.stages.screen(plan, candidates, work.control);
  },

  select: async (work) => {
    const screened = (await readOutputs(work.database, work.prediction.id, 'screen')).flat();
    const selection = await work.stages.select(await planOf(work), screened);
    const byKey = new Map(screened.map((candidate) => [candidate.key, candidate]));
    return { selection, chosen: selection.keys.flatMap((key) => byKey.get(key) ?? []) };
  },

  relax: async (work) => {
    const plan = await planOf(work);
    const chosen = await readSlice(work, 'select', plan.relaxationChunkSize, (output) => output.chosen);
    return work.stages.relax(plan, chosen, work.control);
  },

  reference: async (work) => {
    const chunk = (await planOf(work)).references[work.chunkIndex] as ReferenceChunk;
    return relaxUnremembered(work.stages.reference, referencePhases(work.database), chunk, work.control);
  },

  rank: async (work) => {
    const { judging, rank } = work.stages;
    const plan = await planOf(work);
    const relaxed = (await readOutputs(work.database, work.prediction.id, 'relax')).flat();
    const judgements = judging === null ? [] : await judging.judge(plan, judging.finalists(plan, relaxed), work.control);
    const references = (await readOutputs(work.database, work.prediction.id, 'reference')).flat();
    return rank(plan, relaxed, { judgements, references });
  },
};

const planOf = ({ database, prediction }: StageWork): Promise<PredictionPlan> => readPlan(database, prediction.id);

/** Pieces `chunkIndex · size` to `(chunkIndex + 1) · size` of all portions of an earlier stage, reading only the portions that hold them. */
async function readSlice<S extends WorkStage, Piece>(
  { database, prediction, chunkIndex }: StageWork,
  stage: S,
  size: number,
  piecesOf: (output: StageOutputs[S]) => readonly Piece[],
): Promise<Piece[]> {
  const [first, last] = [chunkIndex * size, (chunkIndex + 1) * size];
  let offset = 0;
  const holders: { index: number; offset: number }[] = [];
  (await readCounts(database, prediction.id, stage)).forEach((count, index) => {
    if (offset < last && offset + count > first) holders.push({ index, offset });
    offset += count;
  });
  const [from, to] = [holders[0], holders.at(-1)];
  if (from === undefined || to === undefined) return [];
  const pieces = (await readOutputs(database, prediction.id, stage, from.index, to.index + 1)).flatMap(piecesOf);
  return pieces.slice(first - from.offset, last - from.offset);
}

async function requestOf(database: DataSource, prediction: Prediction): Promise<PredictionRequest> {
  const { atomicNumbers, counts } = await database.getRepository(Composition).findOneByOrFail({ id: prediction.compositionId });
  const { seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, referenceDemand } = prediction;
  return {
    composition: { atomicNumbers, counts },
    seed,
    budget,
    maxAtoms,
    spaceGroups: spaceGroups.length === 0 ? null : spaceGroups,
    pressureGPa,
    holdout,
    references: referenceDemand,
  };
}
