import { Field, Int, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

@Entity({ name: 'worker' })
@ObjectType('Worker', { implements: Node, description: 'A process that works on predictions and imports, on any machine that reaches the database.' })
export class Worker extends Node {
  get nodeType(): NodeType {
    return 'Worker';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Name of its machine.' })
  host!: string;

  @Column({ name: 'process_id', type: 'integer' })
  @Field(() => Int, { description: 'On its machine.' })
  processId!: number;

  @Column({ name: 'models_version', type: 'text' })
  modelsVersion!: string;

  @CreateDateColumn({ name: 'started_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  startedAt!: Date;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  @Field(() => DateTime, { description: 'When it last said that it lives.' })
  heartbeatAt!: Date;
}
