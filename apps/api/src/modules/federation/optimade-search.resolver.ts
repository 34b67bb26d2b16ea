import type { JsonValue } from '@kessho/core/formats/records/source-record';
import { OptimadeAnswer } from '@kessho/schema/entities/optimade-answer';
import { OptimadeResult } from '@kessho/schema/entities/optimade-result';
import { OptimadeSearch } from '@kessho/schema/entities/optimade-search';
import { StartOptimadeSearchInput } from '@kessho/schema/inputs/optimade';
import type { Page } from '@kessho/schema/results/connection';
import { OptimadeResultConnection } from '@kessho/schema/results/connections';
import { StartOptimadeSearchPayload } from '@kessho/schema/results/optimade-payloads';
import { OptimadeAnswerDatabase } from '@kessho/schema/results/optimade-provider';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { wholeList } from '../../graphql/whole-list.js';
import { OPTIMADE_RESULT_LIST } from './optimade-result.list.js';
import { answerKey, answersOfSearch, databasesOfAnswer, payloadOfResult } from './optimade-search.loader.js';

const isOpen = ({ state }: OptimadeAnswer): boolean => state === 'waiting' || state === 'asking';

@Resolver(() => OptimadeSearch)
export class OptimadeSearchResolver {
  @Authorized('read')
  @Query(() => OptimadeSearch, { nullable: true, description: 'Ask again while it is not done: answers come as providers give them.' })
  optimadeSearch(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<OptimadeSearch | null> {
    return loaders.entity(OptimadeSearch, idOf('OptimadeSearch', id));
  }

  @Authorized('write')
  @Mutation(() => StartOptimadeSearchPayload, { description: 'Ask all providers that are on, or those named. Returns at once.' })
  startOptimadeSearch(
    @Arg('input', () => StartOptimadeSearchInput) input: StartOptimadeSearchInput,
    @Ctx() { optimadeSearches }: ApiContext,
  ): Promise<StartOptimadeSearchPayload> {
    return optimadeSearches.start(input);
  }

  @FieldResolver(() => [OptimadeAnswer], { description: 'One for each provider, by name.' })
  async answers(@Root() search: OptimadeSearch, @Ctx() { loaders }: ApiContext): Promise<readonly OptimadeAnswer[]> {
    const answers = (await loaders.related(answersOfSearch, search.id)) ?? [];
    if (Date.now() < search.deadlineAt.getTime()) return answers;
    const given = { state: 'timeout' as const, isTruncated: true, detail: 'The server stopped meanwhile', answeredAt: search.deadlineAt };
    return answers.map((answer) => (isOpen(answer) ? Object.assign(new OptimadeAnswer(), answer, given) : answer));
  }

  @FieldResolver(() => Boolean, { description: 'Whether every provider has answered.' })
  async isDone(@Root() search: OptimadeSearch, @Ctx() context: ApiContext): Promise<boolean> {
    return !(await this.answers(search, context)).some(isOpen);
  }

  @FieldResolver(() => OptimadeResultConnection, { description: 'Crystals of all providers, in the order of arrival.' })
  results(
    @Root() { id }: OptimadeSearch,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<OptimadeResult>> {
    return loaders.page(OptimadeResult, wholeList(OPTIMADE_RESULT_LIST, args, id));
  }
}

@Resolver(() => OptimadeAnswer)
export class OptimadeAnswerResolver {
  @FieldResolver(() => [OptimadeAnswerDatabase], { description: 'Where its crystals came from: what an import of them asks.' })
  async databases(@Root() { searchId, providerId }: OptimadeAnswer, @Ctx() { loaders }: ApiContext): Promise<readonly OptimadeAnswerDatabase[]> {
    return (await loaders.related(databasesOfAnswer, answerKey(searchId, providerId))) ?? [];
  }
}

@Resolver(() => OptimadeResult)
export class OptimadeResultResolver {
  @FieldResolver(() => GraphQLJSONObject, { description: 'The entry as the provider sent it.' })
  async payload(@Root() { id }: OptimadeResult, @Ctx() { loaders }: ApiContext): Promise<{ readonly [name: string]: JsonValue }> {
    return (await loaders.related(payloadOfResult, id)) ?? {};
  }
}
