import { Member } from '@kessho/schema/entities/member';
import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';

@Resolver(() => Member)
export class MemberResolver {
  @Authorized('read')
  @Query(() => Member, { description: 'Who asks: the member whose token was sent, or the local owner.' })
  async viewer(@Ctx() { loaders, memberId }: ApiContext): Promise<Member> {
    return required(await loaders.entity(Member, required(memberId)));
  }
}
