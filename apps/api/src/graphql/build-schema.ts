import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { CandidateResolver } from '../modules/candidates/candidate.resolver.js';
import {
  CommentResolver,
  MaterialCommentsResolver,
  PredictionCommentsResolver,
  SearchCommentsResolver,
  StructureCommentsResolver,
} from '../modules/comments/comment.resolver.js';
import { CompositionResolver } from '../modules/compositions/composition.resolver.js';
import { OptimadeProviderResolver } from '../modules/federation/optimade-provider.resolver.js';
import { OptimadeAnswerResolver, OptimadeResultResolver, OptimadeSearchResolver } from '../modules/federation/optimade-search.resolver.js';
import { ImportResolver } from '../modules/imports/import.resolver.js';
import { FoundStructureResolver, MaterialKnownResolver, StructureKnownResolver } from '../modules/known/known.resolver.js';
import { MaterialResolver } from '../modules/materials/material.resolver.js';
import { MemberResolver } from '../modules/members/member.resolver.js';
import { ModelResolver } from '../modules/models/model.resolver.js';
import { ReferenceSetResolver } from '../modules/models/reference-set.resolver.js';
import { DiagramPhaseResolver, PhaseDiagramResolver } from '../modules/phase-diagrams/phase-diagram.resolver.js';
import { MaterialPatternResolver, StructurePatternResolver } from '../modules/powder-patterns/powder-pattern.resolver.js';
import { PredictionEventResolver } from '../modules/predictions/prediction-event.resolver.js';
import { PredictionUpdateResolver } from '../modules/predictions/prediction-update.resolver.js';
import { PredictionResolver } from '../modules/predictions/prediction.resolver.js';
import { JudgementResolver } from '../modules/structures/judgement.resolver.js';
import { PredictionProjectsResolver, ProjectResolver, SearchProjectsResolver } from '../modules/projects/project.resolver.js';
import { GeometryResolver } from '../modules/structures/geometry.resolver.js';
import { StructureResolver } from '../modules/structures/structure.resolver.js';
import { SymmetryProposalResolver } from '../modules/symmetry-proposals/symmetry-proposal.resolver.js';
import { WorkerResolver, WorkerSearchTaskResolver, WorkerTaskResolver } from '../modules/workers/worker.resolver.js';
import { ApiTokenResolver } from '../modules/tokens/api-token.resolver.js';
import { SearchIndividualResolver, SearchPhaseResolver } from '../modules/searches/search-parts.resolver.js';
import { SearchResolver } from '../modules/searches/search.resolver.js';
import { WebhookDeliveryResolver, WebhookResolver } from '../modules/webhooks/webhook.resolver.js';
import { checkScopes } from './check-scopes.js';
import { NodeResolver } from './node.resolver.js';

/** The executable schema. */
export const buildApiSchema = (): GraphQLSchema =>
  buildSchemaSync({
    resolvers: [
      NodeResolver,
      CompositionResolver,
      PredictionResolver,
      PredictionEventResolver,
      PredictionUpdateResolver,
      SymmetryProposalResolver,
      CandidateResolver,
      StructureResolver,
      JudgementResolver,
      GeometryResolver,
      MaterialResolver,
      ImportResolver,
      OptimadeProviderResolver,
      OptimadeSearchResolver,
      OptimadeAnswerResolver,
      OptimadeResultResolver,
      ModelResolver,
      ReferenceSetResolver,
      PhaseDiagramResolver,
      DiagramPhaseResolver,
      WorkerResolver,
      WorkerSearchTaskResolver,
      WorkerTaskResolver,
      ApiTokenResolver,
      SearchResolver,
      SearchIndividualResolver,
      SearchPhaseResolver,
      StructureKnownResolver,
      MaterialKnownResolver,
      FoundStructureResolver,
      StructurePatternResolver,
      MaterialPatternResolver,
      MemberResolver,
      CommentResolver,
      PredictionCommentsResolver,
      StructureCommentsResolver,
      SearchCommentsResolver,
      MaterialCommentsResolver,
      WebhookResolver,
      WebhookDeliveryResolver,
      ProjectResolver,
      PredictionProjectsResolver,
      SearchProjectsResolver,
    ],
    authChecker: checkScopes,
    validate: false,
    // Subscriptions bring their own iterables; the library insists on a bus all the same.
    pubSub: createPubSub(),
  });

/** The schema as text, in an order that depends on nothing but names. */
export const emitSdl = (): string => `${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`;
