import { Member } from '@kessho/schema/entities/member';
import { AddMemberInput, RemoveMemberInput, UpdateMemberInput } from '@kessho/schema/inputs/members';
import { AddMemberPayload, MemberPayload, Viewer } from '@kessho/schema/results/member-payloads';
import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { IsNull } from 'typeorm';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';
import { addMember, removeMember, updateMember } from './member.service.js';

@Resolver(() => Member)
export class MemberResolver {
  @Authorized('read')
  @Query(() => Viewer, { description: 'The member whose token was sent, or the local owner.' })
  async viewer(@Ctx() { loaders, memberId, scopes }: ApiContext): Promise<Viewer> {
    return { member: required(await loaders.entity(Member, required(memberId))), scopes: [...required(scopes)] };
  }

  @Authorized('read')
  @Query(() => [Member], { description: 'Those who are not removed, the oldest first.' })
  members(@Ctx() { database }: ApiContext): Promise<Member[]> {
    return database.getRepository(Member).find({ where: { removedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  @Authorized('admin')
  @Mutation(() => AddMemberPayload, { description: 'Invite someone: a member and a token to hand over.' })
  addMember(@Arg('input', () => AddMemberInput) input: AddMemberInput, @Ctx() { database }: ApiContext): Promise<AddMemberPayload> {
    return addMember(database, input);
  }

  @Authorized('admin')
  @Mutation(() => MemberPayload, { description: 'A lower role holds for the tokens they have already.' })
  updateMember(@Arg('input', () => UpdateMemberInput) input: UpdateMemberInput, @Ctx() { database }: ApiContext): Promise<MemberPayload> {
    return updateMember(database, input);
  }

  @Authorized('admin')
  @Mutation(() => MemberPayload, { description: 'Their tokens are revoked; what they made stays under their name.' })
  removeMember(@Arg('input', () => RemoveMemberInput) input: RemoveMemberInput, @Ctx() { database }: ApiContext): Promise<MemberPayload> {
    return removeMember(database, input);
  }
}
