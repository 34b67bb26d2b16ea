import { Candidate } from '@kessho/schema/entities/candidate';
import { Comment } from '@kessho/schema/entities/comment';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { ImportRejection } from '@kessho/schema/entities/import-rejection';
import { Material } from '@kessho/schema/entities/material';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import { Member } from '@kessho/schema/entities/member';
import type { Node } from '@kessho/schema/entities/node';
import { OptimadeResult } from '@kessho/schema/entities/optimade-result';
import { OptimadeSearch } from '@kessho/schema/entities/optimade-search';
import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { Project } from '@kessho/schema/entities/project';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import { Webhook } from '@kessho/schema/entities/webhook';
import { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import { Worker } from '@kessho/schema/entities/worker';
import type { NodeType } from '@kessho/schema/node-id';
import type { EntityTarget } from 'typeorm';
import type { RequestLoaders } from './data-loaders.js';

const ENTITY_OF: Readonly<Record<NodeType, EntityTarget<Node>>> = {
  Composition,
  Prediction,
  SymmetryProposal,
  Candidate,
  RelaxedStructure,
  Material,
  EnergyModel,
  ReferenceSet,
  PredictionEvent,
  MaterialImport,
  ImportRejection,
  Worker,
  Search,
  SearchIndividual,
  SearchPhase,
  OptimadeSearch,
  OptimadeResult,
  Member,
  Comment,
  Webhook,
  WebhookDelivery,
  Project,
};

/** The row behind a decoded id; null where there is none. */
export const findNode = (loaders: RequestLoaders, type: NodeType, uuid: string): Promise<Node | null> => loaders.entity(ENTITY_OF[type], uuid);
