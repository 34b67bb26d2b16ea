import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../enums/date-time.js';
import { registerClosedList } from '../enums/register-closed-list.js';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Member } from './member.js';

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
export const ScopeEnum = registerClosedList('Scope', SCOPES, 'What a token may do: read, start and stop work, administer.');

@Entity({ name: 'api_token' })
@Index('api_token_member_idx', ['memberId'])
@Check('api_token_scopes_check', `cardinality(scopes) >= 1 AND scopes <@ ARRAY['read', 'write', 'admin']`)
@ObjectType('ApiToken', { simpleResolvers: true, description: 'A key to the API. Only the hash of its secret is kept.' })
export class ApiToken {
  @PrimaryColumn({ type: 'text' })
  @Field(() => String, { description: 'The public part, by which a token is found and named.' })
  prefix!: string;

  @Column({ name: 'member_id', type: 'uuid' })
  memberId!: string;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'api_token_member_fkey' })
  member?: Relation<Member>;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  /** sha256 of the secret, lower-case hexadecimal. */
  @Column({ name: 'secret_hash', type: 'text' })
  secretHash!: string;

  @Column({ type: 'text', array: true })
  @Field(() => [ScopeEnum])
  scopes!: Scope[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'To the minute; null where it has never been used.' })
  lastUsedAt!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Null where it does not expire.' })
  expiresAt!: Date | null;
}
