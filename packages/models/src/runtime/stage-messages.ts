import type { JudgingStages, PredictionStages } from '@kessho/core/prediction/stage-types';

/** Stages that run in a child process: those that generate structures or evaluate the potential. */
export type RemoteStage = 'generate' | 'screen' | 'relax' | 'judge';

type RemoteCalls = Pick<PredictionStages, 'generate' | 'screen' | 'relax'> & Pick<JudgingStages, 'judge'>;

export type StageCall = { [S in RemoteStage]: { readonly stage: S; readonly args: StageArguments<S> } }[RemoteStage];

/** Arguments without the control, which stays on this side: an abort travels as a message. */
export type StageArguments<S extends RemoteStage> = Parameters<RemoteCalls[S]> extends [infer P, infer C, ...unknown[]] ? readonly [P, C] : never;
