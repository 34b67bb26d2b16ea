import { Field, ID, InputType } from 'type-graphql';
import type { MemberRole } from '../enums/team-enums.js';
import { MemberRoleEnum } from '../enums/team-enums.js';

@InputType('AddMemberInput')
export class AddMemberInput {
  @Field(() => String, { description: 'Up to 100 characters, no other member’s.' })
  name!: string;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => MemberRoleEnum)
  role!: MemberRole;
}

@InputType('UpdateMemberInput', { description: 'What is not given stays.' })
export class UpdateMemberInput {
  @Field(() => ID)
  memberId!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'None where it is empty.' })
  email?: string | null;

  @Field(() => MemberRoleEnum, { nullable: true })
  role?: MemberRole | null;
}

@InputType('RemoveMemberInput')
export class RemoveMemberInput {
  @Field(() => ID)
  memberId!: string;
}
