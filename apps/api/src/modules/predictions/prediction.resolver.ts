import { Candidate } from '@kessho/schema/entities/candidate';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { Member } from '@kessho/schema/entities/member';
import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RejectionCount } from '@kessho/schema/entities/rejection-count';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import { DateTime } from '@kessho/schema/enums/date-time';
import type { SelectionFormat } from '@kessho/schema/enums/export-enums';
import { SelectionFormatEnum } from '@kessho/schema/enums/export-enums';
import { CandidateFilter, PredictionFilter, StructureFilter } from '@kessho/schema/inputs/filters';
import { CancelPredictionInput, StartPredictionInput } from '@kessho/schema/inputs/mutations';
import { CandidateOrder, PredictionOrder, ProposalOrder, StructureOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import {
  CandidateConnection,
  PredictionConnection,
  PredictionEventConnection,
  RelaxedStructureConnection,
  SymmetryProposalConnection,
} from '@kessho/schema/results/connections';
import { ExportedFile } from '@kessho/schema/results/exported-file';
import { CancelPredictionPayload, StartPredictionPayload } from '@kessho/schema/results/payloads';
import { EnergyVolumePoint, PredictionFunnel, Progress, SpaceGroupProbability } from '@kessho/schema/results/prediction-results';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { CANDIDATE_CONDITIONS, CANDIDATE_LIST } from '../candidates/candidate.list.js';
import { startInProject } from '../projects/project.service.js';
import { exportedFile, exportPath } from '../structures/exported-file.js';
import { exportRanking } from '../structures/export-ranking.js';
import { structureConditions, STRUCTURES_OF_PREDICTION } from '../structures/structure.list.js';
import { PROPOSAL_LIST } from '../symmetry-proposals/symmetry-proposal.list.js';
import { estimateEnd } from './estimate-end.js';
import { EVENT_LIST } from './prediction-event.list.js';
import { PREDICTION_CONDITIONS, PREDICTION_LIST } from './prediction.list.js';
import {
  energyVolumeByPrediction,
  funnelByPrediction,
  rejectionsByPrediction,
  spaceGroupProbabilitiesByPrediction,
  stagesByPrediction,
  usualSecondsByBudget,
} from './prediction.loader.js';

@Resolver(() => Prediction)
export class PredictionResolver {
  @Authorized('read')
  @Query(() => Prediction, { nullable: true })
  prediction(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<Prediction | null> {
    return loaders.entity(Prediction, idOf('Prediction', id));
  }

  @Authorized('read')
  @Query(() => PredictionConnection, { description: 'The latest first, unless ordered otherwise.' })
  predictions(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => PredictionFilter, { nullable: true }) filter: PredictionFilter | null,
    @Arg('orderBy', () => [PredictionOrder], { nullable: true }) orderBy: PredictionOrder[] | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Prediction>> {
    const where = filterCondition(filter, PREDICTION_CONDITIONS);
    return loaders.page(Prediction, {
      list: PREDICTION_LIST,
      parentId: null,
      filter,
      where,
      order: orderKeys(PREDICTION_LIST, orderBy),
      page: pageRequest(args),
    });
  }

  @Authorized('write')
  @Mutation(() => StartPredictionPayload, { description: 'Queue a prediction, or find the equal one that is there already.' })
  startPrediction(
    @Arg('input', () => StartPredictionInput) input: StartPredictionInput,
    @Ctx() { database, memberId, predictions }: ApiContext,
  ): Promise<StartPredictionPayload> {
    return startInProject(
      database,
      input.projectId,
      () => predictions.start(input, required(memberId)),
      ({ prediction }) => prediction?.nodeId() ?? null,
      (userErrors) => ({ prediction: null, userErrors, reused: false }),
    );
  }

  @Authorized('write')
  @Mutation(() => CancelPredictionPayload, { description: 'Takes effect at once; workers let go within a second.' })
  cancelPrediction(
    @Arg('input', () => CancelPredictionInput) input: CancelPredictionInput,
    @Ctx() { predictions }: ApiContext,
  ): Promise<CancelPredictionPayload> {
    return predictions.cancel(input);
  }

  @FieldResolver(() => Composition)
  async composition(@Root() prediction: Prediction, @Ctx() { loaders }: ApiContext): Promise<Composition> {
    return required(await loaders.entity(Composition, prediction.compositionId));
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Whose request it was first; null for those older than this record.' })
  startedBy(@Root() { startedById }: Prediction, @Ctx() { loaders }: ApiContext): Promise<Member | null> | null {
    return startedById === null ? null : loaders.entity(Member, startedById);
  }

  @FieldResolver(() => [EnergyModel], { description: 'Set when a worker has begun.' })
  async models(@Root() prediction: Prediction, @Ctx() { loaders }: ApiContext): Promise<EnergyModel[]> {
    return Promise.all(prediction.modelIds.map(async (id) => required(await loaders.entity(EnergyModel, id))));
  }

  @FieldResolver(() => EnergyModel, {
    nullable: true,
    description: 'Decides the order of the finalists; null where the potential that searches does.',
  })
  judge(@Root() { judgeId }: Prediction, @Ctx() { loaders }: ApiContext): Promise<EnergyModel | null> | null {
    return judgeId === null ? null : loaders.entity(EnergyModel, judgeId);
  }

  @FieldResolver(() => ReferenceSet, { nullable: true, description: 'Known when a worker has begun.' })
  referenceSet(@Root() { referenceSetId }: Prediction, @Ctx() { loaders }: ApiContext): Promise<ReferenceSet | null> | null {
    return referenceSetId === null ? null : loaders.entity(ReferenceSet, referenceSetId);
  }

  @FieldResolver(() => [PredictionStage], { description: 'All six, in order.' })
  async stages(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<PredictionStage[]> {
    return (await loaders.related(stagesByPrediction, id)) ?? [];
  }

  @FieldResolver(() => Progress, { nullable: true, description: 'Of the stage at work.' })
  async progress(@Root() { id, stage }: Prediction, @Ctx() { loaders }: ApiContext): Promise<Progress | null> {
    const stages = (await loaders.related(stagesByPrediction, id)) ?? [];
    return stages.find(({ name }) => name === stage) ?? null;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'When a running prediction will end, judged by its pace and by earlier ones of its budget; null while not known, and unless it is running.',
  })
  async eta(@Root() { id, state, budget }: Prediction, @Ctx() { loaders }: ApiContext): Promise<Date | null> {
    if (state !== 'running') return null;
    const [stages, usual] = await Promise.all([loaders.related(stagesByPrediction, id), loaders.related(usualSecondsByBudget, budget)]);
    return estimateEnd(stages ?? [], usual ?? new Map(), new Date());
  }

  @FieldResolver(() => PredictionFunnel)
  async funnel(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<PredictionFunnel> {
    return required(await loaders.related(funnelByPrediction, id));
  }

  @FieldResolver(() => [RejectionCount], { description: 'The most frequent first.' })
  async rejections(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<RejectionCount[]> {
    return (await loaders.related(rejectionsByPrediction, id)) ?? [];
  }

  @FieldResolver(() => [SpaceGroupProbability], { description: 'At most 230, the most probable first.' })
  async spaceGroupProbabilities(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<SpaceGroupProbability[]> {
    return (await loaders.related(spaceGroupProbabilitiesByPrediction, id)) ?? [];
  }

  @FieldResolver(() => [EnergyVolumePoint], { description: 'Every structure that came to the end of its relaxation.' })
  async energyVolume(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<EnergyVolumePoint[]> {
    return (await loaders.related(energyVolumeByPrediction, id)) ?? [];
  }

  @FieldResolver(() => SymmetryProposalConnection)
  symmetryProposals(
    @Root() { id }: Prediction,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('orderBy', () => [ProposalOrder], { nullable: true }) orderBy: ProposalOrder[] | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<SymmetryProposal>> {
    return loaders.page(SymmetryProposal, { ...wholeList(PROPOSAL_LIST, args, id), order: orderKeys(PROPOSAL_LIST, orderBy) });
  }

  @FieldResolver(() => CandidateConnection)
  candidates(
    @Root() { id }: Prediction,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => CandidateFilter, { nullable: true }) filter: CandidateFilter | null,
    @Arg('orderBy', () => [CandidateOrder], { nullable: true }) orderBy: CandidateOrder[] | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Candidate>> {
    const where = filterCondition(filter, CANDIDATE_CONDITIONS);
    return loaders.page(Candidate, {
      list: CANDIDATE_LIST,
      parentId: id,
      filter,
      where,
      order: orderKeys(CANDIDATE_LIST, orderBy),
      page: pageRequest(args),
    });
  }

  @FieldResolver(() => RelaxedStructureConnection, { description: 'By rank; those without a rank come last.' })
  structures(
    @Root() { id }: Prediction,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => StructureFilter, { nullable: true }) filter: StructureFilter | null,
    @Arg('orderBy', () => [StructureOrder], { nullable: true }) orderBy: StructureOrder[] | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    const list = STRUCTURES_OF_PREDICTION;
    const where = filterCondition(filter, structureConditions(optimadePrefix));
    return loaders.page(RelaxedStructure, { list, parentId: id, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }

  @FieldResolver(() => PredictionEventConnection, { description: 'In the order in which they happened.' })
  events(
    @Root() { id }: Prediction,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<PredictionEvent>> {
    return loaders.page(PredictionEvent, wholeList(EVENT_LIST, args, id));
  }

  @FieldResolver(() => ExportedFile, { description: 'The ranked structures as one file.' })
  async file(
    @Root() prediction: Prediction,
    @Arg('format', () => SelectionFormatEnum) format: SelectionFormat,
    @Ctx() { database }: ApiContext,
  ): Promise<ExportedFile> {
    return exportedFile(await exportRanking(database, prediction, format), exportPath(prediction.nodeId(), { format }));
  }
}
