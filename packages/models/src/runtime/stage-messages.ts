import type { JudgingStages, PredictionStages, StageControl } from '@kessho/core/prediction/stage-types';

/** Stages that run in a child process: those that generate structures or evaluate the potential. */
export type RemoteStage = 'generate' | 'screen' | 'relax' | 'reference' | 'judge';

type RemoteCalls = Pick<PredictionStages, 'generate' | 'screen' | 'relax' | 'reference'> & Pick<JudgingStages, 'judge'>;

export type StageCall = { [S in RemoteStage]: { readonly stage: S; readonly args: StageArguments<S> } }[RemoteStage];

/** Arguments without the control, which stays on this side: an abort travels as a message. */
export type StageArguments<S extends RemoteStage> = Parameters<RemoteCalls[S]> extends readonly [...infer Arguments, StageControl] ? Readonly<Arguments> : Readonly<Parameters<RemoteCalls[S]>>;
