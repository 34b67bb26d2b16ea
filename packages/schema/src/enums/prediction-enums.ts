import { BUDGETS, REFERENCE_DEMANDS, STOP_REASONS } from '@kessho/core/prediction/stage-types';
import { registerClosedList } from './register-closed-list.js';

export const PREDICTION_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type PredictionState = (typeof PREDICTION_STATES)[number];

/** The way of the values, with the selection of what to relax as a step of its own; `reference` only where the hull needs it. */
export const WORK_STAGES = ['propose', 'generate', 'screen', 'select', 'relax', 'reference', 'rank'] as const;
export type WorkStage = (typeof WORK_STAGES)[number];

export const STAGE_STATES = ['pending', 'running', 'done', 'failed', 'cancelled'] as const;
export type StageState = (typeof STAGE_STATES)[number];

export const CANDIDATE_STATES = ['generated', 'rejected', 'duplicate', 'screened', 'relaxed', 'merged', 'ranked'] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];

export const GENERATORS = ['substitution', 'symmetric', 'import'] as const;
export type Generator = (typeof GENERATORS)[number];

export const EVENT_KINDS = ['submitted', 'stage-started', 'stage-finished', 'chunk-retried', 'succeeded', 'failed', 'cancelled'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const BudgetEnum = registerClosedList('Budget', BUDGETS, 'How much is tried: minutes, ten minutes, an hour on two cores.');
export const ReferenceDemandEnum = registerClosedList(
  'ReferenceDemand',
  REFERENCE_DEMANDS,
  'When known crystals are relaxed for the hull of a prediction: where the installed reference phases do not serve, which is under pressure and for a judge; also where they would; or never, so that there is no energy above hull where they do not serve.',
);
export const StopReasonEnum = registerClosedList('StopReason', STOP_REASONS, 'Why a relaxation ended.');
export const PredictionStateEnum = registerClosedList('PredictionState', PREDICTION_STATES, 'Life of a prediction; the last three are final.');
export const PredictionStageNameEnum = registerClosedList('PredictionStageName', WORK_STAGES, 'Stages of a prediction, in order.');
export const StageStateEnum = registerClosedList('StageState', STAGE_STATES, 'Life of one stage.');
export const CandidateStateEnum = registerClosedList(
  'CandidateState',
  CANDIDATE_STATES,
  'How far a candidate came: rejected by a test, repeating an earlier one, screened, relaxed, merged into a better one after relaxation, ranked.',
);
export const GeneratorEnum = registerClosedList('Generator', GENERATORS, 'What made a candidate.');
export const EventKindEnum = registerClosedList('PredictionEventKind', EVENT_KINDS, 'What happened to a prediction.');
