import { ApiToken } from '@kessho/schema/entities/api-token';
import { Candidate } from '@kessho/schema/entities/candidate';
import { Comment } from '@kessho/schema/entities/comment';
import { Composition } from '@kessho/schema/entities/composition';
import { DecompositionShare } from '@kessho/schema/entities/decomposition-share';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { IdempotencyKey } from '@kessho/schema/entities/idempotency-key';
import { ImportRejection } from '@kessho/schema/entities/import-rejection';
import { Judgement } from '@kessho/schema/entities/judgement';
import { Material } from '@kessho/schema/entities/material';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import { Member } from '@kessho/schema/entities/member';
import { OptimadeAnswer } from '@kessho/schema/entities/optimade-answer';
import { OptimadeProviderSetting } from '@kessho/schema/entities/optimade-provider-setting';
import { OptimadeResult } from '@kessho/schema/entities/optimade-result';
import { OptimadeSearch } from '@kessho/schema/entities/optimade-search';
import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionChunk } from '@kessho/schema/entities/prediction-chunk';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import { Project } from '@kessho/schema/entities/project';
import { ProjectPrediction } from '@kessho/schema/entities/project-prediction';
import { ProjectSearch } from '@kessho/schema/entities/project-search';
import { ReferencePhase } from '@kessho/schema/entities/reference-phase';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RejectionCount } from '@kessho/schema/entities/rejection-count';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { SearchTask } from '@kessho/schema/entities/search-task';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import { Webhook } from '@kessho/schema/entities/webhook';
import { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import { Worker } from '@kessho/schema/entities/worker';

/** Every table of ours, by its class. */
export const ENTITIES = [
  ApiToken,
  Candidate,
  Comment,
  Composition,
  DecompositionShare,
  EnergyModel,
  IdempotencyKey,
  ImportRejection,
  Judgement,
  Material,
  MaterialImport,
  Member,
  OptimadeAnswer,
  OptimadeProviderSetting,
  OptimadeResult,
  OptimadeSearch,
  Prediction,
  PredictionChunk,
  PredictionEvent,
  PredictionStage,
  Project,
  ProjectPrediction,
  ProjectSearch,
  ReferencePhase,
  ReferenceSet,
  RejectionCount,
  RelaxedStructure,
  Search,
  SearchIndividual,
  SearchPhase,
  SearchTask,
  SymmetryProposal,
  Webhook,
  WebhookDelivery,
  Worker,
];
