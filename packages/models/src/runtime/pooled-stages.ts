import { fileURLToPath } from 'node:url';
import type { JudgingStages, PredictionStages, StageControl } from '@kessho/core/prediction/stage-types';
import type { PredictionStagesOptions } from './load-prediction-knowledge.js';
import { openProcessPool } from './process-pool.js';
import type { RemoteStage, StageArguments, StageCall } from './stage-messages.js';

export interface PooledStages {
  readonly stages: PredictionStages;
  readonly close: () => void;
}

/** The same stages with generation, screening, all relaxations and judging done by `size` child processes that load theirs with `options`. Results do not depend on `size`. */
export function poolStages(local: PredictionStages, size: number, options: PredictionStagesOptions): PooledStages {
  const pool = openProcessPool<StageCall>(fileURLToPath(new URL('stage-process.js', import.meta.url)), options, size);
  const call = <S extends RemoteStage>(stage: S, args: StageArguments<S>, signal: AbortSignal | null): Promise<unknown> => pool.call(stage, { stage, args } as StageCall, signal);
  const signalOf = (control: StageControl): AbortSignal | null => control.signal;
  return {
    stages: {
      ...local,
      generate: (plan, chunk) => call('generate', [plan, chunk], null) as ReturnType<PredictionStages['generate']>,
      screen: (plan, candidates, control) => call('screen', [plan, candidates], signalOf(control)) as ReturnType<PredictionStages['screen']>,
      relax: (plan, candidates, control) => call('relax', [plan, candidates], signalOf(control)) as ReturnType<PredictionStages['relax']>,
      reference: (chunk, control) => call('reference', [chunk], signalOf(control)) as ReturnType<PredictionStages['reference']>,
      judging: local.judging && {
        ...local.judging,
        judge: (plan, finalists, control) => call('judge', [plan, finalists], signalOf(control)) as ReturnType<JudgingStages['judge']>,
      },
    },
    close: pool.close,
  };
}
