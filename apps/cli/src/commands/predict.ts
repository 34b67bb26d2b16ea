import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { elementPosition } from '@kessho/core/composition/element-position';
import { formulaWithError } from '@kessho/core/composition/formula-with-error';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { UnsupportedElementError } from '@kessho/core/energy/unsupported-element-error';
import { CoreError } from '@kessho/core/errors';
import { isInputError } from '@kessho/core/prediction/input-errors';
import { predictStructures } from '@kessho/core/prediction/predict-structures';
import type { PredictionRequest, PredictionStages } from '@kessho/core/prediction/stage-types';
import { relaxUnremembered } from '@kessho/core/prediction/references/remembered-references';
import { referenceFiles, referenceFilesRoot } from '@kessho/models/reference/reference-files';
import { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';
import { EXIT } from '../exit-codes.js';
import { poolStages } from '@kessho/models/runtime/pooled-stages';
import { readPredictionOptions, requestFor, type PredictionOptions } from '../prediction-options.js';
import { reportProgress } from '../progress.js';
import { resultJson } from '../result-json.js';
import { resultTable } from '../result-table.js';
import { writeResult } from '../write-result.js';

type Outcome = { readonly document: object; readonly exit: number };

/** `predict FORMULA…`: the main job, one formula after the other. The exit code is the worst of them; a bad formula does not stop the rest. */
export async function predict(args: readonly string[]): Promise<number> {
  const options = readPredictionOptions(args);
  const abort = new AbortController();
  const onSignal = (): void => abort.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  // one thread each: searches run side by side in several processes
  const loading = { threads: 1, judge: options.judge };
  const pool = poolStages(await loadPredictionStages(loading), options.workers ?? availableParallelism(), loading);
  const memory = referenceFiles(referenceFilesRoot(process.env));
  const stages: PredictionStages = { ...pool.stages, reference: (chunk, control) => relaxUnremembered(pool.stages.reference, memory, chunk, control) };
  try {
    const outcomes: Outcome[] = [];
    for (const formula of options.formulas) outcomes.push(await predictOne(formula, options, stages, abort.signal));
    if (options.json) process.stdout.write(`${JSON.stringify(outcomes.length === 1 ? outcomes[0]?.document : outcomes.map(({ document }) => document))}\n`);
    return Math.max(...outcomes.map(({ exit }) => exit));
  } finally {
    pool.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function predictOne(formula: string, options: PredictionOptions, stages: PredictionStages, signal: AbortSignal): Promise<Outcome> {
  try {
    const request = requestFor(formula, options);
    const label = reducedFormula(request.composition);
    const progress = reportProgress(label);
    const concurrency = options.workers ?? availableParallelism();
    const result = await predictStructures(request, stages, { signal, onEvent: progress.onEvent, concurrency, observer: null }).finally(progress.finish);
    const document = resultJson(result, stages, progress.timings(), options.top);
    if (options.out !== null) {
      const folder = options.formulas.length === 1 ? options.out : join(options.out, label);
      await writeResult(result, document, stages, { folder, formula: label, top: options.top, archive: options.archive });
    }
    if (!options.json) process.stdout.write(`${describeRequest(label, request)}\n${resultTable(result, options.top)}\n`);
    return { document, exit: EXIT.done };
  } catch (error) {
    return explainFailure(formula, error);
  }
}

function explainFailure(formula: string, error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { readonly code?: unknown }).code ?? 'InternalError';
  const position = placeOf(formula, error);
  const place = position === null ? '' : `\n${formulaWithError(formula, { position })}`;
  process.stderr.write(`kessho predict: ${message} (${String(code)})${place}\n`);
  return { document: { composition: formula.slice(0, 200), error: { code, message, position } }, exit: isInputError(error) ? EXIT.badInput : EXIT.failure };
}

function placeOf(formula: string, error: unknown): number | null {
  if (error instanceof UnsupportedElementError) return elementPosition(formula, error.symbols[0] as string);
  return error instanceof CoreError ? error.position : null;
}

const describeRequest = (formula: string, { budget, seed, holdout }: PredictionRequest): string =>
  `${formula}  budget ${budget}, seed ${seed}${holdout ? ', crystals of this composition held out' : ''}`;
