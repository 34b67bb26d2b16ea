import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { Member } from '@kessho/schema/entities/member';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { ContinueSearchInput, SearchFilter, StartSearchInput, StopSearchInput } from '@kessho/schema/inputs/searches';
import type { Page } from '@kessho/schema/results/connection';
import { SearchConnection, SearchIndividualConnection, SearchPhaseConnection } from '@kessho/schema/results/connections';
import { ContinueSearchPayload, StartSearchPayload, StopSearchPayload } from '@kessho/schema/results/payloads';
import { SearchConstraints, SearchOperatorTally } from '@kessho/schema/results/search-results';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { startInProject } from '../projects/project.service.js';
import { operatorsBySearch } from './search.loader.js';
import { INDIVIDUALS_OF_SEARCH, PHASES_OF_SEARCH, SEARCH_CONDITIONS, SEARCH_LIST } from './search.list.js';
import { shownConstraints } from './shown-constraints.js';

@Resolver(() => Search)
export class SearchResolver {
  @Authorized('read')
  @Query(() => Search, { nullable: true, description: 'Ask again for its progress.' })
  search(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<Search | null> {
    return loaders.entity(Search, idOf('Search', id));
  }

  @Authorized('read')
  @Query(() => SearchConnection, { description: 'The latest first.' })
  searches(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => SearchFilter, { nullable: true }) filter: SearchFilter | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Search>> {
    const where = filterCondition(filter, SEARCH_CONDITIONS);
    const order = SEARCH_LIST.defaultOrder;
    return loaders.page(Search, { list: SEARCH_LIST, parentId: null, filter, where, order, page: pageRequest(args) });
  }

  @Authorized('write')
  @Mutation(() => StartSearchPayload, { description: 'Queue a search, or find the equal one that is there already.' })
  startSearch(
    @Arg('input', () => StartSearchInput) input: StartSearchInput,
    @Ctx() { database, memberId, searches }: ApiContext,
  ): Promise<StartSearchPayload> {
    return startInProject(
      database,
      input.projectId,
      () => searches.start(input, required(memberId)),
      ({ search }) => search?.nodeId() ?? null,
      (userErrors) => ({ search: null, userErrors, reused: false }),
    );
  }

  @Authorized('write')
  @Mutation(() => StopSearchPayload, { description: 'Takes effect within a second; what was found stays, and the search may be gone on with.' })
  stopSearch(@Arg('input', () => StopSearchInput) input: StopSearchInput, @Ctx() { searches }: ApiContext): Promise<StopSearchPayload> {
    return searches.stop(input);
  }

  @Authorized('write')
  @Mutation(() => ContinueSearchPayload, {
    description: 'Go on with a search that was stopped or has failed, or give one that has ended more to spend.',
  })
  continueSearch(
    @Arg('input', () => ContinueSearchInput) input: ContinueSearchInput,
    @Ctx() { searches }: ApiContext,
  ): Promise<ContinueSearchPayload> {
    return searches.goOn(input);
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Whose request it was first; null for those older than this record.' })
  startedBy(@Root() { startedById }: Search, @Ctx() { loaders }: ApiContext): Promise<Member | null> | null {
    return startedById === null ? null : loaders.entity(Member, startedById);
  }

  @FieldResolver(() => EnergyModel, { nullable: true, description: 'Of all its energies; null until a worker has begun.' })
  energyModel(@Root() { energyModelId }: Search, @Ctx() { loaders }: ApiContext): Promise<EnergyModel | null> | null {
    return energyModelId === null ? null : loaders.entity(EnergyModel, energyModelId);
  }

  @FieldResolver(() => SearchConstraints)
  constraints(@Root() { request }: Search): SearchConstraints {
    return shownConstraints(request);
  }

  @FieldResolver(() => [SearchOperatorTally])
  async operators(@Root() { id }: Search, @Ctx() { loaders }: ApiContext): Promise<SearchOperatorTally[]> {
    return (await loaders.related(operatorsBySearch, id)) ?? [];
  }

  @FieldResolver(() => SearchIndividualConnection, { description: 'In the order in which they were made.' })
  individuals(
    @Root() { id }: Search,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<SearchIndividual>> {
    return loaders.page(SearchIndividual, wholeList(INDIVIDUALS_OF_SEARCH, args, id));
  }

  @FieldResolver(() => SearchPhaseConnection, { description: 'The best first.' })
  phases(@Root() { id }: Search, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<SearchPhase>> {
    return loaders.page(SearchPhase, wholeList(PHASES_OF_SEARCH, args, id));
  }
}
