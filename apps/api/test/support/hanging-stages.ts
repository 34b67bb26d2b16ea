/**
 * The stages that ship, except that a worker hangs at the end of every portion of one stage: its output is made and never stored, until the worker is
 * killed. Loaded by workers through KESSHO_STAGES_MODULE.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import { loadPredictionStages as loadShippedStages } from '@kessho/models/runtime/load-prediction-stages';

export const modelsVersion = 'shipped:hanging';

const HANGING_MS = Number(process.env['KESSHO_TOY_PAUSE_MS'] ?? 0);
const HANGING_STAGE = process.env['KESSHO_TOY_PAUSED_STAGE'] ?? '';

export async function loadPredictionStages(options: { readonly threads: number }): Promise<PredictionStages> {
  const stages = await loadShippedStages(options);
  const hangIn = async <Output>(stage: string, output: Promise<Output>): Promise<Output> => {
    const value = await output;
    if (stage === HANGING_STAGE) await delay(HANGING_MS);
    return value;
  };
  return {
    ...stages,
    propose: (request) => hangIn('propose', stages.propose(request)),
    generate: (plan, chunk) => hangIn('generate', stages.generate(plan, chunk)),
    screen: (plan, candidates, control) => hangIn('screen', stages.screen(plan, candidates, control)),
    select: (plan, screened) => hangIn('select', stages.select(plan, screened)),
    relax: (plan, candidates, control) => hangIn('relax', stages.relax(plan, candidates, control)),
    reference: (chunk, control) => hangIn('reference', stages.reference(chunk, control)),
    rank: (plan, relaxed, evidence) => hangIn('rank', stages.rank(plan, relaxed, evidence)),
  };
}
