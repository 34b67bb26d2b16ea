import { Field, ObjectType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, Index } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { MemberRole } from '../enums/team-enums.js';
import { MemberRoleEnum } from '../enums/team-enums.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

/** Row of the owner every installation begins with: whoever uses it from its own machine without a token. It cannot be removed. */
export const LOCAL_OWNER_ID = '00000000-0000-4000-8000-000000000001';

@Entity({ name: 'member' })
@Index('member_name_key', ['name'], { unique: true, where: 'removed_at IS NULL' })
@Check('member_role_check', `role IN ('owner', 'member', 'viewer')`)
@Check('member_local_owner_check', `id <> '${LOCAL_OWNER_ID}' OR (role = 'owner' AND removed_at IS NULL)`)
@ObjectType('Member', { implements: Node, description: 'A person, or a program with a name of its own.' })
export class Member extends Node {
  get nodeType(): NodeType {
    return 'Member';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'One of a kind among those who are not removed.' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'For people to read; nothing is sent to it.' })
  email!: string | null;

  @Column({ type: 'text' })
  @Field(() => MemberRoleEnum)
  role!: MemberRole;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'removed_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Null while they belong to the team. What they made keeps their name.' })
  removedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whoever uses this installation from its own machine without a token.' })
  isLocalOwner(): boolean {
    return this.id === LOCAL_OWNER_ID;
  }
}
