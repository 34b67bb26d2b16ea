import { Candidate } from '@kessho/schema/entities/candidate';
import { Prediction } from '@kessho/schema/entities/prediction';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import { CandidateFilter } from '@kessho/schema/inputs/filters';
import { CandidateOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import { CandidateConnection } from '@kessho/schema/results/connections';
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { required } from '../../graphql/required.js';
import { CANDIDATE_CONDITIONS, CANDIDATES_OF_PROPOSAL } from '../candidates/candidate.list.js';

@Resolver(() => SymmetryProposal)
export class SymmetryProposalResolver {
  @FieldResolver(() => Prediction)
  async prediction(@Root() proposal: SymmetryProposal, @Ctx() { loaders }: ApiContext): Promise<Prediction> {
    return required(await loaders.entity(Prediction, proposal.predictionId));
  }

  @FieldResolver(() => CandidateConnection, { description: 'Candidates generated in this space group.' })
  candidates(
    @Root() { id }: SymmetryProposal,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => CandidateFilter, { nullable: true }) filter: CandidateFilter | null,
    @Arg('orderBy', () => [CandidateOrder], { nullable: true }) orderBy: CandidateOrder[] | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Candidate>> {
    const list = CANDIDATES_OF_PROPOSAL;
    const where = filterCondition(filter, CANDIDATE_CONDITIONS);
    return loaders.page(Candidate, { list, parentId: id, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }
}
