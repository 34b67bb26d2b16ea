import { Field, Int, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity, Index } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

@Entity({ name: 'optimade_search' })
@Index('optimade_search_created_at_idx', ['createdAt', 'id'])
@ObjectType('OptimadeSearch', {
  implements: Node,
  description: 'One question to many OPTIMADE providers, and what they answered. Kept for some days.',
})
export class OptimadeSearch extends Node {
  get nodeType(): NodeType {
    return 'OptimadeSearch';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The filter, also where simple fields were given. Every crystal is held against it by what its sites say.' })
  filter!: string;

  @Column({ name: 'asked_filter', type: 'text' })
  @Field(() => String, { description: 'What providers are asked in its place: without HAS ONLY, and without space groups, which are compared here.' })
  askedFilter!: string;

  @Column({ name: 'most_results', type: 'integer' })
  @Field(() => Int, { description: 'Crystals after which a provider is asked for no more.' })
  mostResults!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  /** Who has not answered by then will not: the server that asked has stopped. */
  @Column({ name: 'deadline_at', type: 'timestamptz', precision: 3 })
  deadlineAt!: Date;
}
