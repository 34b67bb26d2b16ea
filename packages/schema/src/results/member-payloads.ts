import { Field, ObjectType } from 'type-graphql';
import type { Scope } from '../entities/api-token.js';
import { ScopeEnum } from '../entities/api-token.js';
import { Member } from '../entities/member.js';
import { UserError } from './payloads.js';

const NULL = 'Null if and only if there are user errors.';

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who asks, and what they may do.' })
export class Viewer {
  @Field(() => Member)
  member!: Member;

  @Field(() => [ScopeEnum])
  scopes!: Scope[];
}

@ObjectType('AddMemberPayload', { simpleResolvers: true })
export class AddMemberPayload {
  @Field(() => Member, { nullable: true, description: NULL })
  member!: Member | null;

  @Field(() => String, { nullable: true, description: 'A token with all that the role may do, shown this once.' })
  secret!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('MemberPayload', { simpleResolvers: true })
export class MemberPayload {
  @Field(() => Member, { nullable: true, description: NULL })
  member!: Member | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
