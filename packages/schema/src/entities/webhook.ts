import { Field, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { DisabledReason, WebhookEvent } from '../enums/team-enums.js';
import { DisabledReasonEnum, WebhookEventEnum } from '../enums/team-enums.js';
import type { NodeType } from '../node-id.js';
import { Member } from './member.js';
import { Node } from './node.js';

@Entity({ name: 'webhook' })
@Index('webhook_created_by_idx', ['createdById'])
@Check('webhook_events_check', 'cardinality(events) >= 1')
@Check('webhook_disabled_check', `(disabled_at IS NULL) = (disabled_reason IS NULL) AND disabled_reason IN ('by-hand', 'failing', 'gone')`)
@Check('webhook_former_secret_check', '(former_secret IS NULL) = (former_secret_until IS NULL)')
@ObjectType('Webhook', { implements: Node, description: 'An address that is told when something has happened.' })
export class Webhook extends Node {
  get nodeType(): NodeType {
    return 'Webhook';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Every event is posted there.' })
  url!: string;

  @Column({ type: 'text', array: true })
  @Field(() => [WebhookEventEnum])
  events!: WebhookEvent[];

  /** `whsec_` and the key of the signatures in base64; kept as it is, since every delivery is signed anew. */
  @Column({ type: 'text' })
  secret!: string;

  /** The key before this one, while deliveries carry its signature as well. */
  @Column({ name: 'former_secret', type: 'text', nullable: true })
  formerSecret!: string | null;

  @Column({ name: 'former_secret_until', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until then deliveries carry a signature of the former key as well; null where there is none.',
  })
  formerSecretUntil!: Date | null;

  @Column({ name: 'created_by', type: 'uuid' })
  createdById!: string;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'webhook_created_by_fkey' })
  createdBy?: Relation<Member>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'last_success_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the receiver last took a delivery; null where it never has.' })
  lastSuccessAt!: Date | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Null while it is on. What happens while it is off is not delivered later.' })
  disabledAt!: Date | null;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  @Field(() => DisabledReasonEnum, { nullable: true })
  disabledReason!: DisabledReason | null;
}
