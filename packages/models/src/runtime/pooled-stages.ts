import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JudgingStages, PredictionStages, StageControl } from '@kessho/core/prediction/stage-types';
import type { PredictionStagesOptions } from './load-prediction-knowledge.js';
import type { RemoteStage, StageArguments, StageReply } from './stage-messages.js';

export interface PooledStages {
  readonly stages: PredictionStages;
  readonly close: () => void;
}

interface Lane {
  readonly child: ChildProcess;
  busy: boolean;
}

/**
 * The same stages with generation, screening, relaxation and judging done by `size` child processes that load theirs with `options`, one call each at a time, in the
 * order of the calls. Results do not depend on `size`. A child that dies fails its call with the signal's name.
 */
export function poolStages(local: PredictionStages, size: number, options: PredictionStagesOptions): PooledStages {
  const lanes: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  let nextId = 1;

  const takeLane = (): Promise<Lane> => {
    const free = lanes.find((lane) => !lane.busy) ?? (lanes.length < size ? addLane() : undefined);
    if (!free) return new Promise((resolve) => waiting.push(resolve));
    free.busy = true;
    return Promise.resolve(free);
  };
  const addLane = (): Lane => {
    const child = fork(fileURLToPath(new URL('stage-process.js', import.meta.url)), [JSON.stringify(options)], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    const lane = { child, busy: false };
    lanes.push(lane);
    child.on('exit', () => lanes.splice(lanes.indexOf(lane), 1));
    return lane;
  };
  const giveBack = (lane: Lane): void => {
    const next = waiting.shift();
    if (!next) lane.busy = false;
    else if (lane.child.connected) next(lane);
    else void takeLane().then(next);
  };
  const call = async <S extends RemoteStage>(stage: S, args: StageArguments<S>, signal: AbortSignal | null): Promise<unknown> => {
    const lane = await takeLane();
    try {
      return await ask(lane.child, nextId++, stage, args, signal);
    } finally {
      giveBack(lane);
    }
  };
  const signalOf = (control: StageControl): AbortSignal | null => control.signal;

  return {
    stages: {
      ...local,
      generate: (plan, chunk) => call('generate', [plan, chunk], null) as ReturnType<PredictionStages['generate']>,
      screen: (plan, candidates, control) => call('screen', [plan, candidates], signalOf(control)) as ReturnType<PredictionStages['screen']>,
      relax: (plan, candidates, control) => call('relax', [plan, candidates], signalOf(control)) as ReturnType<PredictionStages['relax']>,
      judging: local.judging && {
        ...local.judging,
        judge: (plan, finalists, control) => call('judge', [plan, finalists], signalOf(control)) as ReturnType<JudgingStages['judge']>,
      },
    },
    close: () => lanes.splice(0).forEach(({ child }) => child.kill()),
  };
}

function ask<S extends RemoteStage>(child: ChildProcess, id: number, stage: S, args: StageArguments<S>, signal: AbortSignal | null): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void (child.connected && child.send({ abort: id }));
    const settle = (finish: () => void): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      signal?.removeEventListener('abort', abort);
      finish();
    };
    const onMessage = (reply: StageReply): void => {
      if (reply.id !== id) return;
      if ('failure' in reply) settle(() => reject(new StageFailure(stage, reply.failure)));
      else settle(() => resolve(reply.result));
    };
    const onExit = (code: number | null, killedBy: string | null): void =>
      settle(() => reject(new StageFailure(stage, { code: null, message: `the process ended (${killedBy ?? `exit ${code}`})` })));
    child.on('message', onMessage);
    child.on('exit', onExit);
    signal?.addEventListener('abort', abort);
    child.send({ id, stage, args });
  });
}

/** A stage failed in a child process. */
export class StageFailure extends Error {
  readonly code: string | null;

  constructor(stage: RemoteStage, { code, message }: { readonly code: string | null; readonly message: string }) {
    super(`${stage}: ${message}`);
    this.code = code;
  }
}
