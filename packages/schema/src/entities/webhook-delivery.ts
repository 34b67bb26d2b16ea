import { Field, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { DeliveryEvent, DeliveryState } from '../enums/team-enums.js';
import { DeliveryEventEnum, DeliveryStateEnum } from '../enums/team-enums.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';
import { Webhook } from './webhook.js';

/** What one webhook is to be told. Triggers write it in the transaction of the event itself, so that no event is lost (docs/decisions/0019). */
@Entity({ name: 'webhook_delivery' })
@Index('webhook_delivery_due_idx', ['webhookId', 'nextAttemptAt', 'id'], { where: `state = 'pending'` })
@Index('webhook_delivery_created_at_idx', ['webhookId', 'createdAt', 'id'])
@Check('webhook_delivery_state_check', `state IN ('pending', 'delivered', 'failed')`)
@ObjectType('WebhookDelivery', { implements: Node, description: 'One event on its way to one webhook. Kept for 30 days after it happened.' })
export class WebhookDelivery extends Node {
  get nodeType(): NodeType {
    return 'WebhookDelivery';
  }

  @Column({ name: 'webhook_id', type: 'uuid' })
  webhookId!: string;

  @ManyToOne(() => Webhook, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'webhook_id', foreignKeyConstraintName: 'webhook_delivery_webhook_fkey' })
  webhook?: Relation<Webhook>;

  @Column({ type: 'text' })
  @Field(() => DeliveryEventEnum)
  event!: DeliveryEvent;

  /** GraphQL name of the type of what the event is about. */
  @Column({ name: 'subject_type', type: 'text' })
  subjectType!: NodeType;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId!: string;

  /** What the body says beside the id. */
  @Column({ type: 'jsonb' })
  details!: Readonly<Record<string, unknown>>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime, { description: 'When the event happened.' })
  createdAt!: Date;

  @Column({ type: 'text', default: 'pending' })
  @Field(() => DeliveryStateEnum)
  state!: DeliveryState;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int)
  attempts!: number;

  @Column({ name: 'attempted_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Of the last attempt; null before the first.' })
  attemptedAt!: Date | null;

  /** While an attempt is under way, when it is taken for lost. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  nextAttemptAt!: Date;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null where there was none.' })
  status!: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why the last attempt did not do.' })
  error!: string | null;

  @Field(() => DateTime, { name: 'nextAttemptAt', nullable: true, description: 'Null where nothing further is sent.' })
  shownNextAttemptAt(): Date | null {
    return this.state === 'pending' ? this.nextAttemptAt : null;
  }
}
